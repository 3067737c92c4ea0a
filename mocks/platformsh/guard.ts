import type { Request, RequestHandler, Response } from 'express';
import { admitBearer, bearerCredential, contextOf, insist } from '../kernel/index.ts';
import { reaches } from './state/access.ts';
import type { Environment, Project, Role, User } from './state/model.ts';
import { settingsOf, stateOf } from './state.ts';

/**
 * Every route of the API is behind this. An API token is no access token: sent as one it is unknown (d8). One
 * that was deleted does not take its access tokens along (b5).
 */
export const authenticate: RequestHandler = (req, res, next) => {
  const { authorization } = req.headers;
  const value = bearerCredential(authorization);
  const got =
    authorization === undefined ? 'no Authorization header' : (authorization.split(' ', 1)[0] ?? '');
  const ok = value !== undefined;
  insist(req, { check: 'the call carries a credential', expected: 'Bearer', got, ok }, 'anonymous');
  const { clientId } = admitBearer(req, value!);
  res.locals.user = stateOf(req).apiTokens.withId(clientId)!.user;
  requireFreshSignIn(req);
  next();
};

/** b4, RFC 9470: no access token made from an API token has a sign-in behind it that is fresh enough. */
function requireFreshSignIn(req: Request): void {
  const ok = !stateOf(req).stepUp.has(contextOf(req).exchange.operation ?? '');
  const [expected, got] = ok ? ['any', 'any'] : ['fresh', 'an API token'];
  const decision = { check: 'sign-in behind the access token', expected, got, ok };
  insist(req, decision, 'insufficient_user_authentication');
}

/** Who calls: the user who made the API token (P11). */
export function userOf(res: Response): User {
  return res.locals.user;
}

/** Refuse a request for another account than the caller's, given by its id. */
export function requireSelf(req: Request, res: Response, id = String(req.params.user)): User {
  const user = userOf(res);
  const ok = id === user.id;
  const decision = { check: 'account is the own one', expected: user.id, got: id, ok };
  insist(req, decision, 'forbidden', { what: 'see this account' });
  return user;
}

/**
 * The project of the path, which must be open to the caller (P14).
 * @throws ProviderError `not_found`, `no_access`
 */
export function requestedProject(req: Request, res: Response): Project {
  const { projects, access } = stateOf(req);
  const project = projects.find(String(req.params.project));
  const exists = { check: 'project exists', expected: 'a project', got: String(req.params.project) };
  insist(req, { ...exists, ok: project !== undefined }, 'not_found', { what: 'project' });
  const role = access.projectRole(userOf(res), project!);
  const open = { check: 'user has access to the project', expected: 'a permission', got: role ?? 'none' };
  insist(req, { ...open, ok: role !== undefined }, 'no_access', {
    what: settingsOf(req).noAccessStatus === 403 ? 'see this project' : 'project',
  });
  return project!;
}

/**
 * The environment of the path, which must be open to the caller; its id is percent-encoded there (b7, d10).
 * @throws ProviderError `not_found`, `no_access`
 */
export function requestedEnvironment(req: Request, res: Response): Environment {
  const project = requestedProject(req, res);
  const { projects, access } = stateOf(req);
  const id = String(req.params.environment);
  const environment = projects.environmentOf(project, id);
  const exists = { check: 'environment exists', expected: 'an environment', got: id };
  insist(req, { ...exists, ok: environment !== undefined }, 'not_found', { what: 'environment' });
  const role = access.environmentRole(userOf(res), environment!);
  const open = { check: 'user has access to the environment', expected: 'a role', got: role ?? 'none' };
  insist(req, { ...open, ok: role !== undefined }, 'no_access', {
    what: settingsOf(req).noAccessStatus === 403 ? 'see this environment' : 'environment',
  });
  return environment!;
}

/**
 * Refuse who is not enough on an environment, whatever links they were shown (b7, P17).
 * @param what to do, for the refusal: `create backups`
 * @throws ProviderError `forbidden`
 */
export function requireOnEnvironment(
  req: Request,
  res: Response,
  environment: Environment,
  needed: Role,
  what: string,
): void {
  requireRole(req, stateOf(req).access.environmentRole(userOf(res), environment), needed, what);
}

/** The same for a project. */
export function requireOnProject(
  req: Request,
  res: Response,
  project: Project,
  needed: Role,
  what: string,
): void {
  requireRole(req, stateOf(req).access.projectRole(userOf(res), project), needed, what);
}

function requireRole(req: Request, role: Role | undefined, needed: Role, what: string): void {
  const decision = { check: `role is enough to ${what}`, expected: needed, got: role ?? 'none' };
  insist(req, { ...decision, ok: reaches(role, needed) }, 'forbidden', { what });
}
