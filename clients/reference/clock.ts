import { ClientFailure } from './failure.ts';

/** The longest that a timer can be set for; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

interface Sleeper {
  /** Milliseconds since the epoch, by this clock. */
  readonly due: number;
  readonly wake: () => void;
  readonly give: (error: Error) => void;
  timer?: NodeJS.Timeout;
}

/** A session's time: it begins where it is put and flows on from there as real time does. */
export class SettableClock {
  #at = 0;
  #since = 0;
  readonly #sleepers = new Set<Sleeper>();

  /** @param now ISO 8601 */
  constructor(now: string) {
    this.set(now);
  }

  /** @param now ISO 8601; who sleeps until then is woken */
  set(now: string): void {
    this.#at = Date.parse(now);
    this.#since = performance.now();
    for (const sleeper of this.#sleepers) this.#arm(sleeper);
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#at + performance.now() - this.#since;
  }

  /**
   * Resolves when this clock has gone on by so many milliseconds: by itself, or because it was set ahead.
   * @throws ClientFailure `other` when the clock is stopped before that
   */
  sleep(ms: number): Promise<void> {
    return new Promise((wake, give) => {
      const sleeper: Sleeper = { due: this.now() + ms, wake, give };
      this.#sleepers.add(sleeper);
      this.#arm(sleeper);
    });
  }

  /** Nobody sleeps any longer. */
  stop(): void {
    for (const sleeper of this.#sleepers) {
      clearTimeout(sleeper.timer);
      sleeper.give(new ClientFailure('other', 'The session was closed while a call was waiting.'));
    }
    this.#sleepers.clear();
  }

  #arm(sleeper: Sleeper): void {
    clearTimeout(sleeper.timer);
    // Node may fire a timer a fraction of a millisecond early.
    const ms = Math.max(0, Math.ceil(sleeper.due - this.now()) + 1);
    sleeper.timer = setTimeout(
      () => {
        this.#sleepers.delete(sleeper);
        sleeper.wake();
      },
      Math.min(ms, LONGEST_TIMER_MS),
    );
  }
}
