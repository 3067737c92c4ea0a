import type { RequestHandler } from 'express';
import { tokenOf } from '../admission/authenticate.ts';
import { sendJson } from '../answers.ts';
import { stateOf } from '../state.ts';

/** Counts only, so the right to read either is enough. */
export const getUsage: RequestHandler = (req, res) => {
  const { inventory } = stateOf(req);
  const { environment } = tokenOf(res);
  sendJson(res, 200, {
    metrics: inventory.metricsIn(environment).length,
    projects: inventory.projectsIn(environment).length,
  });
};
