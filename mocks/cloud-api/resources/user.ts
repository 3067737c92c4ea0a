import type { RequestHandler } from 'express';
import { sendJson } from '../answers.ts';
import { principalOf } from '../guard.ts';

/** `GET /v1/user`: the end user on whose behalf the call is made (C15). */
export const getUser: RequestHandler = (_req, res) => {
  const { id, email, name } = principalOf(res).user;
  sendJson(res, 200, { id, email, name });
};
