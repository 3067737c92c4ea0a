import type { RequestHandler } from 'express';
import { ProviderError } from '../../kernel/index.ts';
import { apiDate, link, sendHal } from '../hal.ts';
import { stateOf } from '../state.ts';

/** `GET /notifications/{uuid}`: what a mutation set going; it is done by the time anyone asks (sheet b7). */
export const getNotification: RequestHandler = (req, res) => {
  const { uuid } = req.params;
  const { notifications, user } = stateOf(req);
  const notification = notifications.find(n => n.uuid === uuid);
  if (notification === undefined)
    throw new ProviderError('not_found', `no notification ${uuid}`, { what: 'notification' });
  const at = apiDate(notification.createdAt);
  sendHal(res, 200, {
    uuid,
    event: notification.event,
    label: notification.label,
    description: `${notification.label}.`,
    created_at: at,
    completed_at: at,
    status: 'completed',
    progress: 100,
    context: { author: { uuid: user.uuid, actual_uuid: user.uuid }, user: { uuids: [user.uuid] } },
    _links: { self: link(req, `/notifications/${uuid}`), parent: link(req, '/notifications') },
  });
};
