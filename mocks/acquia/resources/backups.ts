import type { Request, RequestHandler, Response } from 'express';
import { contextOf } from '../../kernel/index.ts';
import { requireSight } from '../guard.ts';
import { link, sendHal } from '../hal.ts';
import { stateOf } from '../state.ts';

/** `POST …/backups`: set going at once; a request that is sent twice makes two (sheet b7). */
export const createBackup: RequestHandler = (req, res) => {
  requireEnvironment(req, res);
  const { id, name } = req.params as Record<'id' | 'name', string>;
  const notification = stateOf(req).notify('DatabaseBackupCreated', 'Database backup created');
  const path = `/environments/${encodeURIComponent(id)}/databases/${encodeURIComponent(name)}/backups`;
  sendHal(res, 202, {
    message: 'Creating the backup.',
    _links: { self: link(req, path), notification: link(req, `/notifications/${notification.uuid}`) },
  });
};

/** `GET …/actions/download`: the file lies with another host, which the credential is none of the business of (sheet b7). */
export const downloadBackup: RequestHandler = (req, res) => {
  requireEnvironment(req, res);
  res.statusCode = 301;
  res.setHeader('Location', `${contextOf(req).sandbox.foreignBase}/backup.sql.gz`);
  res.end();
};

/** An environment is `<number>-<uuid of its application>` and goes by that application's organization; one of no known application is open. */
function requireEnvironment(req: Request, res: Response): void {
  const application = stateOf(req).applications.find(a => String(req.params.id).endsWith(`-${a.uuid}`));
  if (application !== undefined) requireSight(req, res.locals.admission, application.organization);
}
