import type { Request } from 'express';
import { decide, insist, ProviderError } from '../../kernel/index.ts';
import type { Actor } from '../admission/authenticate.ts';
import type { ApiToken } from '../state/model.ts';
import { settingsOf, stateOf } from '../state.ts';

/**
 * The token of this id, where the actor may manage it: their own or, for an administrator, any of their
 * environment (R15, R16). Who may not manage others learns of none whether it exists (b2).
 * @throws ProviderError `foreign_token` or `not_found`
 */
export function managedToken(req: Request, actor: Actor, id: string): ApiToken {
  const token = stateOf(req).tokens.find(t => t.id === id);
  const own = token?.owner === actor.user;
  if (!own) requireAuthority(req, actor);
  if (token !== undefined) requireSameEnvironment(req, actor, token);
  return existing(req, token);
}

/** Another user's tokens are an administrator's business (R16, R18). */
function requireAuthority(req: Request, actor: Actor): void {
  const ok = actor.may('tokens.manage.all');
  const decision = { check: "authority over other users' tokens", expected: 'tokens.manage.all' };
  const code = settingsOf(req).foreignTokens === 'hidden' ? 'not_found' : 'foreign_token';
  insist(req, { ...decision, got: ok ? 'tokens.manage.all' : 'none', ok }, code, { what: 'token' });
}

/** Authority ends with the environment (R16). */
function requireSameEnvironment(req: Request, { environment }: Actor, token: ApiToken): void {
  const ok = token.environment === environment;
  const decision = { check: 'token is of this environment', expected: environment.id };
  insist(req, { ...decision, got: token.environment.id, ok }, 'not_found', { what: 'token' });
}

function existing(req: Request, token: ApiToken | undefined): ApiToken {
  const ok = token !== undefined && !token.access.revoked;
  decide(req, { check: 'token exists', expected: 'a token', got: ok ? 'a token' : 'none', ok });
  if (!ok) throw new ProviderError('not_found', 'no such token', { what: 'token' });
  return token;
}

/** Activate a token; twice is as good as once (b4). */
export function activate(req: Request, actor: Actor, token: ApiToken): void {
  requireUnlocked(req, actor, token);
  stateOf(req).activate(token, actor.user);
}

/** Deactivate a token; twice is as good as once (b4). */
export function deactivate(req: Request, actor: Actor, token: ApiToken): void {
  stateOf(req).deactivate(token, actor.user);
}

export function remove(req: Request, actor: Actor, token: ApiToken): void {
  stateOf(req).delete(token, actor.user);
}

/** Whether an owner may undo what an administrator did is not said (e): a setting. */
function requireUnlocked(req: Request, actor: Actor, { owner, deactivatedBy = owner }: ApiToken): void {
  if (!settingsOf(req).adminLock || actor.may('tokens.manage.all')) return;
  const ok = deactivatedBy === owner;
  const got = ok ? 'the owner' : 'an administrator';
  insist(req, { check: 'deactivated by the owner', expected: 'the owner', got, ok }, 'admin_locked');
}
