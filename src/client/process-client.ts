import {
  type InitializeResult,
  type Method,
  type Params,
  PROTOCOL_VERSION,
  type Result,
} from '../protocol/index.ts';
import type { CallResult, ClientUnderTest, TimeControl } from './client.ts';
import { Connection } from './connection.ts';
import { Evidence } from './evidence.ts';
import { assertParams, interpret } from './interpret.ts';
import { MEND, mendOf } from './mend.ts';
import { type ClientOptions, DEADLINE_MS, GRACE_MS, isConcurrent } from './options.ts';
import { ProcessGroup, type Recipe } from './process-group.ts';
import { isFailure, Strikes, told } from './strikes.ts';
import { Turns } from './turns.ts';

/** How one kind of client process is started and what the harness can do with it. */
export interface Carrier {
  readonly via: ClientUnderTest['via'];
  /** Whether the process understands {@link MOVE_TIME}. */
  readonly movesTime: boolean;
  /** @param timeOffset milliseconds by which the process's time is to differ from the machine's */
  readonly recipe: (timeOffset: number) => Recipe;
}

/** The call that moves the time of a module host: `{offset}`, in milliseconds from the machine's time. */
export const MOVE_TIME = 'host/moveTime';

/** The call that asks a module host for its timers: `{}` → `{ages}`. */
export const TIMERS = 'host/timers';

/** A client under test in a process of its own, which is started again after a failure. */
export class ProcessClient implements ClientUnderTest {
  readonly via: ClientUnderTest['via'];
  readonly #carrier: Carrier;
  readonly #suite: ClientOptions['suite'];
  readonly #deadlineMs: number;
  readonly #startDeadlineMs: number;
  readonly #graceMs: number;
  readonly #evidence = new Evidence();
  readonly #turns = new Turns();
  readonly #strikes = new Strikes();
  #description: InitializeResult | undefined;
  #connection: Connection | undefined;
  #starting: Promise<CallResult<InitializeResult>> | undefined;
  #stopping: Promise<void> | undefined;
  #timeOffset = 0;
  #exitProblem: string | undefined;

  constructor(carrier: Carrier, options: ClientOptions) {
    this.via = carrier.via;
    this.#carrier = carrier;
    this.#suite = options.suite;
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
    this.#startDeadlineMs = options.startDeadlineMs ?? this.#deadlineMs;
    this.#graceMs = options.graceMs ?? GRACE_MS;
  }

  get description(): InitializeResult {
    if (this.#description === undefined)
      throw new Error('Failed to describe the client: it has not started. Await start().');
    return this.#description;
  }

  get timeControl(): TimeControl {
    if (this.description.clock === 'settable') return 'settable';
    return this.#carrier.movesTime ? 'movable' : 'none';
  }

  get exitProblem(): string | undefined {
    return this.#exitProblem;
  }

  get broken(): string | undefined {
    return this.#strikes.broken;
  }

  /** Process id of the leader of the group that serves now, or served last. */
  get pid(): number | undefined {
    return this.#connection?.pid;
  }

  async start(): Promise<CallResult<InitializeResult>> {
    if (this.#strikes.out !== undefined) return { kind: 'not-started', why: this.#strikes.out };
    const result = await this.#handshake();
    if (result.kind === 'answer') this.#description = result.value;
    else await this.#giveUp(`the handshake failed: the client ${told(result)}`);
    return result;
  }

  async call<M extends Method>(method: M, params: Params<M>): Promise<CallResult<Result<M>>> {
    assertParams(method, params);
    const job = () => this.#perform(method, params);
    return isConcurrent(this.#description) ? job() : this.#turns.take(job);
  }

  async moveTime(now: number): Promise<void> {
    if (this.timeControl !== 'movable')
      throw new Error(`Failed to move the client's time: it is ${this.timeControl}.`);
    this.#timeOffset = now - Date.now();
    await this.#askHost(MOVE_TIME, { offset: this.#timeOffset });
  }

  async timerAges(): Promise<readonly number[]> {
    if (this.timeControl !== 'movable') return [];
    const told = (await this.#askHost(TIMERS, {})) as { readonly ages: readonly number[] } | undefined;
    return told?.ages ?? [];
  }

  takeEvidence(): string {
    return this.#evidence.take();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  /** Make a call of the harness's own. @returns its result; undefined where there is none to be had */
  async #askHost(method: string, params: unknown): Promise<unknown> {
    if (!this.#connection?.usable) return undefined;
    const result = await this.#connection.call<unknown>({
      method,
      params,
      deadlineMs: this.#deadlineMs,
      read: reply => ({ kind: 'answer', value: 'result' in reply ? reply.result : undefined }),
      internal: true,
    });
    return result.kind === 'answer' ? result.value : undefined;
  }

  async #perform<M extends Method>(method: M, params: Params<M>): Promise<CallResult<Result<M>>> {
    const refusal = await this.#makeReady();
    if (refusal !== undefined) return refusal;
    const result = await this.#connection!.call({
      method,
      params,
      deadlineMs: this.#deadlineMs,
      read: reply => interpret(method, reply),
    });
    if (!isFailure(result)) this.#strikes.answered(method);
    return result;
  }

