import type { Request } from 'express';
import { cookie, parameter, queryOf } from '../../kernel/index.ts';
import type { RequestToken } from '../state/model.ts';
import { stateOf } from '../state.ts';

/** Keeps the request token that a browser is about (b2). */
export const REQUEST_TOKEN_COOKIE = 'cctk';

/** The request token that a browser is about: the one in the address, else the one it was about before. */
export function requestTokenOf(req: Request): RequestToken | undefined {
  const value = parameter(queryOf(req), 'oauth_token') ?? cookie(req, REQUEST_TOKEN_COOKIE);
  return stateOf(req).requestTokens.find(value ?? '');
}
