import type { AccessToken } from '../../kernel/index.ts';
import type { Permission } from '../metadata.ts';

/** Where users, their tokens and the data live (R7); one knows nothing of another. */
export interface Environment {
  readonly id: string;
  readonly name: string;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

/** What a user may do in an environment; a demotion takes effect at once. */
export interface Membership {
  readonly user: User;
  readonly environment: Environment;
  rights: ReadonlySet<Permission>;
}

/** An API token (R13): of one user, in one environment, with the permissions it was made with (R14). */
export interface ApiToken {
  readonly id: string;
  /** Its value with its lineage; revoked means deleted. */
  readonly access: AccessToken;
  /** Need not be unique (R8). */
  readonly name: string;
  readonly owner: User;
  readonly environment: Environment;
  readonly permissions: readonly Permission[];
  active: boolean;
  /** Who deactivated it last. */
  deactivatedBy: User | undefined;
}

/** What was done to a token, and by whom (b4). */
export interface TokenEvent {
  /** Virtual time, milliseconds since the epoch. */
  readonly at: number;
  readonly actor: User;
  readonly action: 'generate' | 'activate' | 'deactivate' | 'delete';
  readonly token: ApiToken;
}

export interface Metric {
  readonly id: string;
  readonly environment: Environment;
  readonly name: string;
  readonly value: number;
}

export interface Project {
  readonly id: string;
  readonly environment: Environment;
  readonly name: string;
}
