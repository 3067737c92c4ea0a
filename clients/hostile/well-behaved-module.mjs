// What the hostile modules share: a client module that does all it should until it is asked for TROUBLE.
import { resultOf, TROUBLE } from './perfect.mjs';

const perfect = method => async params => resultOf({ method, params });

/** Make a request as it should be made. */
export const request = perfect('session/request');

/** A client module; `trouble` takes the requests for TROUBLE. */
export function moduleWith(trouble = request) {
  return {
    initialize: perfect('initialize'),
    'session/open': perfect('session/open'),
    'session/request': async params => (params.path === TROUBLE ? trouble(params) : request(params)),
  };
}
