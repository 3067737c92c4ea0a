import type { RequestHandler } from 'express';
import { ProviderError, parameter, queryOf } from '../../kernel/index.ts';
import { sendJson } from '../answers.ts';
import { RIGHTS } from '../metadata.ts';
import { stateOf } from '../state.ts';

/** `GET /v2/oauth/rights`: what a consumer may ask for (b2; the answer's shape is assumed). */
export const getRights: RequestHandler = (_req, res) => {
  sendJson(
    res,
    200,
    RIGHTS.filter(right => right !== 'almighty'),
  );
};

/** `GET /v2/oauth/login_data?oauth_key=..`: who it is that asks (b2; the answer's shape is assumed). */
export const getLoginData: RequestHandler = (req, res) => {
  const consumer = stateOf(req).consumers.find(parameter(queryOf(req), 'oauth_key') ?? '');
  if (consumer === undefined)
    throw new ProviderError('not_found', 'no consumer of this key', { what: 'consumer' });
  const { key, name, description, url, picture, rights } = consumer;
  sendJson(res, 200, { key, name, description, url, picture, rights });
};
