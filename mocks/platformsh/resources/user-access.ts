import type { Request, RequestHandler, Response } from 'express';
import { insist, ProviderError } from '../../kernel/index.ts';
import { date, links, sendJson, sendNothing } from '../answers.ts';
import { requestedProject, requireOnProject } from '../guard.ts';
import { needed } from '../metadata.ts';
import { PERMISSIONS } from '../state/access.ts';
import type { Grant, Permission, Project, User } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { reference } from './access.ts';
import { type Body, bodyOf, jsonOf } from './body.ts';

/** Who works on a project, and as what (b6). */
export const listUserAccess: RequestHandler = (req, res) => {
  const project = requestedProject(req, res);
  const grants = stateOf(req).access.onProject(project);
  const users = grants.map(({ user }) => user.id);
  sendJson(res, 200, {
    items: grants.map(grant => accessOf(req, grant)),
    _links: links(req, {
      self: `/projects/${project.id}/user-access`,
      'ref:users:0': reference('users', users),
    }),
  });
};

/** Several users at once; one that is on the project already has been there before (assumed: 409). */
export const postUserAccess: RequestHandler = (req, res) => {
  const project = managedProject(req, res);
  const wanted = entriesOf(req).map(entry => ({
    user: namedUser(req, entry),
    permissions: permissionsIn(entry),
  }));
  const { access } = stateOf(req);
  const known = wanted.filter(({ user }) => access.find(user, project) !== undefined);
  const got = known.map(({ user }) => user.id).join(' ') || 'none';
  const decision = { check: 'user is new to the project', expected: 'none', got, ok: known.length === 0 };
  insist(req, decision, 'conflict', { what: 'user access' });
  for (const { user, permissions } of wanted) access.grant(user, project, permissions);
  sendNothing(res);
};

export const getUserAccess: RequestHandler = (req, res) => {
  sendJson(res, 200, accessOf(req, requestedGrant(req, requestedProject(req, res))));
};

export const patchUserAccess: RequestHandler = (req, res) => {
  const project = managedProject(req, res);
  const { user } = requestedGrant(req, project);
  stateOf(req).access.grant(user, project, permissionsIn(bodyOf(req)));
  sendNothing(res);
};

/** The user has nothing on the project from now on, whatever access tokens they hold. */
export const deleteUserAccess: RequestHandler = (req, res) => {
  const project = managedProject(req, res);
  stateOf(req).access.revoke(requestedGrant(req, project).user, project);
  sendNothing(res);
};

/** The project of the path, for those who may say who else is on it (P14). */
export function managedProject(req: Request, res: Response): Project {
  const project = requestedProject(req, res);
  requireOnProject(req, res, project, needed.access, 'manage users');
  return project;
}

function entriesOf(req: Request): Body[] {
  const list = jsonOf(req);
  if (Array.isArray(list) && list.every(one => one !== null && typeof one === 'object')) return list;
  throw new ProviderError('malformed_body', 'the body is not a list of objects');
}

function namedUser(req: Request, { user_id: id }: Body): User {
  const user = typeof id === 'string' ? stateOf(req).people.find(id) : undefined;
  if (user === undefined)
    throw new ProviderError('fields_invalid', 'no such user', { user_id: 'Unknown user.' });
  return user;
}

function permissionsIn({ permissions }: Body): Permission[] {
  if (
    Array.isArray(permissions) &&
    permissions.length > 0 &&
    permissions.every(one => PERMISSIONS.includes(one))
  )
    return permissions;
  throw new ProviderError('fields_invalid', 'permissions', { permissions: 'Unknown permission.' });
}

function requestedGrant(req: Request, project: Project): Grant {
  const user = stateOf(req).people.find(String(req.params.member));
  const grant = user && stateOf(req).access.find(user, project);
  if (grant === undefined)
    throw new ProviderError('not_found', `no user ${req.params.member} on the project`, { what: 'user' });
  return grant;
}

function accessOf(req: Request, { user, project, permissions, grantedAt, updatedAt }: Grant): object {
  return {
    user_id: user.id,
    project_id: project.id,
    organization_id: project.organization.id,
    permissions,
    granted_at: date(grantedAt),
    updated_at: date(updatedAt),
    _links: links(req, { self: `/projects/${project.id}/user-access/${user.id}` }),
  };
}
