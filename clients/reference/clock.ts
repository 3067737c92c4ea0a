/** A session's time: it begins where it is put and flows on from there as real time does. */
export class SettableClock {
  #at = 0;
  #since = 0;

  /** @param now ISO 8601 */
  constructor(now: string) {
    this.set(now);
  }

  /** @param now ISO 8601 */
  set(now: string): void {
    this.#at = Date.parse(now);
    this.#since = performance.now();
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#at + performance.now() - this.#since;
  }
}
