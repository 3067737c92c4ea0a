import { TokenSource } from '../token-source.ts';
import { callWithToken } from './client-credentials.ts';
import { signatureHeaders, stamp } from './http-hmac.ts';
import { processTokenResponse, type TokenIdentity, tokenRequest } from './token-endpoint.ts';

/** What a session is composed of; each part can be replaced by another of its form. */
export const parts = {
  tokenRequest,
  processTokenResponse,
  /** What two sessions must have in common to share a token. */
  cacheKey: (identity: TokenIdentity): Readonly<Record<string, string | undefined>> => identity,
  newTokenSource: () => new TokenSource(),
  callWithToken,
  stamp,
  signatureHeaders,
};

export type Parts = Readonly<typeof parts>;
