import type { Request, RequestHandler, Response } from 'express';
import { bodyMember, contextOf, ProviderError } from '../../kernel/index.ts';
import { sendJson, sendNothing } from '../answers.ts';
import type { Admission } from '../oauth/admit.ts';
import type { CleverCloudSettings } from '../settings.ts';
import type { ApiToken } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { createApiToken } from './create.ts';

/** `GET /api-tokens`: without their values (b4). */
export const listApiTokens: RequestHandler = (req, res) => {
  const { user } = res.locals.admission as Admission;
  const tokens = stateOf(req).apiTokens.ofUser(user);
  sendJson(
    res,
    200,
    tokens.map(token => ({ userId: user.id, ip: token.ip, ...view(req, token) })),
  );
};

/** `POST /api-tokens`: the one answer that holds the value (b4). */
export const postApiToken: RequestHandler = (req, res) => {
  const { user } = res.locals.admission as Admission;
  const member = (name: string) => bodyMember(req, name) ?? '';
  const token = createApiToken(req, user, {
    email: member('email'),
    password: member('password'),
    mfaCode: member('mfaCode'),
    name: member('name'),
    description: member('description'),
    expiration: member('expirationDate'),
  });
  const { apiTokenCreatedStatus } = contextOf(req).sandbox.settings as CleverCloudSettings;
  sendJson(res, apiTokenCreatedStatus, { apiToken: token.access.value, ...view(req, token) });
};

/** `PUT /api-tokens/{id}`: its name and description. */
export const putApiToken: RequestHandler = (req, res) => {
  const token = requestedToken(req, res);
  const name = bodyMember(req, 'name');
  if (name === undefined)
    throw new ProviderError('fields_invalid', 'no name in the body', { name: 'missing' });
  token.name = name;
  token.description = bodyMember(req, 'description') ?? '';
  sendNothing(res);
};

/** `DELETE /api-tokens/{id}`: dead at once (V14). */
export const deleteApiToken: RequestHandler = (req, res) => {
  requestedToken(req, res).access.revoked = true;
  sendNothing(res);
};

function requestedToken(req: Request, res: Response): ApiToken {
  const { user } = res.locals.admission as Admission;
  const token = stateOf(req)
    .apiTokens.ofUser(user)
    .find(t => t.id === req.params.id && !t.access.revoked);
  if (token === undefined)
    throw new ProviderError('not_found', `no API token ${req.params.id}`, { what: 'API token' });
  return token;
}

function view(req: Request, token: ApiToken): object {
  const { id, access, name, description } = token;
  return {
    apiTokenId: id,
    creationDate: new Date(access.issuedAt).toISOString(),
    expirationDate: new Date(access.expiresAt).toISOString(),
    name,
    description,
    state: stateOf(req).apiTokens.stateOf(token),
  };
}
