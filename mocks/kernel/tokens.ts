import type { VirtualClock } from './clock.ts';

/** An access token with its lineage: which exchange issued it, which ones carried it. */
export interface AccessToken {
  /** Short name for reports, `t1`, `t2`, …; says nothing of the value. */
  readonly id: string;
  readonly value: string;
  /** The client that it was issued to. */
  readonly clientId: string;
  readonly scope: string | undefined;
  /** Virtual time, milliseconds since the epoch. */
  readonly issuedAt: number;
  /** First moment at which it is dead; virtual time, milliseconds since the epoch. */
  expiresAt: number;
  revoked: boolean;
  /** Journal number of the exchange that issued it. */
  readonly issuedIn: number;
  /** Journal numbers of the requests that carried it. */
  readonly usedIn: number[];
}

export type TokenState = 'live' | 'expired' | 'revoked';

/** When a token ends that does not: a moment that every date of the reports can hold, in four digits of a year. */
const NEVER = Date.UTC(9999, 11, 31);

/** The access tokens of one sandbox; the sandbox's clock decides which are alive. */
export class TokenStore {
  readonly #clock: VirtualClock;
  readonly #tokens = new Map<string, AccessToken>();

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  /** Every token ever issued here, oldest first. */
  get all(): readonly AccessToken[] {
    return [...this.#tokens.values()];
  }

  /**
   * Keep a newly made token.
   * @param lifetimeMs counted from issue and never extended by use; Infinity for one that does not expire
   * @throws Error when the value was issued before: every exchange gets a token of its own
   */
  issue(token: {
    value: string;
    clientId: string;
    scope: string | undefined;
    lifetimeMs: number;
    issuedIn: number;
  }): AccessToken {
    if (this.#tokens.has(token.value))
      throw new Error('Failed to issue a token: its value was issued before.');
    const issuedAt = this.#clock.now();
    const { lifetimeMs, ...rest } = token;
    const kept: AccessToken = {
      id: `t${this.#tokens.size + 1}`,
      ...rest,
      issuedAt,
      expiresAt: Math.min(issuedAt + lifetimeMs, NEVER),
      revoked: false,
      usedIn: [],
    };
    this.#tokens.set(token.value, kept);
    return kept;
  }

  find(value: string): AccessToken | undefined {
    return this.#tokens.get(value);
  }

  /** A token of 300 s is alive at 299.999 s and dead at 300.000 s. */
  stateOf(token: AccessToken): TokenState {
    if (token.revoked) return 'revoked';
    return this.#clock.now() < token.expiresAt ? 'live' : 'expired';
  }

  /** Age every live token to its end, as the server sees one whose time is up. */
  expireAll(): void {
    for (const token of this.#tokens.values()) token.expiresAt = Math.min(token.expiresAt, this.#clock.now());
  }

  /** Withdraw every token of one client. */
  revokeAll(clientId: string): void {
    for (const token of this.#tokens.values()) if (token.clientId === clientId) token.revoked = true;
  }
}
