/** What the platform is made of. Times are virtual, in milliseconds since the epoch. */

/** A human or a machine user: the platform knows no difference (P16). */
export interface User {
  readonly id: string;
  readonly username: string;
  /** Of this account alone (P15). */
  readonly email: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly createdAt: number;
  /** The session of their identity provider is over: no API token of theirs is exchanged (b3). */
  ssoSessionOver: boolean;
}

/** What is exchanged for access tokens; acts as the user who made it (P11). */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly user: User;
  readonly createdAt: number;
  lastUsedAt: number | undefined;
  /** When it was deleted; access tokens made from it live on (b5). */
  deletedAt: number | undefined;
}

export interface Organization {
  readonly id: string;
  readonly name: string;
  label: string;
  readonly owner: User;
  readonly createdAt: number;
  /** No more users until somebody pays (b6: 402 for an invitation). */
  paymentDue: boolean;
}

export interface Project {
  readonly id: string;
  title: string;
  readonly region: string;
  readonly organization: Organization;
  readonly subscriptionId: string;
  readonly defaultBranch: string;
  readonly createdAt: number;
  readonly environments: Environment[];
  readonly variables: Variable[];
  /** When its TLS certificate was last renewed (P13). */
  certificateIssuedAt: number;
}

export const ENVIRONMENT_TYPES = ['production', 'staging', 'development'] as const;
export type EnvironmentType = (typeof ENVIRONMENT_TYPES)[number];

export interface Environment {
  /** The branch, which may hold a slash. */
  readonly id: string;
  readonly machineName: string;
  title: string;
  readonly type: EnvironmentType;
  readonly parent: Environment | undefined;
  readonly project: Project;
  readonly createdAt: number;
  readonly variables: Variable[];
  readonly settings: Record<string, unknown>;
}

/** The seed document's Reader is today's viewer (P21, b6). */
export const ROLES = ['viewer', 'contributor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** On a project, or on its environments of one type (b6). */
export type Permission = 'admin' | 'viewer' | `${EnvironmentType}:${Role}`;

/** What one user may do on one project. */
export interface Grant {
  readonly user: User;
  readonly project: Project;
  permissions: readonly Permission[];
  readonly grantedAt: number;
  updatedAt: number;
}

export interface Invitation {
  readonly id: string;
  readonly project: Project;
  readonly email: string;
  readonly permissions: readonly Permission[];
  readonly by: User;
  readonly createdAt: number;
  state: 'pending' | 'accepted' | 'cancelled';
  finishedAt: number | undefined;
}

export interface SshKey {
  readonly id: number;
  readonly user: User;
  readonly title: string;
  readonly value: string;
  /** MD5 of the key, in hexadecimal. */
  readonly fingerprint: string;
  readonly changedAt: number;
}

/** Of a project or of an environment (b8). */
export interface Variable {
  readonly name: string;
  value: string;
  isJson: boolean;
  isSensitive: boolean;
  visibleBuild: boolean;
  visibleRuntime: boolean;
  isEnabled: boolean;
  isInheritable: boolean;
  applicationScope: readonly string[];
  readonly createdAt: number;
  updatedAt: number;
}

/** Something long that a call has set going (b9); the tests arrange how it ends. */
export interface Activity {
  readonly id: string;
  readonly type: string;
  readonly project: Project;
  readonly environment: Environment | undefined;
  /** Who set it going (P20). */
  readonly user: User;
  readonly payload: Readonly<Record<string, unknown>>;
  /** In words, without the name of who did it. */
  readonly deed: string;
  readonly createdAt: number;
  /** What comes of it, once it has succeeded. */
  readonly whenDone: (() => void) | undefined;
  /** How it will end. */
  readonly ending: 'success' | 'failure';
  state: 'pending' | 'in_progress' | 'complete';
  updatedAt: number;
  startedAt: number | undefined;
  completedAt: number | undefined;
}

export interface Backup {
  readonly id: string;
  readonly environment: Environment;
  readonly activity: Activity;
  readonly safe: boolean;
  readonly createdAt: number;
}
