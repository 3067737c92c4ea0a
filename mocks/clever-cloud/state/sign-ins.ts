import type { Entropy } from '../../kernel/index.ts';
import type { User } from './model.ts';

/** A user whose password was right. */
export interface SignIn {
  readonly user: User;
  /** Whether the user came from the authorization page, and wants to go back there. */
  readonly fromAuthorize: boolean;
}

/** Who is signed in at the API host, for the pages of the dance (b2). */
export class SignIns {
  readonly #entropy: Entropy;
  /** By the value of the cookie `ccid`. */
  readonly sessions = new Map<string, User>();
  /** Those whose one-time password is awaited, by `auth_id`. */
  readonly attempts = new Map<string, SignIn>();

  constructor(entropy: Entropy) {
    this.#entropy = entropy;
  }

  /** @returns the `ccid` to keep in the browser */
  open(user: User): string {
    const value = this.#random();
    this.sessions.set(value, user);
    return value;
  }

  /** @returns the `auth_id` of the form that asks for the code */
  awaitCode(attempt: SignIn): string {
    const value = this.#random();
    this.attempts.set(value, attempt);
    return value;
  }

  #random(): string {
    return this.#entropy.bytes(24).toString('hex');
  }
}
