import type { Request, RequestHandler, Response } from 'express';
import { date, links, sendJson } from '../answers.ts';
import { requestedProject, requireOnProject, userOf } from '../guard.ts';
import { facts, needed } from '../metadata.ts';
import type { Project } from '../state/model.ts';
import { settingsOf, stateOf } from '../state.ts';
import { bodyOf, optional } from './body.ts';

export const getProject: RequestHandler = (req, res) => {
  sendJson(res, 200, projectOf(req, res, requestedProject(req, res)));
};

export const patchProject: RequestHandler = (req, res) => {
  const project = requestedProject(req, res);
  requireOnProject(req, res, project, needed.settings, 'change the project');
  project.title = optional(bodyOf(req), 'title', project.title);
  const entity = projectOf(req, res, project);
  sendJson(res, 200, { status: 'OK', code: 200, _embedded: { entity, activities: [] } });
};

/** `GET /regions`: one (b10). */
export const listRegions: RequestHandler = (req, res) => {
  const region = {
    id: stateOf(req).project.region,
    label: 'Europe',
    zone: 'Europe',
    provider: { name: 'AWS' },
    available: true,
    private: false,
    project_label: '{project}',
    selection_label: 'Europe',
    timezone: 'Europe/Paris',
  };
  sendJson(res, 200, { regions: [region], _links: links(req, { self: '/regions' }) });
};

/** The TLS certificate of a project; redeploying renews it (P13). */
export const listCertificates: RequestHandler = (req, res) => {
  const project = requestedProject(req, res);
  const issued = project.certificateIssuedAt;
  const certificate = {
    id: project.id,
    domains: [`${project.id}.example.org`],
    issuer: "Let's Encrypt",
    is_provisioned: true,
    created_at: date(issued),
    updated_at: date(issued),
    expires_at: date(issued + facts.certificateLifetimeDays.value * 24 * 3600 * 1000),
  };
  sendJson(res, 200, [certificate]);
};

function projectOf(req: Request, res: Response, project: Project): object {
  const { id, organization, subscriptionId } = project;
  const isAdmin = stateOf(req).access.projectRole(userOf(res), project) === 'admin';
  const admins = (path: string) => (isAdmin ? path : undefined);
  const at = `/projects/${id}`;
  return {
    id,
    title: project.title,
    region: project.region,
    organization: organization.id,
    vendor: settingsOf(req).vendor,
    default_branch: project.defaultBranch,
    repository: { url: `${id}@git.${project.region}:${id}.git`, client_ssh_key: '' },
    subscription: {
      license_uri: `/licenses/${subscriptionId}`,
      plan: 'development',
      environments: 3,
      storage: 5120,
      included_users: 1,
      user_licenses: 1,
      restricted: false,
      suspended: false,
    },
    created_at: date(project.createdAt),
    updated_at: date(project.createdAt),
    _links: links(req, {
      self: at,
      environments: `${at}/environments`,
      activities: `${at}/activities`,
      certificates: `${at}/certificates`,
      '#edit': admins(at),
      '#manage-variables': admins(`${at}/variables`),
      '#manage-access': admins(`${at}/user-access`),
    }),
  };
}
