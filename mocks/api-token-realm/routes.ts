import type { RequestHandler } from 'express';
import { allOf, oneOf, type Requirement } from './admission/permissions.ts';
import { type ApiTokenRealmOperation, facts } from './metadata.ts';
import * as metrics from './resources/metrics.ts';
import * as projects from './resources/projects.ts';
import * as tokens from './resources/tokens.ts';
import { getUsage } from './resources/usage.ts';

/** A request of the API, and what it needs (R3). */
export interface Route {
  readonly method: 'get' | 'post' | 'delete';
  /** Below the API's address. */
  readonly path: string;
  readonly operation: ApiTokenRealmOperation;
  readonly needs: Requirement;
  readonly handler: RequestHandler;
}

function route(
  request: `${Uppercase<Route['method']>} ${string}`,
  operation: ApiTokenRealmOperation,
  needs: Requirement,
  handler: RequestHandler,
): Route {
  const [method = '', path = ''] = request.split(' ');
  return { method: method.toLowerCase() as Route['method'], path, operation, needs, handler };
}

const management = facts.managementPath.value;
const toRead = oneOf('tokens.read', 'tokens.read.all', 'tokens.manage.all');
const toManage = oneOf('tokens.write', 'tokens.manage.all');

/** All that the API offers; `/docs` publishes it. */
export const routes: readonly Route[] = [
  route('GET /metrics', 'metrics.list', allOf('metrics.read'), metrics.listMetrics),
  route('GET /metrics/latest', 'metrics.latest', allOf('metrics.read'), metrics.redirectToLatest),
  route('GET /metrics/:id', 'metrics.get', allOf('metrics.read'), metrics.getMetric),
  route('GET /metrics/:id/export', 'metrics.export', allOf('metrics.read'), metrics.exportMetric),
  route('GET /projects', 'projects.list', allOf('projects.read'), projects.listProjects),
  route('POST /projects', 'projects.create', allOf('projects.write'), projects.createProject),
  route('GET /projects/:id', 'projects.get', allOf('projects.read'), projects.getProject),
  route('DELETE /projects/:id', 'projects.remove', allOf('projects.write'), projects.removeProject),
  route(
    'POST /projects/:id/copy',
    'projects.copy',
    allOf('projects.read', 'projects.write'),
    projects.copyProject,
  ),
  route('GET /usage', 'usage.get', oneOf('metrics.read', 'projects.read'), getUsage),
  route(`GET ${management}`, 'tokens.list', toRead, tokens.listTokens),
  route(`POST ${management}`, 'tokens.create', allOf('tokens.write'), tokens.createToken),
  route(`GET ${management}/:id`, 'tokens.get', toRead, tokens.getToken),
  route(`POST ${management}/:id/activate`, 'tokens.activate', toManage, tokens.activateToken),
  route(`POST ${management}/:id/deactivate`, 'tokens.deactivate', toManage, tokens.deactivateToken),
  route(`DELETE ${management}/:id`, 'tokens.remove', toManage, tokens.removeToken),
];
