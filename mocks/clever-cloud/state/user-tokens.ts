import type { Sandbox } from '../../kernel/index.ts';
import type { Right } from '../metadata.ts';
import type { CleverCloudSettings } from '../settings.ts';
import type { Consumer, User, UserToken } from './model.ts';

/** What a user token is issued for. */
export interface UserTokenGrant {
  readonly consumer: Consumer;
  readonly user: User;
  /** Default: all that the consumer asks for. */
  readonly rights?: readonly Right[];
  /** Default: the setting `userTokenLifetimeSeconds`. */
  readonly lifetimeSeconds?: number;
  /** Journal number of the exchange that issues it; 0 for a fixture. */
  readonly issuedIn?: number;
  /** The platform's own; given by a fixture only. */
  readonly secret?: string;
}

/** The tokens that consumers sign with on behalf of users (V25, V26). */
export class UserTokens {
  readonly #sandbox: Sandbox<unknown, CleverCloudSettings>;
  readonly all: UserToken[] = [];

  constructor(sandbox: Sandbox<unknown, CleverCloudSettings>) {
    this.#sandbox = sandbox;
  }

  issue(grant: UserTokenGrant): UserToken {
    const { tokens, entropy, settings, clock } = this.#sandbox;
    const { consumer, user, rights = consumer.rights } = grant;
    const access = tokens.issue({
      value: entropy.bytes(16).toString('hex'),
      clientId: consumer.key,
      scope: rights.join(' '),
      lifetimeMs: (grant.lifetimeSeconds ?? settings.userTokenLifetimeSeconds) * 1000,
      issuedIn: grant.issuedIn ?? 0,
    });
    const secret = grant.secret ?? entropy.bytes(16).toString('hex');
    const token = { access, secret, consumer, user, rights, lastUsedAt: clock.now() };
    this.all.push(token);
    return token;
  }

  find(value: string): UserToken | undefined {
    return this.all.find(({ access }) => access.value === value);
  }

  /** The tokens that live on a user's behalf (V19). */
  ofUser(user: User): UserToken[] {
    return this.all.filter(t => t.user === user && this.problemOf(t) === undefined);
  }

  /** Why a token is no good any more; undefined while it is. */
  problemOf({ access }: UserToken): 'token_expired' | 'token_revoked' | undefined {
    const state = this.#sandbox.tokens.stateOf(access);
    return state === 'live' ? undefined : `token_${state}`;
  }
}
