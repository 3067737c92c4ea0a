import type { Request, RequestHandler } from 'express';
import {
  bodyParameters,
  mediaType,
  parameter,
  queryOf,
  type TokenEndpointSpec,
  tokenEndpoint,
} from '../../kernel/index.ts';
import { insist } from '../../kernel/insist.ts';
import type { CloudApiState } from '../state.ts';
import { authorizationCode } from './code-grant.ts';
import { refreshToken } from './refresh-grant.ts';

const spec: TokenEndpointSpec = {
  grants: [authorizationCode, refreshToken],
  findClient: (sandbox, id) => (sandbox.state as CloudApiState).findClient(id),
  basicIsFormEncoded: true,
};

/** RFC 6749 section 4.1.3: parameters as a form. */
const requireForm: RequestHandler = (req, _res, next) => {
  const expected = 'application/x-www-form-urlencoded';
  const got = mediaType(req) || 'none';
  insist(
    req,
    { check: 'content type of the token request', expected, got, ok: got === expected },
    'unsupported_media_type',
  );
  next();
};

/** Secrets stay out of URLs (RFC 6749 section 2.3.1, b4). */
const requireCleanUrl: RequestHandler = (req, _res, next) => {
  const names = queryOf(req).map(([name]) => name);
  const got = names.length === 0 ? 'none' : names.join(', ');
  const check = 'parameters in the URL of the token request';
  insist(req, { check, expected: 'none', got, ok: names.length === 0 }, 'parameters_in_url');
  next();
};

/** RFC 6749 section 2.3: one method of authentication in a request. */
const requireOneAuthentication: RequestHandler = (req, _res, next) => {
  const twice = /^basic /i.test(req.headers.authorization ?? '') && sendsSecret(req);
  const got = twice ? 'header and body' : 'one place';
  const check = 'the client is authenticated in one place';
  insist(req, { check, expected: 'one place', got, ok: !twice }, 'two_authentications');
  next();
};

/** A client_id beside Basic credentials is no second authentication; a secret is. */
function sendsSecret(req: Request): boolean {
  return parameter(bodyParameters(req), 'client_secret') !== undefined;
}

const [requirePost, ...rest] = tokenEndpoint(spec);

/** `POST /oauth/token` (C13), in the order of its checks. */
export const tokenRoute: readonly RequestHandler[] = [
  requirePost!,
  requireForm,
  requireCleanUrl,
  requireOneAuthentication,
  ...rest,
];
