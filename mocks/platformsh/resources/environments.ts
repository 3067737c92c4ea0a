import type { Request, RequestHandler, Response } from 'express';
import { date, escaped, links, sendJson } from '../answers.ts';
import { requestedEnvironment, requestedProject, requireOnEnvironment, userOf } from '../guard.ts';
import { needed } from '../metadata.ts';
import { reaches } from '../state/access.ts';
import { ENVIRONMENT_TYPES, type Environment, type Role } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { bodyOf, optional } from './body.ts';

/** The environments that the caller may see (b7). */
export const listEnvironments: RequestHandler = (req, res) => {
  const { environments } = requestedProject(req, res);
  const { access } = stateOf(req);
  const seen = environments.filter(one => access.environmentRole(userOf(res), one) !== undefined);
  sendJson(
    res,
    200,
    seen.map(one => environmentOf(req, res, one)),
  );
};

/** The types that permissions are given by (b6). */
export const listEnvironmentTypes: RequestHandler = (req, res) => {
  const at = `/projects/${requestedProject(req, res).id}/environment-types`;
  sendJson(
    res,
    200,
    ENVIRONMENT_TYPES.map(id => ({ id, attributes: {}, _links: links(req, { self: `${at}/${id}` }) })),
  );
};

export const getEnvironment: RequestHandler = (req, res) => {
  sendJson(res, 200, environmentOf(req, res, requestedEnvironment(req, res)));
};

export const patchEnvironment: RequestHandler = (req, res) => {
  const environment = requestedEnvironment(req, res);
  requireAdmin(req, res, environment, 'change the environment');
  environment.title = optional(bodyOf(req), 'title', environment.title);
  const entity = environmentOf(req, res, environment);
  sendJson(res, 200, { status: 'OK', code: 200, _embedded: { entity, activities: [] } });
};

export const getEnvironmentSettings: RequestHandler = (req, res) => {
  sendJson(res, 200, requestedEnvironment(req, res).settings);
};

export const patchEnvironmentSettings: RequestHandler = (req, res) => {
  const environment = requestedEnvironment(req, res);
  requireAdmin(req, res, environment, 'change the settings');
  const { settings } = environment;
  for (const [name, value] of Object.entries(bodyOf(req)))
    Object.defineProperty(settings, name, { value, enumerable: true, writable: true, configurable: true });
  sendJson(res, 200, { status: 'OK', code: 200, _embedded: { entity: settings } });
};

/** What runs there (b10): one application. */
export const getDeployment: RequestHandler = (req, res) => {
  const environment = requestedEnvironment(req, res);
  const app = { name: 'app', type: 'php:8.3', size: 'S', disk: 2048, mounts: {} };
  sendJson(res, 200, {
    id: 'current',
    webapps: { app },
    services: {},
    workers: {},
    routes: {},
    _links: links(req, { self: `${placeOf(environment)}/deployments/current` }),
  });
};

/** Where an environment is, below the API's address. */
export function placeOf({ project, id }: Environment): string {
  return `/projects/${project.id}/environments/${escaped(id)}`;
}

function requireAdmin(req: Request, res: Response, environment: Environment, what: string): void {
  requireOnEnvironment(req, res, environment, needed.settings, what);
}

function environmentOf(req: Request, res: Response, environment: Environment): object {
  const { id, type, createdAt } = environment;
  return {
    id,
    name: id,
    machine_name: environment.machineName,
    title: environment.title,
    type,
    status: 'active',
    parent: environment.parent?.id ?? null,
    project: environment.project.id,
    is_main: environment.parent === undefined,
    default_domain: null,
    created_at: date(createdAt),
    updated_at: date(createdAt),
    _links: links(req, placesOf(req, res, environment)),
  };
}

/** What the caller may do there is what there are links for (b7); a direct call is refused all the same. */
function placesOf(req: Request, res: Response, environment: Environment): Record<string, string | undefined> {
  const role = stateOf(req).access.environmentRole(userOf(res), environment);
  const at = placeOf(environment);
  const whoMay = (least: Role, path: string) => (reaches(role, least) ? path : undefined);
  return {
    self: at,
    backups: `${at}/backups`,
    activities: `${at}/activities`,
    '#variables': `${at}/variables`,
    '#edit': whoMay(needed.settings, at),
    '#backup': whoMay(needed.backup, `${at}/backup`),
    '#manage-variables': whoMay(needed.variables, `${at}/variables`),
    '#deploy': whoMay(needed.deploy, `${at}/deploy`),
    '#redeploy': whoMay(needed.deploy, `${at}/redeploy`),
    '#source-operations': `${at}/source-operations`,
    '#source-operation': whoMay(needed.sourceOperation, `${at}/source-operation`),
  };
}
