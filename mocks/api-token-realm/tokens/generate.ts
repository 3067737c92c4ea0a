import type { Request } from 'express';
import { contextOf, insist } from '../../kernel/index.ts';
import { invalidMember, type JsonBody, nameIn } from '../body.ts';
import { PERMISSIONS, type Permission } from '../metadata.ts';
import type { ApiToken, Environment, User } from '../state/model.ts';
import { stateOf } from '../state.ts';

/**
 * Generate a token as it was asked for, over the API or in the console: name, and permissions or none (R8-R10).
 * @throws ProviderError `bad_request` for what has no such form, `right_missing` for what the user may not do
 */
export function generateToken(req: Request, user: User, environment: Environment, asked: JsonBody): ApiToken {
  const name = nameIn(asked);
  const permissions = permissionsIn(asked);
  requireRights(req, permissions, stateOf(req).rightsOf(user, environment));
  const issuedIn = contextOf(req).exchange.n;
  const token = stateOf(req).createToken({ user, environment, name, permissions, issuedIn });
  contextOf(req).exchange.issuedToken = token.access.id;
  return token;
}

function permissionsIn({ permissions = [] }: JsonBody): Permission[] {
  if (!Array.isArray(permissions) || !permissions.every(isPermission))
    throw invalidMember('permissions', 'must be a list of permissions');
  return PERMISSIONS.filter(permission => permissions.includes(permission));
}

const isPermission = (value: unknown) => PERMISSIONS.includes(value as Permission);

/** Nobody gives a token what they may not do themselves (b3). */
function requireRights(req: Request, wanted: readonly Permission[], rights: ReadonlySet<Permission>): void {
  const missing = wanted.filter(permission => !rights.has(permission));
  const decision = { check: 'permissions are within the rights of the user', expected: 'none else' };
  const got = missing.join(', ') || 'none else';
  insist(req, { ...decision, got, ok: missing.length === 0 }, 'right_missing', {
    hint: `Missing: ${missing.join(', ')}`,
  });
}
