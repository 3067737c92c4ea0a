import type { Request, RequestHandler, Response } from 'express';
import {
  type AccessToken,
  admitBearer,
  bearerCredential,
  contextOf,
  headerValues,
  parameter,
  queryOf,
} from '../kernel/index.ts';
import { insist } from '../kernel/insist.ts';
import { facts, type Scope } from './metadata.ts';
import type { ApiKey, Grant, User } from './state/model.ts';
import { stateOf } from './state.ts';

/** Who asks, and by what. */
export interface Principal {
  readonly access: AccessToken;
  /** The end user, or the owner of the key's project. */
  readonly user: User;
  readonly key: ApiKey | undefined;
  readonly grant: Grant | undefined;
}

/** Every route of the API is behind this (C2): an API key or an access token as Bearer, and nothing else (C8, C10). */
export const authenticate: RequestHandler = (req, res, next) => {
  requireCredential(req);
  requireOneCredential(req);
  requireBearer(req);
  const access = admitBearer(req, requireWellFormed(req));
  const state = stateOf(req);
  const key = state.keys.withValue(access.value);
  const grant = state.grants.grantOf(access);
  const user = key?.project.owner ?? grant!.user;
  res.locals.principal = { access, user, key, grant } satisfies Principal;
  next();
};

/** Who was let in. */
export function principalOf(res: Response): Principal {
  return res.locals.principal as Principal;
}

function requireCredential(req: Request): void {
  const { authorization } = req.headers;
  const got = authorization === undefined ? 'no Authorization header' : 'an Authorization header';
  const ok = authorization !== undefined;
  const check = 'the call carries a credential';
  insist(req, { check, expected: 'an Authorization header', got, ok }, 'missing_credentials');
}

/** One header, and nothing beside it in the query (RFC 6750 section 2). */
function requireOneCredential(req: Request): void {
  const headers = headerValues(contextOf(req).exchange.request.headers, 'authorization').length;
  const inQuery = parameter(queryOf(req), 'access_token') === undefined ? 0 : 1;
  const got = String(headers + inQuery);
  const check = 'the call carries one credential only';
  insist(req, { check, expected: '1', got, ok: got === '1' }, 'malformed_credentials');
}

function requireBearer(req: Request): void {
  const got = req.headers.authorization!.trim().split(' ', 1)[0]!;
  const ok = got.toLowerCase() === 'bearer';
  insist(req, { check: 'scheme of the credential', expected: 'Bearer', got, ok }, 'wrong_scheme');
}

function requireWellFormed(req: Request): string {
  const value = bearerCredential(req.headers.authorization);
  const got = value === undefined ? 'something else' : 'one word';
  const ok = value !== undefined;
  insist(
    req,
    { check: 'the credential is one word', expected: 'one word', got, ok },
    'malformed_credentials',
  );
  return value ?? '';
}

/** A key does everything (C8); an access token does what its user has granted. */
export function requireScope(scope: Scope): RequestHandler {
  return (req, res, next) => {
    const { key, access } = principalOf(res);
    if (key !== undefined) return next();
    const got = access.scope ?? '';
    const ok = got.split(' ').includes(scope);
    // Which scope was missing is told in the challenge (RFC 6750 section 3.1).
    if (!ok) {
      const realm = facts.realm.value;
      res.setHeader(
        'WWW-Authenticate',
        `Bearer realm="${realm}", error="insufficient_scope", scope="${scope}"`,
      );
    }
    insist(req, { check: 'scope of the access token', expected: scope, got, ok }, 'insufficient_scope');
    next();
  };
}

/** For what is a user's own (C15): a key has no user (X5). */
export const requireUser: RequestHandler = (req, res, next) => {
  const { key } = principalOf(res);
  const got = key === undefined ? 'an access token' : 'an API key';
  const check = 'the call is made on behalf of a user';
  insist(req, { check, expected: 'an access token', got, ok: key === undefined }, 'user_scoped');
  next();
};
