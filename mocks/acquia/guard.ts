import type { Request, RequestHandler } from 'express';
import {
  type AccessToken,
  admitBearer,
  bearerCredential,
  contextOf,
  decide,
  ProviderError,
} from '../kernel/index.ts';
import { admitHmac, isHmac } from './hmac/admit.ts';
import type { Organization } from './state.ts';

/** How a request was let in. */
export type Admission =
  | { readonly by: 'bearer'; readonly token: AccessToken }
  | { readonly by: 'hmac'; readonly keyId: string };

/** Every API route is behind this: there is no public one (A1). */
export const authenticate: RequestHandler = (req, res, next) => {
  res.locals.admission = admit(req, res);
  next();
};

const admit = (req: Request, res: Parameters<RequestHandler>[1]): Admission => {
  const { authorization } = req.headers;
  if (isHmac(authorization)) return { by: 'hmac', keyId: admitHmac(req, res) };
  const bearer = bearerCredential(authorization);
  const got =
    authorization === undefined ? 'no Authorization header' : (authorization.split(' ', 1)[0] ?? '');
  decide(req, { check: 'the call carries a credential', expected: 'Bearer', got, ok: bearer !== undefined });
  if (bearer === undefined) throw new ProviderError('anonymous', got);
  return { by: 'bearer', token: admitBearer(req, bearer) };
};

/**
 * Whether the request may see what an organization owns: an SSO organization opens to tokens of its own
 * scope only, never to HMAC (A19-A23).
 */
export function maySee(admission: Admission, organization: Organization): boolean {
  if (!organization.sso) return true;
  return admission.by === 'bearer' && admission.token.scope === `organization:${organization.uuid}`;
}

/**
 * Refuse a request for what an SSO organization owns, unless its token was made for that organization.
 * @throws ProviderError `additional_authentication_required`
 */
export function requireSight(req: Request, admission: Admission, organization: Organization): void {
  const ok = maySee(admission, organization);
  const got = admission.by === 'hmac' ? 'HMAC' : (admission.token.scope ?? 'no scope');
  const expected = organization.sso ? `organization:${organization.uuid}` : 'any credential';
  if (!decide(req, { check: 'credential opens this organization', expected, got, ok })) {
    const { sandbox } = contextOf(req);
    throw new ProviderError(
      'additional_authentication_required',
      `${sandbox.id}: ${organization.name} uses SSO`,
    );
  }
}
