import type { Request, RequestHandler, Response } from 'express';
import { seeOther } from '../../kernel/console/index.ts';
import { bodyMember, ProviderError } from '../../kernel/index.ts';
import { createApiToken } from '../bridge/create.ts';
import { facts } from '../metadata.ts';
import { sendPage } from '../pages.ts';
import type { ApiToken } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { userOf } from './session.ts';

const day = (at: number) => new Date(at).toISOString();

/** The OAuth tokens of the account (V19), by the name of their consumer; no value is shown. */
export const getOAuthTokens: RequestHandler = (req, res) => {
  const tokens = stateOf(req)
    .userTokens.ofUser(userOf(res))
    .map(({ access, consumer }) => ({
      name: consumer.name,
      handle: access.id,
      created: day(access.issuedAt),
      expires: day(access.expiresAt),
    }));
  sendPage(req, res, 200, 'oauthTokens', { path: facts.oauthTokensPage.value, tokens });
};

export const postRevokeOAuthToken: RequestHandler = (req, res) => {
  const state = stateOf(req);
  const token = state.userTokens.ofUser(userOf(res)).find(({ access }) => access.id === req.params.handle);
  if (token === undefined) throw new ProviderError('no_such_page', `no token ${req.params.handle}`);
  state.revoke(token);
  seeOther(req, res, facts.oauthTokensPage.value);
};

export const getApiTokens: RequestHandler = (req, res) => sendApiTokens(req, res, 200);

const complaints: Readonly<Record<string, string>> = {
  invalid_credential: 'The password is wrong.',
  invalid_mfa_code: 'The two-factor code is wrong.',
  fields_invalid: 'Give a name, and an expiration within a year.',
};

/** The value is in this one answer, and in no later one (V9, b4). */
export const postApiToken: RequestHandler = (req, res) => {
  const member = (name: string) => bodyMember(req, name) ?? '';
  try {
    const made = createApiToken(req, userOf(res), {
      email: userOf(res).email,
      password: member('password'),
      mfaCode: member('mfaCode'),
      name: member('name'),
      description: member('description'),
      expiration: member('expiration'),
    });
    sendApiTokens(req, res, 200, { made: { name: made.name, id: made.id, value: made.access.value } });
  } catch (error) {
    const wrong = error instanceof ProviderError ? complaints[error.code] : undefined;
    if (wrong === undefined) throw error;
    sendApiTokens(req, res, 400, { wrong });
  }
};

export const postRevokeApiToken: RequestHandler = (req, res) => {
  const token = shownApiTokens(req, res).find(({ id }) => id === req.params.handle);
  if (token === undefined) throw new ProviderError('no_such_page', `no API token ${req.params.handle}`);
  token.access.revoked = true;
  seeOther(req, res, facts.apiTokensPage.value);
};

function shownApiTokens(req: Request, res: Response): ApiToken[] {
  return stateOf(req)
    .apiTokens.ofUser(userOf(res))
    .filter(({ access }) => !access.revoked);
}

function sendApiTokens(req: Request, res: Response, status: number, data: object = {}): void {
  const tokens = shownApiTokens(req, res).map(token => ({
    name: token.name,
    handle: token.id,
    created: day(token.access.issuedAt),
    expires: day(token.access.expiresAt),
    state: stateOf(req).apiTokens.stateOf(token),
  }));
  sendPage(req, res, status, 'apiTokens', { path: facts.apiTokensPage.value, tokens, ...data });
}
