import type { Request, RequestHandler, Response } from 'express';
import { parameter, queryOf } from '../../kernel/index.ts';
import { date, links, sendJson } from '../answers.ts';
import { requireSelf, userOf } from '../guard.ts';
import type { Organization, Project, User } from '../state/model.ts';
import { settingsOf, stateOf } from '../state.ts';

/** Everything that a user may work on: what clients list projects by (b6). */
export const getExtendedAccess: RequestHandler = (req, res) => {
  const user = requireSelf(req, res);
  const wanted = parameter(queryOf(req), 'filter[resource_type]');
  const grants = stateOf(req).access.ofUser(user);
  const projects = grants.map(({ project, permissions, grantedAt, updatedAt }) => ({
    user_id: user.id,
    resource_id: project.id,
    resource_type: 'project',
    organization_id: project.organization.id,
    permissions,
    granted_at: date(grantedAt),
    updated_at: date(updatedAt),
  }));
  const items = [...projects, ...ownOrganizations(req, user)].filter(
    ({ resource_type }) => wanted === undefined || resource_type === wanted,
  );
  const projectIds = items.filter(item => item.resource_type === 'project').map(item => item.resource_id);
  sendJson(res, 200, {
    items,
    _links: links(req, {
      self: `/users/${user.id}/extended-access`,
      'ref:projects:0': reference('projects', projectIds),
      'ref:organizations:0': reference('organizations', [
        ...new Set(items.map(item => item.organization_id)),
      ]),
    }),
  });
};

/** Where to learn more of some projects, organizations or users; undefined for none. */
export function reference(kind: string, ids: readonly string[]): string | undefined {
  return ids.length === 0 ? undefined : `/ref/${kind}?in=${ids.join(',')}`;
}

function ownOrganizations(req: Request, user: User) {
  return stateOf(req)
    .projects.organizations.filter(({ owner }) => owner === user)
    .map(({ id, createdAt }) => ({
      user_id: user.id,
      resource_id: id,
      resource_type: 'organization',
      organization_id: id,
      permissions: ['admin'],
      granted_at: date(createdAt),
      updated_at: date(createdAt),
    }));
}

/** `GET /ref/…?in=…`: those of the named that the caller may see, by id (b6). */
function references<T extends { readonly id: string }>(
  seen: (req: Request, res: Response) => readonly T[],
  show: (one: T, req: Request) => object,
): RequestHandler {
  return (req, res) => {
    const wanted = (parameter(queryOf(req), 'in') ?? '').split(',');
    const found = seen(req, res).filter(({ id }) => wanted.includes(id));
    sendJson(res, 200, Object.fromEntries(found.map(one => [one.id, show(one, req)])));
  };
}

/** The projects that the caller has access to. */
export function openProjects(req: Request, res: Response): Project[] {
  return stateOf(req)
    .access.ofUser(userOf(res))
    .map(({ project }) => project);
}

/** The organizations that the caller owns, or has a project of. */
export function openOrganizations(req: Request, res: Response): Organization[] {
  const byProject = openProjects(req, res).map(({ organization }) => organization);
  return stateOf(req).projects.organizations.filter(
    one => one.owner === userOf(res) || byProject.includes(one),
  );
}

function fellows(req: Request, res: Response): User[] {
  const { access } = stateOf(req);
  const users = openProjects(req, res).flatMap(project => access.onProject(project).map(({ user }) => user));
  return [...new Set([userOf(res), ...users])];
}

export const getProjectRefs = references(openProjects, ({ id, ...project }, req) => ({
  id,
  region: project.region,
  title: project.title,
  status: 'active',
  organization_id: project.organization.id,
  subscription_id: project.subscriptionId,
  vendor: settingsOf(req).vendor,
  created_at: date(project.createdAt),
  updated_at: date(project.createdAt),
}));

export const getOrganizationRefs = references(openOrganizations, ({ id, name, label, owner }) => ({
  id,
  type: 'flexible',
  name,
  label,
  owner_id: owner.id,
}));

export const getUserRefs = references(fellows, ({ id, username, email, firstName, lastName }) => ({
  id,
  username,
  email,
  first_name: firstName,
  last_name: lastName,
}));
