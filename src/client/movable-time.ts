import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers';
import timersPromises, { setImmediate } from 'node:timers/promises';
import { install } from '@sinonjs/fake-timers';

/** How often timers are looked at, in milliseconds. */
const LOOK_MS = 2;

/**
 * The time of this process, put beside the machine's. `Date` reads the machine's time plus an offset.
 * `setTimeout` and `clearTimeout` follow real time, and a jump ahead fires what it passes, as when a laptop
 * wakes up. Everything else (fetch, sockets, intervals, performance) is left alone.
 */
export class MovableTime {
  readonly #native = {
    Date,
    setTimeout,
    sleep: timersPromises.setTimeout,
    monotonicNow: performance.now.bind(performance),
  };
  readonly #clock: ReturnType<typeof install>;
  readonly #began: number;
  #offset: number;
  /** All that the timers have been moved ahead of real time. */
  #jumped = 0;
  #jumps: Promise<void> = Promise.resolve();
  #isJumping = false;

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

  /**
   * Change the offset. Where that is a jump ahead, timers due by then have fired when this resolves: in the
   * order they were due, with a turn of the event loop in between. What they set themselves counts from
   * there, so that a chain of short timers is not run through link by link.
   */
  moveTo(offset: number): Promise<void> {
    this.#jumps = this.#jumps.then(() => this.#move(offset));
    return this.#jumps;
  }

  /** How long ago each timer that has not fired was set, in milliseconds of this process's time. */
  get timerAges(): number[] {
    return [...(this.#clock.timers?.values() ?? [])].map(timer => this.#clock.now - (timer.createdAt ?? 0));
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

  async #move(offset: number): Promise<void> {
    this.#flow();
    const ahead = offset - this.#offset;
    this.#offset = offset;
    if (ahead <= 0) return;
    this.#isJumping = true;
    const target = this.#clock.now + ahead;
    for (const at of [...this.#dueBy(target), target]) {
      this.#jumpTo(at);
      await setImmediate();
    }
    this.#jumped += ahead;
    this.#isJumping = false;
  }

  /** What a timer throws is nobody's to catch, here as in a timer of Node's own. */
  #jumpTo(at: number): void {
    try {
      if (at > this.#clock.now) this.#clock.jump(at - this.#clock.now);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }

  /** When the timers fire that do so by `target`, in order. */
  #dueBy(target: number): number[] {
    const armed = [...(this.#clock.timers?.values() ?? [])].map(timer => timer.callAt ?? 0);
    return armed.filter(at => at <= target).sort((a, b) => a - b);
  }

  #flow(): void {
    if (this.#isJumping) return;
    const behind = Math.floor(this.#native.monotonicNow() - this.#began) + this.#jumped - this.#clock.now;
    if (behind > 0) this.#clock.tick(behind);
  }
}
