import type { Request } from 'express';
import { contextOf, decide } from './context.ts';
import { ProviderError } from './errors.ts';
import type { AccessToken } from './tokens.ts';

/** The bearer token of a request (RFC 6750 section 2.1; the scheme's case is free, RFC 9110 section 11.1). */
export function bearerCredential(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+) *$/i.exec(authorization ?? '')?.[1];
}

/**
 * Let a request in by its bearer token.
 * @throws ProviderError `invalid_token` for a value that was never issued here, `token_revoked`,
 *   `token_expired`
 */
export function admitBearer(req: Request, value: string): AccessToken {
  const { sandbox, exchange } = contextOf(req);
  const token = sandbox.tokens.find(value);
  if (
    !decide(req, {
      check: 'bearer token was issued here',
      expected: 'a token of this platform',
      got: value,
      ok: token !== undefined,
    })
  ) {
    throw new ProviderError('invalid_token', 'a bearer token that was never issued here');
  }
  exchange.usedToken = token!.id;
  token!.usedIn.push(exchange.n);
  const state = sandbox.tokens.stateOf(token!);
  const live = { check: 'bearer token is live', expected: 'live', got: state, ok: state === 'live' };
  if (!decide(req, live)) {
    if (state === 'revoked') throw new ProviderError('token_revoked', `${token!.id} was revoked`);
    throw new ProviderError('token_expired', `${token!.id} has expired`);
  }
  return token!;
}
