import type { RequestHandler } from 'express';
import { ProviderError } from '../../kernel/index.ts';
import { sendJson } from '../answers.ts';
import type { Application } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { requestedOwner } from './owner.ts';

/** `GET /v2/organisations/{id}/applications`: an array (V17). */
export const listApplications: RequestHandler = (req, res) => {
  const owner = requestedOwner(req, res);
  const owned = stateOf(req).people.applications.filter(application => application.owner === owner);
  sendJson(res, 200, owned.map(applicationView));
};

/** `GET /v2/organisations/{id}/applications/{application}`: error 4002 for one of somebody else's (b6). */
export const getApplication: RequestHandler = (req, res) => {
  const owner = requestedOwner(req, res);
  const { application: id } = req.params;
  const application = stateOf(req).people.applications.find(a => a.id === id && a.owner === owner);
  if (application === undefined)
    throw new ProviderError('application_not_yours', `no application ${id} there`);
  sendJson(res, 200, applicationView(application));
};

export function applicationView({ id, name, owner }: Application): object {
  return {
    id,
    name,
    description: '',
    zone: 'par',
    instance: { type: 'node', version: '20220330', minInstances: 1, maxInstances: 1 },
    state: 'SHOULD_BE_UP',
    env: [],
    ownerId: owner.id,
    deployUrl: `git+ssh://git@push-par-clevercloud-customers.services.clever-cloud.com/${id}.git`,
  };
}
