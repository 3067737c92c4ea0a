import type { Reason } from '../../src/protocol/index.ts';
import { ClientFailure } from './failure.ts';
import { reasonOfStatus } from './reasons.ts';

/* What the answers of token endpoints have in common (RFC 6749 section 5). */

const REASON_BY_CODE: Readonly<Record<string, Reason>> = {
  invalid_client: 'authentication',
  invalid_grant: 'authentication',
  invalid_scope: 'permission',
  unauthorized_client: 'permission',
};

/** Why a token endpoint refused. @see RFC 6749 section 5.2 */
export function reasonOfRefusal(status: number, code = ''): Reason {
  return status >= 500 ? 'server-error' : (REASON_BY_CODE[code] ?? reasonOfStatus(status));
}

/**
 * The bearer token that was granted, which is opaque.
 * @throws ClientFailure `malformed-response`
 * @see RFC 6749 section 5.1
 */
export function accessTokenOf(status: number, answer: Readonly<Record<string, unknown>>): string {
  const { access_token: accessToken, token_type: tokenType } = answer;
  if (typeof accessToken !== 'string' || !/^[\x21-\x7e]+$/.test(accessToken)) {
    throw unusable(status, 'it holds no access_token');
  }
  if (typeof tokenType !== 'string' || tokenType.toLowerCase() !== 'bearer') {
    throw unusable(status, 'its token_type is not bearer');
  }
  return accessToken;
}

/** `expires_in` in seconds, which some servers write as a string; undefined where it says nothing. */
export function statedSeconds(expiresIn: unknown): number | undefined {
  const stated = typeof expiresIn === 'string' && expiresIn !== '' ? Number(expiresIn) : expiresIn;
  return typeof stated === 'number' && stated >= 0 ? stated : undefined;
}

function unusable(status: number, why: string): ClientFailure {
  return new ClientFailure('malformed-response', `The token endpoint's answer is unusable: ${why}.`, {
    status,
  });
}
