import type { Request } from 'express';
import type { ConsoleSession, ConsoleState } from '../kernel/console/index.ts';
import { contextOf, type Sandbox } from '../kernel/index.ts';
import { NonceStore } from '../kernel/oauth1/index.ts';
import type { CleverCloudSettings } from './settings.ts';
import { ApiTokens } from './state/api-tokens.ts';
import { Consumers } from './state/consumers.ts';
import type { Consumer, Organisation, User, UserToken } from './state/model.ts';
import { People } from './state/people.ts';
import { RequestTokens } from './state/request-tokens.ts';
import { SignIns } from './state/sign-ins.ts';
import { totp } from './state/totp.ts';
import { UserTokens } from './state/user-tokens.ts';

/** Everything that one sandbox's platform holds. */
export class CleverCloudState implements ConsoleState<User> {
  readonly #sandbox: Sandbox<CleverCloudState, CleverCloudSettings>;
  readonly people: People;
  readonly consumers: Consumers;
  readonly requestTokens: RequestTokens;
  readonly userTokens: UserTokens;
  readonly apiTokens: ApiTokens;
  readonly signIns: SignIns;
  readonly consoleSessions = new Map<string, ConsoleSession<User>>();
  readonly nonces = new NonceStore();
  /** Tokens that wait for `clever login` to fetch them, by its `cli_token` (b7). */
  readonly cliTokens = new Map<string, UserToken>();
  /** The user of the platform, unless a test adds more. */
  readonly user: User;
  /** Their organisation, with an application and an invoice. */
  readonly organisation: Organisation;
  /** The consumer that `clever login` obtains its token for: the vendor's CLI. */
  readonly cliConsumer: Consumer;

  constructor(sandbox: Sandbox<CleverCloudState, CleverCloudSettings>) {
    const { entropy, clock } = sandbox;
    this.#sandbox = sandbox;
    this.people = new People(entropy, () => clock.now());
    this.consumers = new Consumers(entropy);
    this.requestTokens = new RequestTokens(sandbox);
    this.userTokens = new UserTokens(sandbox);
    this.apiTokens = new ApiTokens(sandbox);
    this.signIns = new SignIns(entropy);
    this.user = this.people.addUser({ name: 'Ada Moreno', email: 'ada@example.com' });
    this.organisation = this.people.addOrganisation({ name: 'Meadow', members: [this.user] });
    this.people.addApplication(this.organisation, 'meadow-site');
    this.people.addInvoice(this.organisation, 'F20260102-000001');
    const vendor = this.people.addOrganisation({ name: 'Clever Cloud', members: [] });
    this.cliConsumer = this.consumers.create(vendor, {
      name: 'Clever Tools',
      baseUrl: sandbox.base,
      rights: ['almighty'],
    });
  }

  userWith(email: string, password: string): User | undefined {
    return this.people.userWith(email, password);
  }

  /** The one-time password that a user's device shows now. */
  codeOf(user: User): string {
    return totp(user.totpKey, this.#sandbox.clock.now());
  }

  /** Take a user token away; it is dead from this moment (V19), and the next dance asks for consent again. */
  revoke({ access, consumer, user }: UserToken): void {
    access.revoked = true;
    this.requestTokens.forget(consumer, user);
  }

  /** Take a consumer away, and with it every token that was issued to it. */
  removeConsumer(consumer: Consumer): void {
    this.consumers.remove(consumer);
    this.#sandbox.tokens.revokeAll(consumer.key);
  }

  /**
   * A user lets `clever login` in (b7).
   * @param cliToken what the CLI has put into the address that it opened
   */
  grantCliLogin(cliToken: string, user: User): UserToken {
    const token = this.userTokens.issue({
      consumer: this.cliConsumer,
      user,
      lifetimeSeconds: this.#sandbox.settings.cliTokenLifetimeSeconds,
    });
    this.cliTokens.set(cliToken, token);
    return token;
  }
}

/** The platform that a request has reached. */
export function stateOf(req: Request): CleverCloudState {
  return contextOf(req).sandbox.state;
}
