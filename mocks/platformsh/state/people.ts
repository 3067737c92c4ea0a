import { type Entropy, secretsMatch } from '../../kernel/index.ts';
import type { User } from './model.ts';

/** What an account is made with. */
export interface UserRequest {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
  /** Default: made up. */
  readonly password?: string;
}

/** The accounts. */
export class People {
  readonly #entropy: Entropy;
  readonly #now: () => number;
  readonly users: User[] = [];

  /** @param now virtual time, milliseconds since the epoch */
  constructor(entropy: Entropy, now: () => number) {
    this.#entropy = entropy;
    this.#now = now;
  }

  /** Make an account. Whether the address is free is the caller's to look at ({@link withEmail}). */
  createUser({ email, firstName, lastName, password }: UserRequest): User {
    const user: User = {
      id: this.#entropy.uuid(),
      username: `${email.split('@', 1)[0]}-${this.#entropy.bytes(2).toString('hex')}`,
      email,
      password: password ?? this.#entropy.bytes(12).toString('hex'),
      firstName,
      lastName,
      createdAt: this.#now(),
      ssoSessionOver: false,
    };
    this.users.push(user);
    return user;
  }

  find(id: string): User | undefined {
    return this.users.find(user => user.id === id);
  }

  /** The account with an e-mail address, whatever its case (P15). */
  withEmail(email: string): User | undefined {
    return this.users.find(user => sameEmail(user.email, email));
  }

  /** The user whose e-mail address and password these are. */
  userWith(email: string, password: string): User | undefined {
    const user = this.withEmail(email);
    return secretsMatch(user?.password ?? '', password) ? user : undefined;
  }
}

export function sameEmail(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
