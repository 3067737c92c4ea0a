import type { RequestHandler } from 'express';
import { sendJson } from './answers.ts';
import { facts, PERMISSIONS } from './metadata.ts';
import { routes } from './routes.ts';
import { settingsOf } from './state.ts';

/** The descriptions of the requests (R3): no part of the API, so everybody may read them. */
export const getDocs: RequestHandler = (req, res) => {
  sendJson(res, 200, {
    authentication: {
      header: `Authorization: ${facts.scheme.value} <token>`,
      query: settingsOf(req).parameter,
    },
    permissions: PERMISSIONS,
    requests: routes.map(({ method, path, needs }) => ({ method: method.toUpperCase(), path, ...needs })),
  });
};
