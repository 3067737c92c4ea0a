import { setTimeout as delay } from 'node:timers/promises';
import type { CallResult } from './client.ts';
import type { Evidence } from './evidence.ts';
import { type Breach, interpret, parseReply, type Reply } from './interpret.ts';
import { BrokenLineError, LineReader } from './lines.ts';
import { MEND } from './mend.ts';
import type { Exit, ProcessGroup } from './process-group.ts';
import { type Failure, told } from './strikes.ts';

/** After an exit, how long to read on in an output that another process keeps open; and the reverse. Milliseconds. */
const DRAIN_MS = 250;

/** One call as it is put on the wire. */
export interface Outgoing<T> {
  readonly method: string;
  readonly params: unknown;
  readonly deadlineMs: number;
  /** What the answer means; a `broken-message` ends the process. */
  readonly read: (reply: Reply) => CallResult<T>;
  /** A call of the harness's own: a failure in it is still to be told to the next call of a case. */
  readonly internal?: boolean;
}

interface Pending extends Outgoing<unknown> {
  readonly id: string;
  readonly timer: NodeJS.Timeout;
  readonly settle: (result: CallResult<unknown>) => void;
}

/**
 * JSON-RPC over the pipes of one process, from its start to its end: matches answers to calls, keeps the
 * deadlines, and ends the process group at the first failure. Results are given when the group has ended,
 * so that nothing of the failed process acts any more once its failure is known.
 */
export class Connection {
  readonly #group: ProcessGroup;
  readonly #evidence: Evidence;
  readonly #graceMs: number;
  readonly #onFailure: (failure: Failure) => void;
  readonly #lines = new LineReader();
  readonly #pending = new Map<string, Pending>();
  /** Calls that were open when the process failed, and when that was. */
  readonly #abandoned = new Map<string, { method: string; at: number }>();
  /** Resolves when the output has been read to its end. */
  readonly #closed: Promise<void>;
  #sent = 0;
  #failure: Failure | undefined;
  #ended: Promise<void> | undefined;
  #leaving = false;
  /** A failure that no call has been told yet. */
  #untold: Failure | undefined;

