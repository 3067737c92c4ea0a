import { setImmediate } from 'node:timers/promises';
import { toldWait } from '../checks/told-wait.ts';
import type { CaseWorld } from './case-world.ts';

/*
 * Waits that clients are told to make, judged without waiting. While a call is open, time is moved to just before
 * the end of a wait, where nothing may be sent, and then to its end. A client that has not yet taken in what it was
 * told when time moves counts its wait from then on, and is given that time too: so it is never found to be early.
 */

/** How long before the end of a wait the client must still be waiting, in milliseconds. */
const BEFORE_MS = 200;
/** Clocks of clients lag behind the mock's by the time that a message takes. */
const LAG_MS = 50;
/** Who waits for longer than told is given so much more time in all. */
const MOST_MS = 200_000;
/** How often the client is looked at, in milliseconds of real time. */
const LOOK_MS = 5;
/** Who is slow to answer is looked at for longer, but never for longer than this. */
const MOST_LOOK_MS = 100;
/**
 * So often the event loop turns before the look is over: on a busy machine the time may be up before what a client in
 * this process has sent was read.
 */
const TURNS = 20;
/** Two clocks of one machine, rounded. */
const CLOCK_MS = 5;
/** A movable client is given so long to set a timer, in milliseconds of real time; then it is taken to have none. */
const ARMING_MS = 1000;

/** Whether the client takes up a call while another one is open. */
export function isConcurrent({ run: { client } }: CaseWorld): boolean {
  return Object.values(client.description.capabilities).some(list => list?.includes('concurrent'));
}

/** Whether the client's time can be moved while a call is open. */
function movesDuringCalls(world: CaseWorld): boolean {
  const { timeControl } = world.run.client;
  return timeControl === 'movable' || (timeControl === 'settable' && isConcurrent(world));
}

/**
 * How long clients are told to wait: longer than an SDK waits of its own accord where that takes no time, and as
 * short as a header can say where it does; in whole seconds.
 */
export function waitSeconds(world: CaseWorld): number {
  return movesDuringCalls(world) ? 3 : 1;
}

/** Put all clocks of the case to one moment, in milliseconds since the epoch, the client's last. */
async function putClocks({ sandboxes, sessions, run: { client } }: CaseWorld, at: number): Promise<void> {
  for (const { clock } of sandboxes) clock.set(at);
  if (client.timeControl === 'movable') return client.moveTime(at);
  const now = new Date(at).toISOString();
  for (const { params } of sessions.values())
    await client.call('session/setTime', { session: params.session, now });
}

/** Let the client work, through all the waits that it is told to make meanwhile. */
export async function throughWaits<T>(world: CaseWorld, work: () => Promise<T>): Promise<T> {
  if (!movesDuringCalls(world)) return reallyWaiting(world, work);
  const ended = new AbortController();
  const working = work().finally(() => ended.abort());
  working.catch(() => {});
  await new PassingTime(world, ended.signal).pass();
  return working;
}

/** Where time cannot be moved, waiting takes as long as it takes, and the case says how long. */
async function reallyWaiting<T>(world: CaseWorld, work: () => Promise<T>): Promise<T> {
  const before = exchangesOf(world).length;
  try {
    return await work();
  } finally {
    const told = exchangesOf(world)
      .slice(before)
      .filter(e => toldWait(e) !== undefined);
    if (told.length > 0) world.waitedMs += Date.now() - Math.min(...told.map(e => e.realAt));
  }
}

function exchangesOf({ sandboxes }: CaseWorld) {
  return sandboxes.flatMap(s => s.journal.exchanges);
}

/** Moves time as long as the client waits. */
class PassingTime {
  readonly #world: CaseWorld;
  readonly #ended: AbortSignal;
  /** How many requests there were when the work began, and machine time then. */
  readonly #before: number;
  readonly #began = Date.now();
  /** How many requests there were when time was moved last. */
  #atMove = -1;
  /** The end of the wait that time has been moved close to. */
  #approached = 0;
  #stepMs = 1000;

