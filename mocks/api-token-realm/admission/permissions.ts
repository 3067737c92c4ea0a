import type { Request, RequestHandler } from 'express';
import { insist } from '../../kernel/index.ts';
import type { Permission } from '../metadata.ts';
import { settingsOf, stateOf } from '../state.ts';
import { tokenOf } from './authenticate.ts';

/** What a route needs (b3): all of these permissions, or one of them. */
export type Requirement =
  | { readonly allOf: readonly Permission[] }
  | { readonly oneOf: readonly Permission[] };

export const allOf = (...permissions: Permission[]): Requirement => ({ allOf: permissions });
export const oneOf = (...permissions: Permission[]): Requirement => ({ oneOf: permissions });

/** The second check of R2: the token has what the route needs, and so has its user, now. */
export function requirePermission(requirement: Requirement): RequestHandler {
  return (req, res, next) => {
    const { permissions, owner, environment } = tokenOf(res);
    requireOfToken(req, requirement, new Set(permissions));
    if (settingsOf(req).userRights === 'limit')
      requireOfUser(req, requirement, stateOf(req).rightsOf(owner, environment));
    next();
  };
}

function requireOfToken(req: Request, requirement: Requirement, held: ReadonlySet<Permission>): void {
  const kind = 'allOf' in requirement ? 'all of' : 'one of';
  requireHeld(req, `permission: ${kind}`, requirement, held, 'permission_missing');
}

function requireOfUser(req: Request, requirement: Requirement, held: ReadonlySet<Permission>): void {
  requireHeld(req, 'permission: of the user', requirement, held, 'right_missing');
}

function requireHeld(
  req: Request,
  check: string,
  requirement: Requirement,
  held: ReadonlySet<Permission>,
  code: string,
): void {
  const decision = { check, expected: words(requirement), got: [...held].join(', ') || 'none' };
  insist(req, { ...decision, ok: isMet(requirement, held) }, code, { hint: hint(requirement, held) });
}

function isMet(requirement: Requirement, held: ReadonlySet<Permission>): boolean {
  if ('allOf' in requirement) return requirement.allOf.every(permission => held.has(permission));
  return requirement.oneOf.some(permission => held.has(permission));
}

function words(requirement: Requirement): string {
  if ('allOf' in requirement) return `all of ${requirement.allOf.join(', ')}`;
  return `one of ${requirement.oneOf.join(', ')}`;
}

/** What is missing, for people to read (b3). */
function hint(requirement: Requirement, held: ReadonlySet<Permission>): string {
  if ('oneOf' in requirement) return `Use one of: ${requirement.oneOf.join(', ')}`;
  return `Missing: ${requirement.allOf.filter(permission => !held.has(permission)).join(', ')}`;
}
