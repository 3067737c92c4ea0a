import { type Grant, renewalMargin, TokenSource } from '../reference/token-source.ts';

/* Sources of tokens that are wrong, whatever the platform. */

/** Tells its token a time that stands still while the token is in use. */
export class SlidingSource extends TokenSource {
  #behind = 0;
  #issuedAt = 0;

  override async token(now: number, exchange: () => Promise<Grant>): Promise<string> {
    const token = await super.token(now - this.#behind, () => {
      this.#issuedAt = now - this.#behind;
      return exchange();
    });
    this.#behind = now - this.#issuedAt;
    return token;
  }
}

/** Lets every caller that finds no token make an exchange of its own. */
export class EachForItself extends TokenSource {
  #held: { readonly accessToken: string; readonly renewAt: number } | undefined;

  override async token(now: number, exchange: () => Promise<Grant>): Promise<string> {
    if (this.#held !== undefined && now < this.#held.renewAt) return this.#held.accessToken;
    const { accessToken, lifetimeMs } = await exchange();
    this.#held = { accessToken, renewAt: now + lifetimeMs - renewalMargin(lifetimeMs) };
    return accessToken;
  }

  override discard(): void {
    this.#held = undefined;
  }
}

/** Shares the first exchange and none of the later ones. */
export class SharesTheFirst extends EachForItself {
  #first: Promise<string> | undefined;
  #isOver = false;

  override token(now: number, exchange: () => Promise<Grant>): Promise<string> {
    if (this.#isOver) return super.token(now, exchange);
    this.#first ??= super.token(now, exchange).finally(() => {
      this.#isOver = true;
    });
    return this.#first;
  }
}

/** Keeps a failure for ever. */
export class Grudge extends TokenSource {
  #failure: unknown;

  override async token(now: number, exchange: () => Promise<Grant>): Promise<string> {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      return await super.token(now, exchange);
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }
}
