import type { VirtualClock } from '../../kernel/index.ts';

/** What is left of a quota. */
export interface Quota {
  readonly limit: number;
  /** Never below 0. */
  readonly remaining: number;
  /** When the whole limit is there again; virtual time, milliseconds since the epoch. */
  readonly resetsAt: number;
}

interface Window {
  readonly endsAt: number;
  used: number;
}

/** Counters of requests, each in windows that begin with the first request (b3: the window's kind is open). */
export class RateLimits {
  readonly #clock: VirtualClock;
  readonly #windowMs: number;
  readonly #windows = new Map<string, Window>();

  /** @param windowMs length of a window in milliseconds */
  constructor(clock: VirtualClock, windowMs: number) {
    this.#clock = clock;
    this.#windowMs = windowMs;
  }

  /**
   * Count a request, unless nothing is left for it.
   * @param counter one for each credential
   * @returns whether there was, and what is left
   */
  take(counter: string, limit: number): Quota & { readonly ok: boolean } {
    const window = this.#window(counter);
    const ok = window.used < limit;
    if (ok) window.used += 1;
    return { ok, limit, remaining: Math.max(0, limit - window.used), resetsAt: window.endsAt };
  }

  /**
   * Arrange what is left of a limit in the window of now.
   * @param ms until that window ends; default: all of it is still to come
   */
  leave(counter: string, limit: number, remaining: number, ms = this.#windowMs): void {
    this.#windows.set(counter, { endsAt: this.#clock.now() + ms, used: limit - remaining });
  }

  #window(counter: string): Window {
    const now = this.#clock.now();
    const known = this.#windows.get(counter);
    // A clock that was set back must not keep a window open for longer than it is.
    if (known !== undefined && now < known.endsAt && now >= known.endsAt - this.#windowMs) return known;
    const window = { endsAt: now + this.#windowMs, used: 0 };
    this.#windows.set(counter, window);
    return window;
  }
}
