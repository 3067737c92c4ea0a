/** What the token endpoint granted. */
export interface Grant {
  readonly accessToken: string;
  /** Counted from the moment of issue, in milliseconds. */
  readonly lifetimeMs: number;
}

interface HeldToken {
  readonly accessToken: string;
  readonly renewAt: number;
}

const MAX_MARGIN_MS = 30_000;

/**
 * How long before its end a token is no longer used, in milliseconds: time enough for a call to be sent and
 * checked, and at most a quarter of a short life.
 */
export function renewalMargin(lifetimeMs: number): number {
  return Math.min(MAX_MARGIN_MS, lifetimeMs / 4);
}

/**
 * Keeps one access token and obtains the next one ahead of its expiry. Callers that need one at the same
 * time share one exchange, and its failure; a failure is not kept.
 */
export class TokenSource {
  readonly #margin: (lifetimeMs: number) => number;
  #held: HeldToken | undefined;
  #exchanging: Promise<HeldToken> | undefined;

  constructor(margin = renewalMargin) {
    this.#margin = margin;
  }

  /**
   * An access token that is good for a call now.
   * @param now the caller's time in milliseconds
   * @param exchange asks the token endpoint for a new one
   */
  async token(now: number, exchange: () => Promise<Grant>): Promise<string> {
    if (this.#held !== undefined && now < this.#held.renewAt) return this.#held.accessToken;
    this.#exchanging ??= this.#obtain(now, exchange).finally(() => {
      this.#exchanging = undefined;
    });
    return (await this.#exchanging).accessToken;
  }

  /** Forget a token that the server refused, unless it has been replaced already. */
  discard(accessToken: string): void {
    if (this.#held?.accessToken === accessToken) this.#held = undefined;
  }

  /** Give up the token that is held, to its caller; undefined when there is none. */
  release(): string | undefined {
    const accessToken = this.#held?.accessToken;
    this.#held = undefined;
    return accessToken;
  }

  /** The life is counted from before the request: the server's own count begins later. */
  async #obtain(askedAt: number, exchange: () => Promise<Grant>): Promise<HeldToken> {
    const { accessToken, lifetimeMs } = await exchange();
    this.#held = { accessToken, renewAt: askedAt + lifetimeMs - this.#margin(lifetimeMs) };
    return this.#held;
  }
}
