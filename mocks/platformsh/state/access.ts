import type { Environment, Grant, Permission, Project, Role, User } from './model.ts';
import { ENVIRONMENT_TYPES, ROLES } from './model.ts';

/** Every permission that there is (b6). */
export const PERMISSIONS: readonly Permission[] = [
  'admin',
  'viewer',
  ...ENVIRONMENT_TYPES.flatMap(type => ROLES.map(role => `${type}:${role}` as const)),
];

/** Who may do what, project by project (P14, P17, P21). */
export class Access {
  readonly #now: () => number;
  readonly #grants: Grant[] = [];

  /** @param now virtual time, milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Give a user these permissions on a project, in place of those they had. */
  grant(user: User, project: Project, permissions: readonly Permission[]): Grant {
    const known = this.find(user, project);
    if (known !== undefined) return Object.assign(known, { permissions, updatedAt: this.#now() });
    const grant = { user, project, permissions, grantedAt: this.#now(), updatedAt: this.#now() };
    this.#grants.push(grant);
    return grant;
  }

  /** Take a user's access to a project away. */
  revoke(user: User, project: Project): void {
    const grant = this.find(user, project);
    if (grant !== undefined) this.#grants.splice(this.#grants.indexOf(grant), 1);
  }

  find(user: User, project: Project): Grant | undefined {
    return this.#grants.find(grant => grant.user === user && grant.project === project);
  }

  ofUser(user: User): Grant[] {
    return this.#grants.filter(grant => grant.user === user);
  }

  onProject(project: Project): Grant[] {
    return this.#grants.filter(grant => grant.project === project);
  }

  /** What a user is on a project; undefined for who has nothing on it. */
  projectRole(user: User, project: Project): 'admin' | 'viewer' | undefined {
    const permissions = this.find(user, project)?.permissions ?? [];
    if (permissions.includes('admin')) return 'admin';
    return permissions.length > 0 ? 'viewer' : undefined;
  }

  /**
   * What a user is on an environment: by the project, or by the environment's type. A viewer of the project
   * is a viewer of all its environments (assumed).
   */
  environmentRole(user: User, { project, type }: Environment): Role | undefined {
    const permissions = this.find(user, project)?.permissions ?? [];
    if (permissions.includes('admin')) return 'admin';
    const byType = ROLES.findLast(role => permissions.includes(`${type}:${role}`));
    return byType ?? (permissions.includes('viewer') ? 'viewer' : undefined);
  }
}

/** Whether a role reaches what another may. */
export function reaches(role: Role | undefined, needed: Role): boolean {
  return role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf(needed);
}

/**
 * The permissions of an invitation, or of a form: the role on the project, and roles by type of environment.
 * @returns undefined where one of them is none
 */
export function permissionsOf(
  role: string,
  byType: readonly (readonly [type: string, role: string])[],
): Permission[] | undefined {
  const named = [role, ...byType.map(([type, r]) => `${type}:${r}`)];
  const known = named.filter((p): p is Permission => PERMISSIONS.includes(p as Permission));
  return known.length === named.length ? known : undefined;
}
