import { createHash, randomBytes } from 'node:crypto';
import type { Reason } from '../../../src/protocol/index.ts';
import { ClientFailure } from '../failure.ts';

/** One attempt of one user, from the consent page to the callback. */
export interface Attempt {
  /** Ties the callback to this attempt. */
  readonly state: string;
  /** Ties the code to this client; sent only with the code. */
  readonly verifier: string;
  readonly redirectUri: string;
}

/** What the consent page is asked for. */
export interface AuthorizationInput {
  readonly endpoint: string;
  readonly clientId: string;
  readonly scope: string | undefined;
  readonly state: string;
  /** Of PKCE, by S256. */
  readonly challenge: string;
  readonly redirectUri: string;
}

const REASON_BY_ERROR: Readonly<Record<string, Reason>> = {
  access_denied: 'authorization-denied',
  unauthorized_client: 'permission',
  invalid_scope: 'permission',
  server_error: 'server-error',
  temporarily_unavailable: 'server-error',
};

/** @see RFC 6749 section 10.12 */
export function newState(): string {
  return randomBytes(32).toString('base64url');
}

/** 43 characters of the unreserved ones. @see RFC 7636 section 4.1 */
export function newVerifier(): string {
  return randomBytes(32).toString('base64url');
}

/** By S256. @see RFC 7636 section 4.2 */
export function challengeFor(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** The page on which the user consents; what its address has in its query stays. @see RFC 6749 section 4.1.1 */
export function authorizationUrl(input: AuthorizationInput): string {
  const url = new URL(input.endpoint);
  const query = {
    response_type: 'code',
    client_id: input.clientId,
    redirect_uri: input.redirectUri,
    ...(input.scope === undefined ? {} : { scope: input.scope }),
    state: input.state,
    code_challenge: input.challenge,
    code_challenge_method: 'S256',
  };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * The attempt that a callback belongs to. This is looked at first: a callback that does not belong has nothing to say.
 * @param answer the callback's query
 * @param pending undefined where no attempt is under way, or it has been completed
 * @throws ClientFailure `state-mismatch`
 */
export function attemptOf(answer: URLSearchParams, pending: Attempt | undefined): Attempt {
  const [state, another] = answer.getAll('state');
  if (pending !== undefined && state === pending.state && another === undefined) return pending;
  throw new ClientFailure('state-mismatch', 'The callback does not belong to an authorization under way.');
}

/**
 * The code that the browser brought back.
 * @throws ClientFailure `authorization-denied`, another reason by the error's name, or `malformed-response`
 * @see RFC 6749 sections 4.1.2 and 4.1.2.1
 */
export function codeOf(answer: URLSearchParams): string {
  const error = answer.get('error')?.slice(0, 300);
  if (error !== undefined) {
    const reason = REASON_BY_ERROR[error] ?? 'other';
    throw new ClientFailure(reason, `The authorization ended without a code: ${error}.`, { code: error });
  }
  const [code = '', another] = answer.getAll('code');
  if (code !== '' && another === undefined) return code;
  throw new ClientFailure('malformed-response', 'The callback is unusable: it holds not one code.');
}
