import type { RequestHandler } from 'express';
import { ProviderError } from '../../kernel/index.ts';
import { sendJson, sendNothing } from '../answers.ts';
import type { Admission } from '../oauth/admit.ts';
import type { UserToken } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { consumerView, rightsView } from './consumers.ts';

/** `GET /v2/self/tokens`: what lives on the user's behalf (V19), without secrets. */
export const listOAuthTokens: RequestHandler = (req, res) => {
  const { user } = res.locals.admission as Admission;
  sendJson(res, 200, stateOf(req).userTokens.ofUser(user).map(tokenView));
};

/** `GET /v2/self/tokens/current`: the token that signed this request; an API token is none. */
export const getCurrentToken: RequestHandler = (_req, res) => {
  const { token } = res.locals.admission as Admission;
  if (token === undefined)
    throw new ProviderError('not_found', 'no user token signed this', { what: 'token' });
  sendJson(res, 200, tokenView(token));
};

export const deleteOAuthTokens: RequestHandler = (req, res) => {
  const { user } = res.locals.admission as Admission;
  const state = stateOf(req);
  for (const token of state.userTokens.ofUser(user)) state.revoke(token);
  sendNothing(res);
};

export const deleteOAuthToken: RequestHandler = (req, res) => {
  const { user } = res.locals.admission as Admission;
  const state = stateOf(req);
  const token = state.userTokens.ofUser(user).find(({ access }) => access.value === req.params.token);
  if (token === undefined)
    throw new ProviderError('not_found', 'no such token of the user', { what: 'token' });
  state.revoke(token);
  sendNothing(res);
};

function tokenView({ access, consumer, rights, lastUsedAt }: UserToken): object {
  return {
    token: access.value,
    consumer: consumerView(consumer),
    creationDate: access.issuedAt,
    expirationDate: access.expiresAt,
    lastUtilisation: lastUsedAt,
    rights: rightsView(rights),
    employeeId: null,
  };
}