  /** @param ended aborted when the client's work is done */
  constructor(world: CaseWorld, ended: AbortSignal) {
    this.#world = world;
    this.#ended = ended;
    this.#before = this.#sent;
  }

  async pass(): Promise<void> {
    for (let moved = 0; moved < MOST_MS && !this.#ended.aborted; ) {
      const sent = this.#sent;
      await (this.#atMove === sent ? this.#react() : this.#takeIn());
      const acts = this.#sent > sent || exchangesOf(this.#world).some(e => e.response === undefined);
      if (!acts && !this.#ended.aborted) moved += await this.#moveOn();
    }
  }

  get #sent(): number {
    return exchangesOf(this.#world).length;
  }

  /** Towards the end of the wait that is asked for, or, for who waits for longer, beyond. @returns by how much, ms */
  async #moveOn(): Promise<number> {
    const now = this.#world.sandbox.clock.now();
    const target = this.#target(now);
    if (target <= now) return 0;
    this.#atMove = this.#sent;
    await putClocks(this.#world, target);
    return target - now;
  }

  #target(now: number): number {
    const ends = this.#waits().filter(until => until > now);
    if (ends.length === 0) return this.#beyond(now);
    const [first, last] = [Math.min(...ends), Math.max(...ends)];
    if (first - BEFORE_MS <= Math.max(now, this.#approached)) return last + LAG_MS;
    this.#approached = first - BEFORE_MS;
    return this.#approached;
  }

  /** Who has sent nothing and been told nothing is not waiting, but at work. */
  #beyond(now: number): number {
    if (this.#sent === this.#before && this.#approached === 0) return now;
    this.#stepMs *= 2;
    return now + this.#stepMs / 2;
  }

  /** Until when the last answers of each platform ask for a wait. */
  #waits(): number[] {
    return this.#world.sandboxes.flatMap(({ journal }) => {
      const last = journal.exchanges.at(-1);
      return (last && toldWait(last)?.until) ?? [];
    });
  }

  /** Until the client has taken in what it was asked or answered, as far as that can be known, or has gone on. */
  async #takeIn(): Promise<void> {
    const { timerAges, timeControl } = this.#world.run.client;
    if (timeControl !== 'movable' || timerAges === undefined) return this.#react();
    const newest = exchangesOf(this.#world)
      .filter(e => e.realAt >= this.#began)
      .sort((a, b) => b.realAt - a.realAt)[0];
    // Only who was told to wait, or may hold its first request back, is to set a timer.
    if (newest !== undefined && toldWait(newest) === undefined) return this.#react();
    const since = newest?.realAt ?? this.#began;
    for (const began = performance.now(); performance.now() - began < ARMING_MS; ) {
      const ages = await this.#world.run.client.timerAges!();
      if (ages.some(age => age <= Date.now() - since + CLOCK_MS)) return;
      if (await this.#arrival(LOOK_MS)) return;
    }
  }

  /** Until the client has gone on, or could have: who is slow to answer the harness is given longer. */
  async #react(): Promise<void> {
    const began = performance.now();
    const { client } = this.#world.run;
    if (client.timeControl === 'movable') await client.timerAges?.();
    else await client.call('ping', {});
    await this.#arrival(LOOK_MS + Math.min(MOST_LOOK_MS, 30 * (performance.now() - began)));
  }

  /** Wait for the next request, or the end of the work, at most so long. @returns whether it came */
  async #arrival(ms: number): Promise<boolean> {
    const enough = new AbortController();
    AbortSignal.timeout(Math.ceil(ms)).addEventListener('abort', async () => {
      for (let turn = 0; turn < TURNS; turn++) await setImmediate();
      enough.abort();
    });
    const signal = AbortSignal.any([this.#ended, enough.signal]);
    const arrivals = this.#world.sandboxes.map(({ journal }) => {
      const last = journal.exchanges.at(-1)?.n ?? 0;
      return journal.arrival(e => e.n > last, signal);
    });
    return (await Promise.race(arrivals)) !== undefined || this.#ended.aborted;
  }
}
