import type { Request, RequestHandler, Response } from 'express';
import { seeOther } from '../../kernel/console/index.ts';
import { bodyParameters, ProviderError } from '../../kernel/index.ts';
import type { Actor } from '../admission/authenticate.ts';
import { PERMISSIONS } from '../metadata.ts';
import type { ApiToken } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { generateToken } from '../tokens/generate.ts';
import { activate, deactivate, managedToken, remove } from '../tokens/manage.ts';
import { consoleActor, tokensPath } from './environment.ts';
import { sendPage } from './pages.ts';

export const getSettings: RequestHandler = (req, res) => {
  const { environment } = consoleActor(req, res);
  sendPage(req, res, 200, 'settings', { environment, tokensPath: tokensPath(environment) });
};

export const getTokens: RequestHandler = (req, res) => sendTokens(req, res, 200);

/** The new token is in the list afterwards, and its value on its own page (R11, R12). */
export const postToken: RequestHandler = (req, res) => {
  const { user, environment } = consoleActor(req, res);
  const fields = new Map(bodyParameters(req));
  const permissions = PERMISSIONS.filter(permission => fields.get(permission) === 'on');
  try {
    generateToken(req, user, environment, { name: fields.get('name'), permissions });
    seeOther(req, res, tokensPath(environment));
  } catch (error) {
    if (!(error instanceof ProviderError) || error.code !== 'bad_request') throw error;
    sendTokens(req, res, 400, { wrong: 'Give a name.' });
  }
};

/** One line, opened: value and permissions, for the owner and nobody else (R12, R17). */
export const getToken: RequestHandler = (req, res) => {
  const actor = consoleActor(req, res);
  const token = ownTokens(req, actor).find(({ id }) => id === req.params.id);
  if (token === undefined) throw new ProviderError('no_such_page', `no token ${req.params.id} of the user`);
  const path = tokensPath(actor.environment);
  sendPage(req, res, 200, 'token', { token, state: stateOfToken(token), tokensPath: path });
};

export const postActivate = changing(activate);
export const postDeactivate = changing(deactivate);
export const postDelete = changing(remove);

function changing(change: (req: Request, actor: Actor, token: ApiToken) => void): RequestHandler {
  return (req, res) => {
    const actor = consoleActor(req, res);
    change(req, actor, managedToken(req, actor, String(req.params.id)));
    seeOther(req, res, tokensPath(actor.environment));
  };
}

function sendTokens(req: Request, res: Response, status: number, data: object = {}): void {
  const actor = consoleActor(req, res);
  const { environment } = actor;
  const rights = stateOf(req).rightsOf(actor.user, environment);
  sendPage(req, res, status, 'tokens', {
    environment,
    tokensPath: tokensPath(environment),
    permissions: PERMISSIONS.filter(permission => rights.has(permission)),
    own: ownTokens(req, actor).map(line),
    // Other users' tokens are an administrator's to see (R16, R18, R19).
    all: actor.may('tokens.manage.all') ? stateOf(req).tokensIn(environment).map(line) : undefined,
    ...data,
  });
}

function ownTokens(req: Request, { user, environment }: Actor): ApiToken[] {
  return stateOf(req)
    .tokensIn(environment)
    .filter(({ owner }) => owner === user);
}

/** No list holds a value. */
function line(token: ApiToken): object {
  const { id, name, owner, active } = token;
  return { id, name, owner: owner.name, active, state: stateOfToken(token) };
}

const stateOfToken = ({ active }: ApiToken) => (active ? 'active' : 'inactive');