  /** @param onFailure called once, at once, when the process fails */
  constructor(
    group: ProcessGroup,
    evidence: Evidence,
    graceMs: number,
    onFailure: (failure: Failure) => void,
  ) {
    this.#group = group;
    this.#evidence = evidence;
    this.#graceMs = graceMs;
    this.#onFailure = onFailure;
    this.#closed = new Promise(resolve => group.output.once('close', resolve));
    for (const stream of group.noise) evidence.collect(stream);
    group.output.on('data', (chunk: Buffer) => this.#read(chunk));
    void this.#watch();
  }

  get pid(): number | undefined {
    return this.#group.pid;
  }

  /** Whether calls are open. */
  get busy(): boolean {
    return this.#pending.size > 0;
  }

  /** Whether calls can be made. */
  get usable(): boolean {
    return this.#failure === undefined && !this.#leaving;
  }

  /** Make one call. Resolves within the deadline and the grace. */
  async call<T>(outgoing: Outgoing<T>): Promise<CallResult<T>> {
    await this.#ended;
    if (this.#failure !== undefined) return this.#failure;
    return new Promise(resolve => {
      const id = `c${++this.#sent}`;
      const timer = setTimeout(() => this.#expire(id), outgoing.deadlineMs);
      const settle = resolve as (result: CallResult<unknown>) => void;
      this.#pending.set(id, { ...outgoing, id, timer, settle });
      const { method, params } = outgoing;
      this.#group.input.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    });
  }

  /** The failure that no call was told, once; waits for the end of the group. */
  async takeUntold(): Promise<Failure | undefined> {
    await this.#ended;
    const untold = this.#untold;
    this.#untold = undefined;
    return untold;
  }

  /**
   * Say goodbye: `shutdown`, then exit code 0.
   * @param deadlineMs for the answer, and again for the exit
   * @returns what was wrong with it, as the end of "the client …"; undefined when all was well
   */
  async shutdown(deadlineMs: number): Promise<string | undefined> {
    const read = (reply: Reply) => {
      this.#leaving = true;
      return interpret('shutdown', reply);
    };
    const answer = await this.call({ method: 'shutdown', params: {}, deadlineMs, read });
    if (answer.kind !== 'answer') return `${told(answer)}, asked to shut down`;
    const exit = await within(this.#group.exited, deadlineMs);
    if (exit !== undefined) await within(this.#closed, DRAIN_MS);
    // What outlives a process that has left by itself was abandoned by it, and is given no grace.
    await this.#group.end(exit === undefined ? this.#graceMs : 0);
    await this.#ended;
    if (this.#failure !== undefined) return `${told(this.#failure)}, after it had shut down`;
    if (exit === undefined) return `still ran ${deadlineMs} ms after it had shut down`;
    return exit.clean ? undefined : `${exit.how} after it had shut down`;
  }

  /** End the group now; open calls find the client gone. */
  async end(): Promise<void> {
    if (this.usable) {
      this.#fail({ kind: 'gone', how: 'was ended by the harness' });
      this.#untold = undefined;
    }
    await this.#group.end(this.#graceMs);
    await this.#ended;
  }

  #read(chunk: Buffer): void {
    try {
      for (const line of this.#lines.feed(chunk)) {
        this.#take(line);
        if (this.#group.output.destroyed) return;
      }
    } catch (error) {
      if (!(error instanceof BrokenLineError)) throw error;
      this.#break({ problem: error.message, mend: error.mend });
    }
  }

  #take(line: string): void {
    const reply = parseReply(line);
    const pending = 'problem' in reply ? undefined : this.#pending.get(String(reply.id));
    if ('problem' in reply) this.#break(reply);
    else if (pending?.id === reply.id) this.#settle(pending, reply);
    else this.#takeStray(reply.id);
  }

  #settle(pending: Pending, reply: Reply): void {
    const result = pending.read(reply);
    if (result.kind === 'broken-message') {
      this.#break(result);
      return;
    }
    clearTimeout(pending.timer);
    this.#pending.delete(pending.id);
    pending.settle(result);
  }

  /** An answer that belongs to no open call. */
  #takeStray(id: string | number | null): void {
    const late = this.#abandoned.get(String(id));
    const [, number] = /^c(\d+)$/.exec(String(id)) ?? [];
    if (late !== undefined) this.#evidence.noteLate(late.method, performance.now() - late.at);
    else if (Number(number) <= this.#sent)
      this.#break({ problem: 'a second answer to a call', mend: MEND.answeredTwice });
    else {
      const problem = `an answer to a call that was never made, id ${JSON.stringify(id)}`;
      this.#break({ problem, mend: MEND.unknownId });
    }
  }

  #break({ problem, mend }: Breach): void {
    // Read no further: what follows may be endless.
    this.#group.output.destroy();
    this.#fail({ kind: 'broken-message', problem, mend });
  }

  #expire(id: string): void {
    const { method, deadlineMs } = this.#pending.get(id)!;
    const others: Failure = { kind: 'gone', how: `was ended because ${method} missed its deadline` };
    const mend = this.#lines.inLine ? { mend: MEND.openLine } : {};
    this.#fail({ kind: 'deadline', deadlineMs, ...mend }, failed => (failed === id ? undefined : others));
  }

  /** @param other gives an open call a failure of its own in place of `failure` */
  #fail(failure: Failure, other: (id: string) => Failure | undefined = () => undefined): void {
    if (this.#failure !== undefined) return;
    this.#failure = failure;
    const open = [...this.#pending.values()];
    this.#pending.clear();
    for (const { id, method, timer } of open) {
      clearTimeout(timer);
      this.#abandoned.set(id, { method, at: performance.now() });
    }
    if (open.every(call => call.internal)) this.#untold = failure;
    this.#onFailure(failure);
    this.#ended = this.#group.end(this.#graceMs).then(() => {
      for (const call of open) call.settle(other(call.id) ?? failure);
    });
  }

  async #watch(): Promise<void> {
    await Promise.race([this.#group.exited, this.#closed]);
    const exit = await within(this.#group.exited, DRAIN_MS);
    if (exit !== undefined) await within(this.#closed, DRAIN_MS);
    if (!this.#leaving) this.#fail(this.#departure(exit));
  }

  #departure(exit: Exit | undefined): Failure {
    const { how, mend } = exit ?? { how: 'closed its output', mend: MEND.outputClosed };
    if (this.#lines.inLine)
      return { kind: 'gone', how: `${how} in the middle of a line`, mend: MEND.openLine };
    return mend === undefined ? { kind: 'gone', how } : { kind: 'gone', how, mend };
  }
}

function within<T>(promise: Promise<T>, ms: number): Promise<T | undefined> {
  return Promise.race([promise, delay(ms, undefined, { ref: false })]);
}
