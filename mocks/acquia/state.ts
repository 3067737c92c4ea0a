import type { Request } from 'express';
import type { ConsoleSession, ConsoleState } from '../kernel/console/index.ts';
import { contextOf, type Entropy, type Sandbox, secretsMatch } from '../kernel/index.ts';
import type { AcquiaSettings } from './settings.ts';

/** An API token: the key and secret that a user generates (A4). Key = client id, secret = client secret (A5). */
export interface ApiKey {
  readonly id: string;
  readonly secret: string;
  readonly label: string;
  /** What the console calls it, so that no page needs to show the key again (A13). */
  readonly handle: string;
  readonly createdAt: number;
  active: boolean;
  /** When and why it was removed (A14). */
  removal?: { readonly at: number; readonly reason: string | null };
}

export interface Organization {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  /** Uses Single Sign-On, so that its resources want a token of its own scope (A19-A23). */
  readonly sso: boolean;
}

export interface Application {
  readonly id: number;
  readonly uuid: string;
  readonly name: string;
  readonly organization: Organization;
}

/** Something that a mutation set going; the tests count them. */
export interface Notification {
  readonly uuid: string;
  readonly event: string;
  readonly label: string;
  readonly createdAt: number;
}

export interface User {
  readonly id: number;
  readonly uuid: string;
  readonly mail: string;
  readonly password: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly createdAt: number;
}

/** Everything that one sandbox's platform holds. */
export class AcquiaState implements ConsoleState<User> {
  readonly #entropy: Entropy;
  readonly #sandbox: Sandbox<AcquiaState, AcquiaSettings>;
  readonly user: User;
  readonly keys: ApiKey[] = [];
  readonly organizations: Organization[] = [];
  readonly applications: Application[] = [];
  readonly notifications: Notification[] = [];
  /** Console sessions that are signed in, by cookie value. */
  readonly consoleSessions = new Map<string, ConsoleSession<User>>();
  /** HMAC nonces that were accepted. */
  readonly seenNonces = new Set<string>();

  constructor(sandbox: Sandbox<AcquiaState, AcquiaSettings>) {
    this.#entropy = sandbox.entropy;
    this.#sandbox = sandbox;
    this.user = {
      id: 1,
      uuid: this.#entropy.uuid(),
      mail: 'ada@example.com',
      password: this.#entropy.bytes(12).toString('hex'),
      firstName: 'Ada',
      lastName: 'Moreno',
      createdAt: sandbox.clock.now(),
    };
    const open = this.addOrganization({ name: 'Meadow', sso: false });
    this.addApplication(open, 'meadow-site');
  }

  /** Generate an API token. Both halves are the server's own (A12); the secret may be given by a fixture only. */
  createKey(label: string, secret?: string): ApiKey {
    const key = {
      id: this.#entropy.uuid(),
      secret: secret ?? this.#entropy.base64(32),
      label,
      handle: this.#entropy.uuid(),
      createdAt: this.#sandbox.clock.now(),
      active: true,
    };
    this.keys.push(key);
    return key;
  }

  /** Take an API token away; it is dead from this moment (A14). */
  removeKey(key: ApiKey, reason?: string): void {
    key.active = false;
    key.removal = { at: this.#sandbox.clock.now(), reason: reason ?? null };
    if (this.#sandbox.settings.removalRevokesAccessTokens) this.#sandbox.tokens.revokeAll(key.id);
  }

  findKey(id: string): ApiKey | undefined {
    return this.keys.find(key => key.id === id);
  }

  /** The user, by e-mail address and password (A9). */
  userWith(email: string, password: string): User | undefined {
    const known = email.toLowerCase() === this.user.mail.toLowerCase();
    return secretsMatch(this.user.password, password) && known ? this.user : undefined;
  }

  addOrganization(made: { name: string; sso: boolean }): Organization {
    const organization = { id: this.organizations.length + 1, uuid: this.#entropy.uuid(), ...made };
    this.organizations.push(organization);
    return organization;
  }

  addApplication(organization: Organization, name: string): Application {
    const application = { id: this.applications.length + 1, uuid: this.#entropy.uuid(), name, organization };
    this.applications.push(application);
    return application;
  }

  notify(event: string, label: string): Notification {
    const notification = { uuid: this.#entropy.uuid(), event, label, createdAt: this.#sandbox.clock.now() };
    this.notifications.push(notification);
    return notification;
  }
}

/** The platform that a request has reached. */
export function stateOf(req: Request): AcquiaState {
  return contextOf(req).sandbox.state;
}
