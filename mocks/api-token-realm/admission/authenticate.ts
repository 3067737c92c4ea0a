import type { Request, RequestHandler, Response } from 'express';
import { contextOf, decide, insist, ProviderError } from '../../kernel/index.ts';
import type { Permission } from '../metadata.ts';
import type { ApiToken, Environment, User } from '../state/model.ts';
import { settingsOf, stateOf } from '../state.ts';
import { presentedToken } from './credential.ts';
import { queryTokens } from './query.ts';

/** Who acts, in which environment, and what they may do there now. */
export interface Actor {
  readonly user: User;
  readonly environment: Environment;
  may(permission: Permission): boolean;
}

/** Every API route is behind this: there is no public one (R1). */
export const authenticate: RequestHandler = (req, res, next) => {
  if (queryTokens(req).length > 0) keepFromCaches(res);
  res.locals.token = admit(req, presentedToken(req));
  next();
};

/** The token that let a request in. */
export function tokenOf(res: Response): ApiToken {
  return res.locals.token as ApiToken;
}

/** Whoever acts by a token may do what it may and, unless told otherwise, they themselves may (b3). */
export function actorOf(req: Request, res: Response): Actor {
  const { permissions, owner, environment } = tokenOf(res);
  const limited = settingsOf(req).userRights === 'limit';
  const rights = stateOf(req).rightsOf(owner, environment);
  return {
    user: owner,
    environment,
    may: permission => permissions.includes(permission) && (!limited || rights.has(permission)),
  };
}

/** An address with a token in it is nobody's to keep or to pass on (b5). */
function keepFromCaches(res: Response): void {
  res.set({ 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer' });
}

/** @throws ProviderError `token_rejected`, `token_inactive` */
function admit(req: Request, value: string): ApiToken {
  const token = knownToken(req, value);
  const { exchange } = contextOf(req);
  exchange.usedToken = token.access.id;
  token.access.usedIn.push(exchange.n);
  requireNotDeleted(req, token);
  requireActive(req, token);
  return token;
}

/** An unknown value stands for nobody: a mock that overlooks this has still nobody to let in. */
function knownToken(req: Request, value: string): ApiToken {
  const token = stateOf(req).tokenWith(value);
  const ok = token !== undefined;
  decide(req, { check: 'token is known', expected: 'a token of this platform', got: value, ok });
  if (token === undefined) throw new ProviderError('token_rejected', 'a value that was never generated here');
  return token;
}

function requireNotDeleted(req: Request, { access }: ApiToken): void {
  const got = access.revoked ? 'deleted' : 'kept';
  insist(
    req,
    { check: 'token is not deleted', expected: 'kept', got, ok: !access.revoked },
    'token_rejected',
  );
}

function requireActive(req: Request, { active }: ApiToken): void {
  const got = active ? 'active' : 'inactive';
  insist(req, { check: 'token is active', expected: 'active', got, ok: active }, 'token_inactive');
}
