import type { SettableClock } from '../clock.ts';
import type { HttpResponse } from '../http.ts';
import type { Parts } from './parts.ts';

type PaceParts = Pick<Parts, 'quotaOf' | 'toldWaitMs' | 'wait'>;

/** Holds the calls of one credential back while its quota is used up. */
export class Pace {
  readonly #clock: SettableClock;
  readonly #parts: PaceParts;
  #heldUntil = Number.NEGATIVE_INFINITY;

  constructor(clock: SettableClock, parts: PaceParts) {
    this.#clock = clock;
    this.#parts = parts;
  }

  /**
   * Wait until there is quota again. A wait that is too long is not begun: then the server has the word.
   * @param mostMs the longest wait
   * @returns how long it was to wait, in milliseconds
   */
  async keep(mostMs: number): Promise<number> {
    const wait = this.#heldUntil - this.#clock.now();
    if (wait <= 0 || wait > mostMs) return 0;
    await this.#parts.wait(wait, this.#clock);
    return wait;
  }

  /** Take in what an answer says of the quota; of two times, `Retry-After` is the one that counts. */
  note(response: HttpResponse): void {
    const now = this.#clock.now();
    const quota = this.#parts.quotaOf(response, now);
    if (response.status !== 429 && quota?.remaining !== 0) return;
    const wait = this.#parts.toldWaitMs(response, now) ?? quota?.resetMs;
    if (wait !== undefined) this.#heldUntil = now + wait;
  }
}
