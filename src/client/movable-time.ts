import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timersPromises from 'node:timers/promises';
import { install } from '@sinonjs/fake-timers';

/** How often timers are looked at, in milliseconds. */
const LOOK_MS = 2;

/**
 * The time of this process, put beside the machine's. `Date` reads the machine's time plus an offset.
 * `setTimeout` and `clearTimeout` follow real time, and a jump ahead fires what it passes, once each, as
 * when a laptop wakes up. Everything else (fetch, sockets, intervals, performance) is left alone.
 */
export class MovableTime {
  readonly #native = { Date, setTimeout, sleep: timersPromises.setTimeout, monotonicNow: performance.now.bind(performance) };
  readonly #clock: ReturnType<typeof install>;
  readonly #began: number;
  #offset: number;
  /** All that the timers have been moved ahead of real time. */
  #jumped = 0;

  /**
   * Takes the place of the process's own time; to be called before a client is loaded.
   * @param offset what is added to the machine's time, in milliseconds
   */
  constructor(offset: number) {
    const native = this.#native;
    this.#offset = offset;
    this.#clock = install({
      now: 0,
      toFake: ['Date', 'setTimeout', 'clearTimeout'],
      shouldClearNativeTimers: true,
    });
    this.#began = native.monotonicNow();
    // The faked clock moves only when it is looked at; Date must read true even in a busy loop.
    const now = () => native.Date.now() + this.#offset;
    Object.defineProperty(globalThis.Date, 'clock', {
      value: Object.defineProperty({}, 'now', { get: now }),
    });
    syncBuiltinESMExports();
    setInterval(() => this.#flow(), LOOK_MS).unref();
  }

  /** Change the offset. Where that is a jump ahead, timers due by then have fired when this returns. */
  moveTo(offset: number): void {
    this.#flow();
    const ahead = offset - this.#offset;
    this.#offset = offset;
    if (ahead <= 0) return;
    this.#jumped += ahead;
    this.#clock.jump(ahead);
  }

  /** Give the process its own time back. Timers that were set before still fire. */
  release(): void {
    const native = this.#native;
    globalThis.Date = native.Date;
    globalThis.setTimeout = native.setTimeout;
    Object.assign(timers, { setTimeout: native.setTimeout });
    Object.assign(timersPromises, { setTimeout: native.sleep });
    syncBuiltinESMExports();
  }

  #flow(): void {
    const behind = Math.floor(this.#native.monotonicNow() - this.#began) + this.#jumped - this.#clock.now;
    if (behind > 0) this.#clock.tick(behind);
  }
}
