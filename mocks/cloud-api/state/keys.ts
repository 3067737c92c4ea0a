import type { Sandbox } from '../../kernel/index.ts';
import { facts } from '../metadata.ts';
import type { CloudApiSettings } from '../settings.ts';
import type { ApiKey, Project, User } from './model.ts';
import { alphanumeric } from './random.ts';

/** What a key is made of. */
export interface KeyFields {
  readonly project: Project;
  readonly name: string;
  /** Requests a minute; default: the platform's. */
  readonly limit?: number;
  /** Default: the platform's own; given by a fixture only. */
  readonly value?: string;
  /** Journal number of the exchange that issues it; 0 for a fixture. */
  readonly issuedIn?: number;
}

/** The API keys of one sandbox: several may live at once (C17). */
export class Keys {
  readonly #sandbox: Sandbox<unknown, CloudApiSettings>;
  readonly all: ApiKey[] = [];

  constructor(sandbox: Sandbox<unknown, CloudApiSettings>) {
    this.#sandbox = sandbox;
  }

  create({ project, name, limit, value, issuedIn = 0 }: KeyFields): ApiKey {
    const { tokens, entropy } = this.#sandbox;
    const id = `key_${this.all.length + 1}`;
    const access = tokens.issue({
      value: value ?? `${facts.keyPrefix.value}${alphanumeric(entropy, facts.keyLength.value)}`,
      clientId: id,
      scope: undefined,
      lifetimeMs: Number.POSITIVE_INFINITY,
      issuedIn,
    });
    const key: ApiKey = { id, name, project, access, limit };
    this.all.push(key);
    return key;
  }

  /** Dead from this moment (b5). */
  revoke({ access }: ApiKey): void {
    access.revoked = true;
  }

  withValue(value: string): ApiKey | undefined {
    return this.all.find(({ access }) => access.value === value);
  }

  ofOwner(owner: User): ApiKey[] {
    return this.all.filter(({ project }) => project.owner === owner);
  }
}
