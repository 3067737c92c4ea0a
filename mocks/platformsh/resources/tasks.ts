import type { Request, RequestHandler, Response } from 'express';
import { contextOf } from '../../kernel/index.ts';
import { links, sendJson } from '../answers.ts';
import { requestedEnvironment, requireOnEnvironment, userOf } from '../guard.ts';
import { needed } from '../metadata.ts';
import type { ActivityRequest } from '../state/activities.ts';
import type { Activity, Environment, Role } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { activityOf } from './activities.ts';
import { bodyOf, requiredText } from './body.ts';
import { placeOf } from './environments.ts';

/**
 * A task that is set going on an environment, and answered at once with its activity (b9, P10).
 * @param what for a refusal: `redeploy`
 */
function task(
  least: Role,
  what: string,
  begin: (req: Request, environment: Environment) => Pick<ActivityRequest, 'type' | 'deed' | 'whenDone'>,
): RequestHandler {
  return (req, res) => {
    const environment = requestedEnvironment(req, res);
    requireOnEnvironment(req, res, environment, least, what);
    const { project } = environment;
    const begun = { ...begin(req, environment), project, environment, user: userOf(res) };
    sendStarted(req, res, stateOf(req).activities.start(begun));
  };
}

/** Answer that something has begun: it is pending, whatever comes of it. */
export function sendStarted(req: Request, res: Response, activity: Activity): void {
  const activities = [activityOf(req, activity)];
  sendJson(res, 201, { status: 'Created', code: 201, _embedded: { activities } });
}

/** `POST …/deploy` (b10). */
export const deploy = task(needed.deploy, 'deploy', (_req, { id }) => ({
  type: 'environment.deploy',
  deed: `deployed ${id}`,
}));

/** `POST …/redeploy`, which is how a machine user renews the certificates of a project (P13). */
export const redeploy = task(needed.deploy, 'redeploy', (req, { id, project }) => ({
  type: 'environment.redeploy',
  deed: `redeployed ${id}`,
  whenDone() {
    project.certificateIssuedAt = contextOf(req).sandbox.clock.now();
  },
}));

/** `POST …/source-operation` with `{"operation": "update"}` (P13). */
export const runSourceOperation = task(needed.sourceOperation, 'run source operations', (req, { id }) => ({
  type: 'environment.source-operation',
  deed: `ran the source operation ${requiredText(bodyOf(req), 'operation')} on ${id}`,
}));

/** One, which every application has. */
export const listSourceOperations: RequestHandler = (req, res) => {
  const environment = requestedEnvironment(req, res);
  const self = `${placeOf(environment)}/source-operations`;
  const operation = { id: 'update', app: 'app', operation: 'update', command: 'composer update' };
  sendJson(res, 200, [{ ...operation, _links: links(req, { self }) }]);
};
