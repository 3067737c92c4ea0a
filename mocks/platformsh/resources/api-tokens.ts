import type { Request, RequestHandler, Response } from 'express';
import { insist, ProviderError } from '../../kernel/index.ts';
import { date, sendJson, sendNothing } from '../answers.ts';
import { requireSelf } from '../guard.ts';
import type { ApiToken, User } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { bodyOf, requiredText } from './body.ts';

/** b5; no listing ever holds a value. */
export const listApiTokens: RequestHandler = (req, res) => {
  sendJson(res, 200, stateOf(req).apiTokens.ofUser(requireSelf(req, res)).map(apiToken));
};

/** The one answer that holds the value (b5, P6). */
export const postApiToken: RequestHandler = (req, res) => {
  const user = requireSelf(req, res);
  const made = createApiToken(req, user, requiredText(bodyOf(req), 'name'));
  res.setHeader('Cache-Control', 'no-store');
  sendJson(res, 201, { ...apiToken(made), token: made.value });
};

export const getApiToken: RequestHandler = (req, res) => {
  sendJson(res, 200, apiToken(requestedApiToken(req, res)));
};

/** No exchange from now on; the access tokens that there are live on (b5). */
export const deleteApiToken: RequestHandler = (req, res) => {
  stateOf(req).apiTokens.remove(requestedApiToken(req, res));
  sendNothing(res);
};

/**
 * A new API token of a user.
 * @throws ProviderError `conflict` when they have one of that name (P5)
 */
export function createApiToken(req: Request, user: User, name: string): ApiToken {
  const { apiTokens } = stateOf(req);
  const ok = apiTokens.named(user, name) === undefined;
  const decision = { check: 'API token has a name of its own', expected: 'a free name', got: name, ok };
  insist(req, decision, 'conflict', { what: 'API token', name: 'Not unique.' });
  return apiTokens.create(user, name);
}

function requestedApiToken(req: Request, res: Response): ApiToken {
  const user = requireSelf(req, res);
  const token = stateOf(req)
    .apiTokens.ofUser(user)
    .find(({ id }) => id === req.params.token);
  if (token === undefined)
    throw new ProviderError('not_found', `no API token ${req.params.token}`, { what: 'API token' });
  return token;
}

const apiToken = ({ id, name, createdAt, lastUsedAt }: ApiToken) => ({
  id,
  name,
  mfa_on_creation: false,
  created_at: date(createdAt),
  updated_at: date(createdAt),
  last_used_at: date(lastUsedAt),
});
