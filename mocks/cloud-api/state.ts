import type { Request } from 'express';
import type { ConsoleSession, ConsoleState } from '../kernel/console/index.ts';
import { type AccessToken, contextOf, type Sandbox } from '../kernel/index.ts';
import { facts, type Scope } from './metadata.ts';
import type { CloudApiSettings } from './settings.ts';
import { Grants } from './state/grants.ts';
import { IdempotentCalls } from './state/idempotency.ts';
import { type KeyFields, Keys } from './state/keys.ts';
import type { ApiKey, AuthorizationCode, Challenge, OAuthClient, Project, User } from './state/model.ts';
import { People } from './state/people.ts';
import { RateLimits } from './state/rate-limits.ts';

/** Everything that one sandbox's platform holds. */
export class CloudApiState implements ConsoleState<User> {
  readonly #sandbox: Sandbox<CloudApiState, CloudApiSettings>;
  readonly people: People;
  readonly keys: Keys;
  readonly clients: OAuthClient[] = [];
  readonly grants: Grants;
  readonly rateLimits: RateLimits;
  readonly idempotentCalls: IdempotentCalls;
  /** Users who are signed in at the authorization server, by cookie value. */
  readonly signIns = new Map<string, User>();
  readonly consoleSessions = new Map<string, ConsoleSession<User>>();
  /** The user of the platform, unless a test adds more. */
  readonly user: User;
  /** Their project, which was used in the last three hours. */
  readonly project: Project;

  constructor(sandbox: Sandbox<CloudApiState, CloudApiSettings>) {
    const { entropy, clock } = sandbox;
    this.#sandbox = sandbox;
    this.people = new People(entropy, () => clock.now());
    this.keys = new Keys(sandbox);
    this.grants = new Grants(sandbox);
    this.rateLimits = new RateLimits(clock, facts.rateLimitWindowSeconds.value * 1000);
    this.idempotentCalls = new IdempotentCalls(clock, facts.idempotencyRetentionSeconds.value * 1000);
    this.user = this.people.addUser({ name: 'Ada Moreno', email: 'ada@example.com' });
    this.project = this.addProject({ name: 'meadow', region: 'us-east' });
    for (const hoursAgo of [3, 2, 1])
      this.people.recordUsage(this.project, 12 * hoursAgo, clock.now() - hoursAgo * 3_600_000);
  }

  userWith(email: string, password: string): User | undefined {
    return this.people.userWith(email, password);
  }

  addUser(made: { name: string; email: string }): User {
    return this.people.addUser(made);
  }

  /** @param made without `owner`: the platform's user */
  addProject(made: { name: string; region: string; owner?: User }): Project {
    return this.people.addProject({ owner: this.user, ...made });
  }

  /** Issue an API key; without a project, for the platform's own. */
  createKey(fields: Partial<KeyFields> = {}): ApiKey {
    return this.keys.create({ project: this.project, name: 'key', ...fields });
  }

  /** Dead from this moment (b5). */
  revokeKey(key: ApiKey): void {
    this.keys.revoke(key);
  }

  /**
   * Register an application.
   * @param made the identifier and the secret are the platform's own unless a fixture gives them
   */
  createClient(made: {
    redirectUris: readonly string[];
    name?: string;
    id?: string;
    secret?: string;
  }): OAuthClient {
    const { entropy } = this.#sandbox;
    const client = {
      id: `app_${entropy.bytes(8).toString('hex')}`,
      secret: entropy.base64(24),
      name: 'Demo',
      active: true,
      ...made,
    };
    this.clients.push(client);
    return client;
  }

  findClient(id: string): OAuthClient | undefined {
    return this.clients.find(client => client.id === id);
  }

  /** A user consents to an application, without a browser; the code is to be exchanged with its first `redirectUri`. */
  authorize(
    client: OAuthClient,
    asked: { user?: User; redirectUri?: string; scopes?: readonly Scope[]; challenge?: Challenge } = {},
  ): AuthorizationCode {
    const { user = this.user, redirectUri = client.redirectUris[0]!, scopes = facts.scopes.value } = asked;
    const request = { client, redirectUri, scopes, state: undefined, challenge: asked.challenge };
    return this.grants.consent({ ...request, redirectUriGiven: true }, user);
  }

  /** An access token, without code or exchange. */
  issueToken(client: OAuthClient, asked: { user?: User; scopes?: readonly Scope[] } = {}): AccessToken {
    const { user = this.user, scopes = facts.scopes.value } = asked;
    return this.grants.accessTokens.issue(this.grants.create({ client, user, scopes }));
  }

  /**
   * Arrange that a key or an access token has so many requests left in its minute.
   * @param ms until that minute ends; default: it begins now
   */
  leaveRequests(credential: ApiKey | AccessToken, remaining: number, ms?: number): void {
    const access = 'access' in credential ? credential.access : credential;
    this.rateLimits.leave(access.id, this.limitOf(access), remaining, ms);
  }

  /** Requests a minute for a credential. */
  limitOf(access: AccessToken): number {
    return this.keys.withValue(access.value)?.limit ?? this.#sandbox.settings.rateLimit;
  }

  /** Projects that a credential's holder sees (C21, X5). */
  visibleProjects(user: User, key: ApiKey | undefined): Project[] {
    if (key !== undefined && this.#sandbox.settings.keySees === 'project') return [key.project];
    return this.people.projectsOf(user);
  }
}

/** The platform that a request has reached. */
export function stateOf(req: Request): CloudApiState {
  return contextOf(req).sandbox.state;
}
