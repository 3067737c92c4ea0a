import type { Entropy } from '../../kernel/index.ts';
import type { ApiToken, User } from './model.ts';

/** API tokens, deleted ones included: access tokens made from them live on (b5). */
export class ApiTokens {
  readonly #entropy: Entropy;
  readonly #now: () => number;
  readonly all: ApiToken[] = [];

  /** @param now virtual time, milliseconds since the epoch */
  constructor(entropy: Entropy, now: () => number) {
    this.#entropy = entropy;
    this.#now = now;
  }

  /** Make a token. Whether the name is free is the caller's to look at ({@link named}). */
  create(user: User, name: string, value?: string): ApiToken {
    const token: ApiToken = {
      id: this.#entropy.uuid(),
      name,
      value: value ?? this.#entropy.bytes(32).toString('base64url'),
      user,
      createdAt: this.#now(),
      lastUsedAt: undefined,
      deletedAt: undefined,
    };
    this.all.push(token);
    return token;
  }

  /** Take a token away: it is exchanged no more. */
  remove(token: ApiToken): void {
    token.deletedAt = this.#now();
  }

  /** Note that a token was exchanged (b5). */
  use(token: ApiToken): void {
    token.lastUsedAt = this.#now();
  }

  /** The token of a value, deleted or not. */
  withValue(value: string): ApiToken | undefined {
    return this.all.find(token => token.value === value);
  }

  withId(id: string): ApiToken | undefined {
    return this.all.find(token => token.id === id);
  }

  /** The tokens that a user has. */
  ofUser(user: User): ApiToken[] {
    return this.all.filter(token => token.user === user && token.deletedAt === undefined);
  }

  /** The user's token of a name, which is unique among theirs (P5). */
  named(user: User, name: string): ApiToken | undefined {
    return this.ofUser(user).find(token => token.name === name);
  }
}
