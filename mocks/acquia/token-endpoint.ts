import type { Response } from 'express';
import {
  contextOf,
  decide,
  type Grant,
  ProviderError,
  parameter,
  type Sandbox,
  type TokenEndpointSpec,
  type TokenRequest,
} from '../kernel/index.ts';
import type { AcquiaSettings } from './settings.ts';
import type { AcquiaState } from './state.ts';

const ORGANIZATION_SCOPE = /^organization:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The only grant that the page describes (A3); it answers no refresh token (RFC 6749 section 4.4.3). */
const clientCredentials: Grant = {
  grantType: 'client_credentials',
  async handle(request, res) {
    const { sandbox, client } = request;
    const scope = grantedScope(request);
    const { exchange } = contextOf(request.req);
    const lifetimeMs = (sandbox.settings as AcquiaSettings).tokenLifetimeSeconds * 1000;
    const value = await newTokenValue(sandbox, client.id);
    const token = sandbox.tokens.issue({
      value,
      clientId: client.id,
      scope,
      lifetimeMs,
      issuedIn: exchange.n,
    });
    exchange.issuedToken = token.id;
    answer(res, sandbox.settings, value, scope);
  },
};

/** What the shared token endpoint needs to know of Acquia. */
export const tokenEndpointSpec: TokenEndpointSpec = {
  grants: [clientCredentials],
  findClient: (sandbox, id) => (sandbox.state as AcquiaState).findKey(id),
};

/** The scope to grant: one organization, or none; an empty scope is none (b2). */
function grantedScope({ req, sandbox, parameters }: TokenRequest): string | undefined {
  const scope = parameter(parameters, 'scope');
  if (scope === undefined) return undefined;
  const uuid = ORGANIZATION_SCOPE.exec(scope)?.[1];
  const expected = 'organization:<uuid>';
  if (!decide(req, { check: 'scope is of a known form', expected, got: scope, ok: uuid !== undefined })) {
    throw new ProviderError('invalid_scope', `scope ${scope}`);
  }
  const known = (sandbox.state as AcquiaState).organizations.some(o => o.uuid === uuid);
  if (!decide(req, { check: 'scope names an organization of the user', expected, got: scope, ok: known })) {
    throw new ProviderError('scope_not_allowed', `no organization ${uuid}`);
  }
  return scope;
}

/** A value of its own for every exchange, opaque or dressed as a JWT. */
async function newTokenValue(
  sandbox: Sandbox<AcquiaState, AcquiaSettings>,
  clientId: string,
): Promise<string> {
  const opaque = sandbox.entropy.bytes(32).toString('base64url');
  if (sandbox.settings.tokenFormat === 'opaque') return opaque;
  // Loaded when it is first needed: it takes half as long as Express, and few cases ask for it.
  const { SignJWT } = await import('jose/jwt/sign');
  const now = Math.floor(sandbox.clock.now() / 1000);
  // A client that reads `exp` instead of `expires_in` believes a lifetime that is not the token's.
  return new SignJWT({ client_id: clientId, exp: now + 24 * 3600 })
    .setProtectedHeader({ alg: 'HS256' })
    .setJti(opaque)
    .setIssuedAt(now)
    .sign(sandbox.entropy.bytes(32));
}

/** RFC 6749 section 5.1. */
function answer(res: Response, settings: AcquiaSettings, value: string, scope: string | undefined): void {
  res.setHeader('Content-Type', 'application/json');
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Pragma', 'no-cache');
  const body = {
    access_token: value,
    token_type: settings.tokenType,
    expires_in: settings.tokenLifetimeSeconds,
  };
  res.end(JSON.stringify(scope === undefined ? body : { ...body, scope }));
}
