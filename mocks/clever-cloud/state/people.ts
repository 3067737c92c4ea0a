import { type Entropy, secretsMatch } from '../../kernel/index.ts';
import type { Application, Invoice, Organisation, Owner, User } from './model.ts';
import { pdfOf } from './pdf.ts';

/** Users, their organisations, and what those own. */
export class People {
  readonly #entropy: Entropy;
  readonly #now: () => number;
  readonly users: User[] = [];
  readonly organisations: Organisation[] = [];
  readonly applications: Application[] = [];
  readonly invoices: Invoice[] = [];

  /** @param now virtual time, milliseconds since the epoch */
  constructor(entropy: Entropy, now: () => number) {
    this.#entropy = entropy;
    this.#now = now;
  }

  /** @param made without `hasPassword`, the account has one */
  addUser(made: { name: string; email: string; mfa?: boolean; hasPassword?: boolean }): User {
    const user: User = {
      id: `user_${this.#entropy.uuid()}`,
      email: made.email,
      password: made.hasPassword === false ? undefined : this.#entropy.bytes(12).toString('hex'),
      name: made.name,
      preferredMFA: made.mfa === true ? 'TOTP' : 'NONE',
      totpKey: this.#entropy.bytes(20),
      createdAt: this.#now(),
    };
    this.users.push(user);
    return user;
  }

  addOrganisation(made: { name: string; members: readonly User[] }): Organisation {
    const organisation = { id: `orga_${this.#entropy.uuid()}`, ...made };
    this.organisations.push(organisation);
    return organisation;
  }

  addApplication(owner: Owner, name: string): Application {
    const application = { id: `app_${this.#entropy.uuid()}`, name, owner };
    this.applications.push(application);
    return application;
  }

  addInvoice(owner: Owner, number: string): Invoice {
    const invoice = { number, owner, pdf: pdfOf(`Invoice ${number}`) };
    this.invoices.push(invoice);
    return invoice;
  }

  /** The user with an e-mail address, whatever its case. */
  withEmail(email: string): User | undefined {
    return this.users.find(user => user.email.toLowerCase() === email.toLowerCase());
  }

  /** The user whose e-mail address and password these are. */
  userWith(email: string, password: string): User | undefined {
    const user = this.withEmail(email);
    const right = secretsMatch(user?.password ?? '', password);
    return right && user?.password !== undefined ? user : undefined;
  }

  organisationsOf(user: User): Organisation[] {
    return this.organisations.filter(({ members }) => members.includes(user));
  }

  /** The owner that a user means by an id: one of their organisations, or themselves. */
  ownerFor(user: User, id: string): Owner | undefined {
    return id === user.id ? user : this.organisationsOf(user).find(o => o.id === id);
  }
}
