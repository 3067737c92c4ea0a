import type { Request, RequestHandler, Response } from 'express';
import { insist, ProviderError } from '../../kernel/index.ts';
import { date, links, sendJson } from '../answers.ts';
import { requireSelf } from '../guard.ts';
import type { Organization, Project } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { openOrganizations, openProjects } from './access.ts';

export const listOrganizations: RequestHandler = (req, res) => {
  if (req.params.user !== undefined) requireSelf(req, res);
  const items = openOrganizations(req, res).map(one => organizationOf(req, one));
  sendJson(res, 200, { count: items.length, items, _links: links(req, { self: '/organizations' }) });
};

export const getOrganization: RequestHandler = (req, res) => {
  sendJson(res, 200, organizationOf(req, requestedOrganization(req, res)));
};

/** The subscriptions of the projects that the caller has access to. */
export const listSubscriptions: RequestHandler = (req, res) => {
  const organization = requestedOrganization(req, res);
  const projects = openProjects(req, res).filter(project => project.organization === organization);
  const items = projects.map(project => subscriptionOf(req, project));
  const self = `/organizations/${organization.id}/subscriptions`;
  sendJson(res, 200, { count: items.length, items, _links: links(req, { self }) });
};

export const getSubscription: RequestHandler = (req, res) => {
  const { subscription, organization } = req.params;
  const project = openProjects(req, res).find(
    one =>
      one.subscriptionId === subscription &&
      (organization === undefined || one.organization.id === organization),
  );
  if (project === undefined)
    throw new ProviderError('not_found', `no subscription ${subscription}`, { what: 'subscription' });
  sendJson(res, 200, subscriptionOf(req, project));
};

function requestedOrganization(req: Request, res: Response): Organization {
  const id = String(req.params.organization);
  const organization = stateOf(req).projects.findOrganization(id);
  const exists = { check: 'organization exists', expected: 'an organization', got: id };
  insist(req, { ...exists, ok: organization !== undefined }, 'not_found', { what: 'organization' });
  const open = openOrganizations(req, res).includes(organization!);
  const decision = { check: 'user has access to the organization', expected: 'access', got: id, ok: open };
  insist(req, decision, 'not_found', { what: 'organization' });
  return organization!;
}

function organizationOf(req: Request, organization: Organization): object {
  const { id, name, label, owner, createdAt } = organization;
  return {
    id,
    type: 'flexible',
    name,
    label,
    owner_id: owner.id,
    capabilities: [],
    status: 'active',
    country: 'FR',
    created_at: date(createdAt),
    updated_at: date(createdAt),
    _links: links(req, { self: `/organizations/${id}`, subscriptions: `/organizations/${id}/subscriptions` }),
  };
}

function subscriptionOf(req: Request, project: Project): object {
  const { id, subscriptionId, organization } = project;
  return {
    id: subscriptionId,
    status: 'active',
    project_id: id,
    project_title: project.title,
    project_region: project.region,
    owner: organization.owner.id,
    _links: links(req, { self: `/organizations/${organization.id}/subscriptions/${subscriptionId}` }),
  };
}
