import type { Request, RequestHandler, Response } from 'express';
import { insist, parameter } from '../../kernel/index.ts';
import { type Actor, actorOf } from '../admission/authenticate.ts';
import { queryParameters } from '../admission/query.ts';
import { sendJson, sendNothing } from '../answers.ts';
import { jsonBody } from '../body.ts';
import { pageOf } from '../list.ts';
import { facts } from '../metadata.ts';
import type { ApiToken } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { generateToken } from '../tokens/generate.ts';
import { activate, deactivate, managedToken, remove } from '../tokens/manage.ts';

/** One's own tokens; with `scope=all` those of the environment, with their owners (R18, R19). */
export const listTokens: RequestHandler = (req, res) => {
  const actor = actorOf(req, res);
  const all = parameter(queryParameters(req), 'scope') === 'all';
  if (all) requireOverview(req, actor);
  const tokens = stateOf(req).tokensIn(actor.environment);
  const listed = tokens.filter(({ owner }) => all || owner === actor.user);
  const { total, items, next } = pageOf(req, facts.managementPath.value, listed);
  sendJson(res, 200, { total, tokens: items.map(token => listedView(actor, token)), next });
};

export const createToken: RequestHandler = (req, res) => {
  const { user, environment } = actorOf(req, res);
  sendJson(res, 201, ownView(generateToken(req, user, environment, jsonBody(req))));
};

/** The owner reads the value whenever they like (R12); an administrator does not (R17). */
export const getToken: RequestHandler = (req, res) => {
  const actor = actorOf(req, res);
  const token = requestedToken(req, actor);
  sendJson(res, 200, token.owner === actor.user ? ownView(token) : foreignView(token));
};

export const activateToken = changing(activate);
export const deactivateToken = changing(deactivate);
export const removeToken = changing(remove);

function changing(change: (req: Request, actor: Actor, token: ApiToken) => void): RequestHandler {
  return (req: Request, res: Response) => {
    const actor = actorOf(req, res);
    change(req, actor, requestedToken(req, actor));
    sendNothing(res);
  };
}

function requestedToken(req: Request, actor: Actor): ApiToken {
  return managedToken(req, actor, String(req.params.id));
}

function requireOverview(req: Request, actor: Actor): void {
  const ok = actor.may('tokens.read.all') || actor.may('tokens.manage.all');
  const wanted = 'tokens.read.all, tokens.manage.all';
  const decision = { check: "sight of other users' tokens", expected: `one of ${wanted}` };
  const hint = `Use one of: ${wanted}`;
  insist(req, { ...decision, got: ok ? 'one' : 'none', ok }, 'permission_missing', { hint });
}

/** No list holds a value (b4). */
function listedView(actor: Actor, token: ApiToken): object {
  if (token.owner !== actor.user) return foreignView(token);
  return { ...foreignView(token), permissions: token.permissions };
}

function ownView(token: ApiToken): object {
  return { ...foreignView(token), permissions: token.permissions, token: token.access.value };
}

/** Neither value nor permissions of another user's token (R17). */
function foreignView({ id, name, owner, active, access }: ApiToken): object {
  return { id, name, owner: owner.id, active, createdAt: new Date(access.issuedAt).toISOString() };
}
