/** Where a clock gets the machine's time from, in milliseconds since the epoch. */
export type RealTime = () => number;

/**
 * The virtual clock of one sandbox. It flows as real time does, from wherever it was last put, so that a
 * client which truly waits a second is a second later; tests move it by {@link advance} and never wait.
 */
export class VirtualClock {
  readonly #real: RealTime;
  readonly #start: number | undefined;
  #offset = 0;
  #frozenAt: number | undefined;

  /**
   * @param real the machine's time in milliseconds; injected so that nothing in `mocks/` reads it itself
   * @param start virtual time to begin at, in milliseconds since the epoch; default: the machine's time
   */
  constructor(real: RealTime, start?: number) {
    this.#real = real;
    this.#start = start;
    this.reset();
  }

  /** Virtual time in milliseconds since the epoch, whole milliseconds. */
  now(): number {
    return Math.floor(this.#frozenAt ?? this.#real() + this.#offset);
  }

  /** Whether the flow is stopped. */
  get frozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  /** The machine's time in milliseconds since the epoch. */
  realNow(): number {
    return this.#real();
  }

  /** Virtual time as an ISO 8601 string in UTC. */
  iso(): string {
    return new Date(this.now()).toISOString();
  }

  /**
   * Let time pass.
   * @param ms how much, in milliseconds; never negative
   * @throws RangeError when `ms` is negative or not finite
   */
  advance(ms: number): void {
    if (!Number.isFinite(ms) || ms < 0)
      throw new RangeError(`Failed to advance the clock: ${ms} is not a time span.`);
    this.set(this.now() + ms);
  }

  /**
   * Put the clock to a moment, in milliseconds since the epoch.
   * @throws RangeError when `at` is no moment that a date can hold
   */
  set(at: number): void {
    if (Number.isNaN(new Date(at).getTime()))
      throw new RangeError(`Failed to set the clock: ${at} is not a moment.`);
    if (this.#frozenAt !== undefined) this.#frozenAt = at;
    this.#offset = at - this.#real();
  }

  /** Stop the flow; `advance` and `set` still move the clock. */
  freeze(): void {
    this.#frozenAt = this.now();
  }

  /** Let the clock flow on from where it stands. */
  resume(): void {
    if (this.#frozenAt === undefined) return;
    this.#offset = this.#frozenAt - this.#real();
    this.#frozenAt = undefined;
  }

  /** Back to the beginning, flowing. */
  reset(): void {
    this.#frozenAt = undefined;
    this.#offset = this.#start === undefined ? 0 : this.#start - this.#real();
  }
}
