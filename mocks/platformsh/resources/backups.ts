import type { Request, RequestHandler } from 'express';
import { ProviderError } from '../../kernel/index.ts';
import { date, links, sendJson } from '../answers.ts';
import { requestedEnvironment, requireOnEnvironment, userOf } from '../guard.ts';
import { needed } from '../metadata.ts';
import type { Backup } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { bodyOf, optional } from './body.ts';
import { placeOf } from './environments.ts';
import { sendStarted } from './tasks.ts';

/** `POST …/backup`, and `…/backups` (b9): for an admin, who needs no SSH key (P18); pending at once. */
export const createBackup: RequestHandler = (req, res) => {
  const environment = requestedEnvironment(req, res);
  requireOnEnvironment(req, res, environment, needed.backup, 'create backups');
  const safe = optional(bodyOf(req), 'safe', true);
  const { backups, activities } = stateOf(req);
  const id = backups.newId();
  const activity = activities.start({
    type: 'environment.backup',
    project: environment.project,
    environment,
    user: userOf(res),
    deed: `created a backup of ${environment.id}`,
    payload: { backup_name: id },
  });
  backups.add(id, environment, activity, safe);
  sendStarted(req, res, activity);
};

/** The newest first. */
export const listBackups: RequestHandler = (req, res) => {
  const backups = stateOf(req).backups.ofEnvironment(requestedEnvironment(req, res));
  sendJson(
    res,
    200,
    backups.toReversed().map(one => backupOf(req, one)),
  );
};

export const getBackup: RequestHandler = (req, res) => {
  const { backups } = stateOf(req);
  const backup = backups
    .ofEnvironment(requestedEnvironment(req, res))
    .find(({ id }) => id === req.params.backup);
  if (backup === undefined)
    throw new ProviderError('not_found', `no backup ${req.params.backup}`, { what: 'backup' });
  sendJson(res, 200, backupOf(req, backup));
};

function backupOf(req: Request, { id, environment, activity, safe, createdAt }: Backup): object {
  return {
    id,
    status: 'CREATED',
    safe,
    restorable: true,
    automated: false,
    commit_id: activity.id.padEnd(40, '0'),
    expires_at: null,
    index: null,
    environment: environment.id,
    size_of_volumes: 0,
    size_used: 0,
    created_at: date(createdAt),
    updated_at: date(activity.updatedAt),
    _links: links(req, { self: `${placeOf(environment)}/backups/${id}` }),
  };
}
