import type { Request } from 'express';
import type { ConsoleSession, ConsoleState } from '../kernel/console/index.ts';
import { contextOf, type Sandbox, secretsMatch } from '../kernel/index.ts';
import { ADMIN_PERMISSIONS, PERMISSIONS, type Permission } from './metadata.ts';
import type { ApiTokenRealmSettings } from './settings.ts';
import { Inventory } from './state/inventory.ts';
import type { ApiToken, Environment, Membership, TokenEvent, User } from './state/model.ts';
import { tokenValue } from './state/token-value.ts';

/** What a token is made with. */
export interface NewToken {
  readonly user: User;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Default: the first environment. */
  readonly environment?: Environment;
  /** For a fixture; default: a value that the server makes up (R10). */
  readonly value?: string;
  /** Journal number of the exchange that generates it; 0 for a fixture. */
  readonly issuedIn?: number;
}

/** Everything that one sandbox's platform holds. */
export class ApiTokenRealmState implements ConsoleState<User> {
  readonly #sandbox: Sandbox<ApiTokenRealmState, ApiTokenRealmSettings>;
  readonly users: User[] = [];
  readonly environments: Environment[] = [];
  readonly memberships: Membership[] = [];
  /** Every token ever made, deleted ones too, oldest first. */
  readonly tokens: ApiToken[] = [];
  readonly events: TokenEvent[] = [];
  readonly inventory = new Inventory();
  readonly consoleSessions = new Map<string, ConsoleSession<User>>();
  /** The environment that is there from the start, with five metrics and two projects. */
  readonly environment: Environment;
  /** May do everything there but look after other users' tokens. */
  readonly user: User;
  /** May look after other users' tokens there (R16). */
  readonly admin: User;

  constructor(sandbox: Sandbox<ApiTokenRealmState, ApiTokenRealmSettings>) {
    this.#sandbox = sandbox;
    this.environment = this.addEnvironment('Production');
    this.user = this.addUser({ name: 'Ada Moreno', email: 'ada@example.com' });
    this.admin = this.addUser({ name: 'Max Hartmann', email: 'max@example.com', rights: PERMISSIONS });
    for (const name of ['requests', 'errors', 'latency', 'memory', 'load'])
      this.inventory.addMetric(this.environment, name);
    for (const name of ['meadow', 'brook']) this.inventory.addProject(this.environment, name);
  }

  addEnvironment(name: string): Environment {
    const environment = { id: `env_${this.environments.length + 1}`, name };
    this.environments.push(environment);
    return environment;
  }

  /** @param made without `rights` an ordinary user, who looks after their own tokens only */
  addUser(made: {
    name: string;
    email: string;
    environment?: Environment;
    rights?: readonly Permission[];
  }): User {
    const { name, email, environment = this.environment, rights } = made;
    const password = this.#sandbox.entropy.bytes(12).toString('hex');
    const user = { id: `usr_${this.users.length + 1}`, name, email, password };
    this.users.push(user);
    this.setRights(user, rights ?? PERMISSIONS.filter(p => !ADMIN_PERMISSIONS.includes(p)), environment);
    return user;
  }

  /** Say what a user may do in an environment; makes them a member where they were none. */
  setRights(user: User, rights: readonly Permission[], environment = this.environment): void {
    const membership = this.membershipOf(user, environment);
    if (membership !== undefined) membership.rights = new Set(rights);
    else this.memberships.push({ user, environment, rights: new Set(rights) });
  }

  membershipOf(user: User, environment: Environment): Membership | undefined {
    return this.memberships.find(m => m.user === user && m.environment === environment);
  }

  rightsOf(user: User, environment: Environment): ReadonlySet<Permission> {
    return this.membershipOf(user, environment)?.rights ?? new Set();
  }

  environmentsOf(user: User): Environment[] {
    return this.memberships.filter(m => m.user === user).map(({ environment }) => environment);
  }

  userWith(email: string, password: string): User | undefined {
    const user = this.users.find(u => u.email.toLowerCase() === email.toLowerCase());
    return secretsMatch(user?.password ?? '', password) ? user : undefined;
  }

  /** Generate a token with these permissions and no others (R10). */
  createToken(made: NewToken): ApiToken {
    const { tokens, entropy, settings } = this.#sandbox;
    const { user, name, permissions, environment = this.environment, issuedIn = 0 } = made;
    const id = `tok_${this.tokens.length + 1}`;
    const value = made.value ?? tokenValue(entropy, settings.tokenValues);
    // These tokens do not expire (b4).
    const lifetimeMs = Number.POSITIVE_INFINITY;
    const access = tokens.issue({ value, clientId: id, scope: permissions.join(' '), lifetimeMs, issuedIn });
    const rest = { active: true, deactivatedBy: undefined };
    const token = { id, access, name, owner: user, environment, permissions: [...permissions], ...rest };
    this.tokens.push(token);
    this.#note(user, 'generate', token);
    return token;
  }

  /** A token by its value, whatever its state; the case of a value counts (e). */
  tokenWith(value: string): ApiToken | undefined {
    return this.tokens.find(({ access }) => access.value === value);
  }

  /** What the console lists of an environment: all tokens that are not deleted. */
  tokensIn(environment: Environment): ApiToken[] {
    return this.tokens.filter(t => t.environment === environment && !t.access.revoked);
  }

  /** The same value works again (R20); by default the owner does it. */
  activate(token: ApiToken, actor: User = token.owner): void {
    token.active = true;
    token.deactivatedBy = undefined;
    this.#note(actor, 'activate', token);
  }

  /** The value opens nothing until it is activated (R15); by default the owner does it. */
  deactivate(token: ApiToken, actor: User = token.owner): void {
    token.active = false;
    token.deactivatedBy = actor;
    this.#note(actor, 'deactivate', token);
  }

  /** For ever (R20); by default the owner does it. */
  delete(token: ApiToken, actor: User = token.owner): void {
    token.access.revoked = true;
    this.#note(actor, 'delete', token);
  }

  #note(actor: User, action: TokenEvent['action'], token: ApiToken): void {
    this.events.push({ at: this.#sandbox.clock.now(), actor, action, token });
  }
}

/** The platform that a request has reached. */
export function stateOf(req: Request): ApiTokenRealmState {
  return contextOf(req).sandbox.state;
}

/** The settings that a request is answered by. */
export function settingsOf(req: Request): ApiTokenRealmSettings {
  return contextOf(req).sandbox.settings;
}
