import { facts } from './metadata.ts';

/**
 * Headers that tell of a quota (b3): `x` has `X-RateLimit-Reset` in seconds since the epoch, `draft-06` has
 * `RateLimit-Reset` in seconds from now, `structured` has `RateLimit` and `RateLimit-Policy`.
 */
export type RateLimitFamily = 'x' | 'draft-06' | 'structured';

/** What may differ between two sandboxes; where the fact sheet says *assumed*, the choice stands here. */
export interface CloudApiSettings {
  /** What becomes of a request over plain http: nothing, a flag on its trail, or a refusal; never a redirection (C4). */
  plainHttp: 'accepted' | 'flagged' | 'refused';
  /** Status of that refusal (b2, assumed). */
  plainHttpStatus: 403 | 426;
  /** Error bodies of the API: an `error` object, or RFC 9457 (b2). */
  errors: 'nested' | 'problem';
  /** Status for a body whose fields are missing or wrong (b2, assumed). */
  validationStatus: 422 | 400;
  /** Status for a wrong client that named itself in the body; by Basic it is 401 always (b4). */
  invalidClientStatus: 401 | 400;
  /** Status of a newly created project (b1, assumed). */
  projectCreatedStatus: 201 | 200;
  /** Whether a second project of a name is a conflict (b2, assumed). */
  projectNames: 'unique' | 'free';
  /** Which projects a key sees: all of who owns it, or its own (X5, assumed). */
  keySees: 'owner' | 'project';
  /** Lists whole, or by `limit` and `cursor` (b6). */
  pagination: 'none' | 'cursor';
  /** Requests a minute for each key, unless the key has a limit of its own, and for each access token (C30, X6). */
  rateLimit: number;
  /** The families of headers that tell of it (b3, assumed). */
  rateLimitHeaders: readonly RateLimitFamily[];
  /** How a 429 says when to come back (b3). */
  retryAfter: 'seconds' | 'http-date' | 'none';
  /** Whether a POST of the API must carry an Idempotency-Key (b7, assumed). */
  idempotencyKey: 'optional' | 'required';
  /** Seconds from issue to death of an authorization code (b4, assumed). */
  codeLifetimeSeconds: number;
  /** Seconds from issue to death of an access token (b4, assumed). */
  accessTokenLifetimeSeconds: number;
  /** Access tokens are opaque to clients (C16): shaped as a JWT whose claims are wrong, plain, or in turn. */
  tokenFormat: 'alternating' | 'jwt-shaped' | 'plain';
  /** `token_type` as it is answered; RFC 6749 section 5.1 makes its case free. */
  tokenType: string;
  /** Whether `expires_in` is answered; it is recommended only (b4). */
  expiresIn: 'answered' | 'left out';
  /** Refresh tokens: none, good for ever, or good once (b4, assumed: the document shows none). */
  refreshTokens: 'none' | 'reusable' | 'rotating';
}

export const defaultSettings: CloudApiSettings = {
  plainHttp: 'accepted',
  plainHttpStatus: 403,
  errors: 'nested',
  validationStatus: 422,
  invalidClientStatus: 401,
  projectCreatedStatus: facts.projectCreatedStatus.value,
  projectNames: 'unique',
  keySees: 'owner',
  pagination: 'none',
  rateLimit: facts.rateLimit.value,
  rateLimitHeaders: ['x', 'structured'],
  retryAfter: 'seconds',
  idempotencyKey: 'optional',
  codeLifetimeSeconds: facts.codeLifetimeSeconds.value,
  accessTokenLifetimeSeconds: facts.accessTokenLifetimeSeconds.value,
  tokenFormat: 'alternating',
  tokenType: 'Bearer',
  expiresIn: 'answered',
  refreshTokens: 'none',
};
