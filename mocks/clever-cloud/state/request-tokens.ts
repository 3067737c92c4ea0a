import type { Sandbox } from '../../kernel/index.ts';
import type { Right } from '../metadata.ts';
import type { CleverCloudSettings } from '../settings.ts';
import type { Consumer, RequestToken, User } from './model.ts';

/** The temporary credentials of the dances under way (V21), and the consents that ended earlier ones. */
export class RequestTokens {
  readonly #sandbox: Sandbox<unknown, CleverCloudSettings>;
  readonly all: RequestToken[] = [];
  readonly #consents: {
    consumer: Consumer;
    user: User;
    asked: readonly Right[];
    granted: readonly Right[];
  }[] = [];

  constructor(sandbox: Sandbox<unknown, CleverCloudSettings>) {
    this.#sandbox = sandbox;
  }

  issue(consumer: Consumer, callback: string): RequestToken {
    const { clock, settings } = this.#sandbox;
    const token: RequestToken = {
      value: this.#random(),
      secret: this.#random(),
      consumer,
      callback,
      expiresAt: clock.now() + settings.requestTokenLifetimeSeconds * 1000,
      used: false,
    };
    this.all.push(token);
    return token;
  }

  find(value: string): RequestToken | undefined {
    return this.all.find(token => token.value === value);
  }

  /** Why a token is no good any more; undefined while it is. */
  problemOf(token: RequestToken): 'token_used' | 'token_expired' | undefined {
    if (token.used) return 'token_used';
    return this.#sandbox.clock.now() < token.expiresAt ? undefined : 'token_expired';
  }

  /** Note that a user grants these rights, and make the proof of it. */
  authorize(token: RequestToken, user: User, rights: readonly Right[]): string {
    const { consumer } = token;
    this.forget(consumer, user);
    this.#consents.push({ consumer, user, asked: consumer.rights, granted: rights });
    const verifier = this.#random();
    token.consent = { user, rights, verifier };
    return verifier;
  }

  /** The rights that a user has granted a consumer before, if it asks for no more than it did then (b2). */
  earlierConsent({ consumer }: RequestToken, user: User): readonly Right[] | undefined {
    const earlier = this.#consents.find(c => c.consumer === consumer && c.user === user);
    return earlier !== undefined && consumer.rights.every(right => earlier.asked.includes(right))
      ? earlier.granted
      : undefined;
  }

  /** The user takes the consent back: the next dance asks again. */
  forget(consumer: Consumer, user: User): void {
    const at = this.#consents.findIndex(c => c.consumer === consumer && c.user === user);
    if (at >= 0) this.#consents.splice(at, 1);
  }

  /** Age every token to its end. */
  expireAll(): void {
    for (const token of this.all) token.expiresAt = Math.min(token.expiresAt, this.#sandbox.clock.now());
  }

  #random(): string {
    return this.#sandbox.entropy.bytes(16).toString('hex');
  }
}
