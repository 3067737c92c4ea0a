import type { Sandbox } from '../../kernel/index.ts';
import { facts } from '../metadata.ts';
import type { CleverCloudSettings } from '../settings.ts';
import type { ApiToken, User } from './model.ts';

/** What an API token is made with. */
export interface ApiTokenRequest {
  readonly user: User;
  readonly name: string;
  readonly description?: string;
  /** First moment at which it is dead; virtual time, milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly ip?: string;
  /** Journal number of the exchange that issues it; 0 for a fixture. */
  readonly issuedIn?: number;
}

/** The bearer tokens of the bridge (b4). */
export class ApiTokens {
  readonly #sandbox: Sandbox<unknown, CleverCloudSettings>;
  readonly all: ApiToken[] = [];

  constructor(sandbox: Sandbox<unknown, CleverCloudSettings>) {
    this.#sandbox = sandbox;
  }

  create(made: ApiTokenRequest): ApiToken {
    const { entropy, tokens, clock } = this.#sandbox;
    const { user, name, description = '', expiresAt, ip = '127.0.0.1', issuedIn = 0 } = made;
    const id = `${facts.apiTokenIdPrefix.value}${entropy.uuid()}`;
    const access = tokens.issue({
      value: entropy.bytes(32).toString('base64url'),
      clientId: id,
      scope: undefined,
      lifetimeMs: expiresAt - clock.now(),
      issuedIn,
    });
    const token = { id, access, user, name, description, ip };
    this.all.push(token);
    return token;
  }

  withValue(value: string): ApiToken | undefined {
    return this.all.find(({ access }) => access.value === value);
  }

  /** What a user sees of their tokens. */
  ofUser(user: User): ApiToken[] {
    const { revokedApiTokens } = this.#sandbox.settings;
    return this.all.filter(t => t.user === user && (revokedApiTokens === 'stay' || !t.access.revoked));
  }

  /** `ACTIVE` or `EXPIRED` (b4). */
  stateOf({ access }: ApiToken): 'ACTIVE' | 'EXPIRED' {
    return this.#sandbox.tokens.stateOf(access) === 'live' ? 'ACTIVE' : 'EXPIRED';
  }
}