  /** @returns why a call cannot be made; undefined when the client is up */
  async #makeReady(): Promise<CallResult<never> | undefined> {
    if (this.#starting === undefined && this.#connection?.usable) return undefined;
    const untold = await this.#connection?.takeUntold();
    if (untold !== undefined) return untold;
    if (this.#strikes.out !== undefined) return { kind: 'not-started', why: this.#strikes.out };
    this.#starting ??= this.#restart().finally(() => {
      this.#starting = undefined;
    });
    const result = await this.#starting;
    return result.kind === 'answer' ? undefined : result;
  }

  async #restart(): Promise<CallResult<InitializeResult>> {
    const result = await this.#handshake();
    const fickle = { problem: 'another answer to initialize than before', mend: MEND.fickle };
    const same = result.kind === 'answer' && declares(result.value) === declares(this.description);
    const checked =
      result.kind === 'answer' && !same ? ({ kind: 'broken-message', ...fickle } as const) : result;
    // A process that is gone or hangs may do better next time; one that breaks the handshake is a broken adapter.
    if (checked.kind !== 'answer' && checked.kind !== 'gone' && checked.kind !== 'deadline') {
      const how = `failed the handshake when it was started again: it ${told(checked)}`;
      this.#strikes.callBroken(`${how}. ${mendOf(checked)}`);
      await this.#giveUp(`the handshake failed: the client ${told(checked)}`);
    }
    return checked;
  }

  async #handshake(): Promise<CallResult<InitializeResult>> {
    try {
      const group = new ProcessGroup(this.#carrier.recipe(this.#timeOffset));
      this.#connection = new Connection(group, this.#evidence, this.#graceMs, failure =>
        this.#strikes.strike(failure),
      );
    } catch (error) {
      const failure = { kind: 'gone', how: `could not be started: ${(error as Error).message}` } as const;
      this.#strikes.strike(failure);
      return failure;
    }
    return this.#connection.call({
      method: 'initialize',
      params: { protocolVersion: PROTOCOL_VERSION, suite: this.#suite },
      deadlineMs: this.#startDeadlineMs,
      read: reply => interpret('initialize', reply),
    });
  }

  async #giveUp(why: string): Promise<void> {
    this.#strikes.giveUp(why);
    await this.#connection?.end();
  }

  async #stop(): Promise<void> {
    this.#strikes.giveUp('the client has been stopped');
    const connection = this.#connection;
    if (connection === undefined) return;
    const handshaking = this.#description === undefined || this.#starting !== undefined;
    if (connection.usable && !connection.busy && !handshaking)
      this.#exitProblem = await connection.shutdown(this.#deadlineMs);
    await connection.end();
    const untold = await connection.takeUntold();
    if (untold !== undefined) this.#exitProblem ??= told(untold);
  }
}

/** What must stay the same over a restart, as comparable text. */
function declares({ client, capabilities, clock }: InitializeResult): string {
  const sorted = Object.entries(capabilities).map(
    ([platform, list]) => [platform, list?.toSorted()] as const,
  );
  return JSON.stringify([client.name, client.version, clock, sorted.sort(([a], [b]) => (a < b ? -1 : 1))]);
}
