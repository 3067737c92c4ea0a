import type { Request, RequestHandler, Response } from 'express';
import { type ConsoleSession, seeOther } from '../../kernel/console/index.ts';
import { bodyMember, contextOf, decide, ProviderError, secretsMatch } from '../../kernel/index.ts';
import { date } from '../answers.ts';
import { userOf } from '../guard.ts';
import { createApiToken } from '../resources/api-tokens.ts';
import type { ApiToken, User } from '../state/model.ts';
import { settingsOf, stateOf } from '../state.ts';
import { complaintOf } from './complaints.ts';
import { sendPage } from './pages.ts';

const PAGE = '/user/api-tokens';
const WRONG_PASSWORD = 'The password is wrong.';

/** The tokens by name (P2, P5); no value is shown. */
export const getApiTokens: RequestHandler = (req, res) => sendApiTokens(req, res);

/** The form, or the password's first where the sign-in is too long ago (P3, P4). */
export const getNewApiToken: RequestHandler = (req, res) => {
  if (isVerified(req, res)) return sendPage(req, res, 200, 'newApiToken');
  sendPage(req, res, 200, 'verifyPassword', { action: `${PAGE}/new/verify` });
};

export const postVerify: RequestHandler = (req, res) => {
  if (!isPassword(req, res))
    return sendPage(req, res, 403, 'verifyPassword', { action: `${PAGE}/new/verify`, wrong: WRONG_PASSWORD });
  (res.locals.session as ConsoleSession<User>).verifiedAt = contextOf(req).sandbox.clock.now();
  seeOther(req, res, `${PAGE}/new`);
};

const texts = {
  fields_invalid: 'Give the application a name.',
  conflict: 'You have an API token of that name already.',
};

/** The value is in the green banner of this answer (P6). */
export const postApiToken: RequestHandler = (req, res) => {
  if (!isVerified(req, res)) return seeOther(req, res, `${PAGE}/new`);
  const name = bodyMember(req, 'name')?.trim() ?? '';
  const complaint = complaintOf(texts, () => {
    if (name === '') throw new ProviderError('fields_invalid', 'no name');
    sendApiTokens(req, res, createApiToken(req, userOf(res), name));
  });
  if (complaint !== undefined) sendPage(req, res, complaint.status, 'newApiToken', complaint);
};

/** The password is asked for every time (P8). */
export const getView: RequestHandler = (req, res) => {
  const { id } = viewedToken(req, res);
  sendPage(req, res, 200, 'verifyPassword', { action: `${PAGE}/${id}/view` });
};

export const postView: RequestHandler = (req, res) => {
  const token = viewedToken(req, res);
  if (isPassword(req, res)) return sendApiTokens(req, res, token);
  sendPage(req, res, 403, 'verifyPassword', { action: `${PAGE}/${token.id}/view`, wrong: WRONG_PASSWORD });
};

export const postDelete: RequestHandler = (req, res) => {
  stateOf(req).apiTokens.remove(requestedToken(req, res));
  seeOther(req, res, PAGE);
};

/** Whether the password was given lately enough to create a token. */
function isVerified(req: Request, res: Response): boolean {
  const { verifiedAt = Number.NEGATIVE_INFINITY } = res.locals.session as ConsoleSession<User>;
  const age = (contextOf(req).sandbox.clock.now() - verifiedAt) / 1000;
  const limit = settingsOf(req).passwordRecheckSeconds;
  const [expected, got] = [`less than ${limit} s ago`, `${age} s ago`];
  return decide(req, { check: 'password was given lately', expected, got, ok: age < limit });
}

function isPassword(req: Request, res: Response): boolean {
  const expected = userOf(res).password;
  const got = bodyMember(req, 'password') ?? '';
  return decide(req, { check: 'password is right', expected, got, ok: secretsMatch(expected, got) });
}

/** A token to be viewed: nobody may, in mode `current` (P8). */
function viewedToken(req: Request, res: Response): ApiToken {
  const mode = settingsOf(req).apiTokens;
  if (!decide(req, { check: 'tokens may be viewed', expected: 'seed', got: mode, ok: mode === 'seed' }))
    throw new ProviderError('no_such_page', 'a token is shown once');
  return requestedToken(req, res);
}

function requestedToken(req: Request, res: Response): ApiToken {
  const token = tokensOf(req, res).find(({ id }) => id === req.params.token);
  if (token === undefined) throw new ProviderError('no_such_page', `no API token ${req.params.token}`);
  return token;
}

const tokensOf = (req: Request, res: Response) => stateOf(req).apiTokens.ofUser(userOf(res));

function sendApiTokens(req: Request, res: Response, shown?: ApiToken): void {
  const tokens = tokensOf(req, res).map(({ id, name, createdAt, lastUsedAt }) => ({
    id,
    name,
    created: date(createdAt),
    lastUsed: date(lastUsedAt),
  }));
  const viewable = settingsOf(req).apiTokens === 'seed';
  sendPage(req, res, 200, 'apiTokens', { tokens, viewable, ...(shown && { shown }) });
}
