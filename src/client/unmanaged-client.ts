import {
  type InitializeResult,
  type Method,
  type Params,
  PROTOCOL_VERSION,
  type Result,
} from '../protocol/index.ts';
import type { CallResult, ClientUnderTest } from './client.ts';
import { Evidence } from './evidence.ts';
import { assertParams, interpret, type Reply } from './interpret.ts';
import { type ClientOptions, DEADLINE_MS, isConcurrent } from './options.ts';
import { type Failure, isFailure, Strikes, told } from './strikes.ts';
import { Turns } from './turns.ts';

/** How calls reach a client whose process is not the harness's to start or end. */
export interface Bearer {
  readonly via: ClientUnderTest['via'];
  /** Carry one call, whenever it is answered. Never rejects. */
  carry(method: Method, params: unknown): Promise<Reply | Failure>;
  /** Let go of calls that are still open. */
  close(): void;
}

/**
 * A client in a process that the harness neither starts nor ends: its own, or one that it reaches by HTTP. A call
 * that misses its deadline can only be let go.
 */
export class UnmanagedClient implements ClientUnderTest {
  readonly via: ClientUnderTest['via'];
  readonly #bearer: Bearer;
  readonly #options: ClientOptions;
  readonly #evidence = new Evidence();
  readonly #turns = new Turns();
  readonly #strikes = new Strikes();
  #open = 0;
  #description: InitializeResult | undefined;
  #stopping: Promise<void> | undefined;
  #exitProblem: string | undefined;

  constructor(bearer: Bearer, options: ClientOptions) {
    this.via = bearer.via;
    this.#bearer = bearer;
    this.#options = options;
  }

  get description(): InitializeResult {
    if (this.#description === undefined)
      throw new Error('Failed to describe the client: it has not started. Await start().');
    return this.#description;
  }

  get timeControl(): 'settable' | 'none' {
    return this.description.clock === 'settable' ? 'settable' : 'none';
  }

  get exitProblem(): string | undefined {
    return this.#exitProblem;
  }

  get broken(): string | undefined {
    return this.#strikes.broken;
  }

  async start(): Promise<CallResult<InitializeResult>> {
    const result = await this.#perform('initialize', {
      protocolVersion: PROTOCOL_VERSION,
      suite: this.#options.suite,
    });
    if (result.kind === 'answer') this.#description = result.value;
    else this.#strikes.giveUp(`the handshake failed: the client ${told(result)}`);
    return result;
  }

  async call<M extends Method>(method: M, params: Params<M>): Promise<CallResult<Result<M>>> {
    assertParams(method, params);
    const job = () => this.#perform(method, params);
    return isConcurrent(this.#description) ? job() : this.#turns.take(job);
  }

  async moveTime(): Promise<void> {
    throw new Error(`Failed to move the client's time: it is ${this.timeControl}.`);
  }

  takeEvidence(): string {
    return this.#evidence.take();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop().finally(() => this.#bearer.close());
    return this.#stopping;
  }

  async #perform<M extends Method>(method: M, params: Params<M>): Promise<CallResult<Result<M>>> {
    if (this.#strikes.out !== undefined) return { kind: 'not-started', why: this.#strikes.out };
    this.#open += 1;
    const reply = await this.#withinDeadline(method, this.#bearer.carry(method, params));
    this.#open -= 1;
    const result: CallResult<Result<M>> = 'kind' in reply ? reply : interpret(method, reply);
    if (isFailure(result)) this.#strikes.strike(result);
    else this.#strikes.answered(method);
    return result;
  }

  #withinDeadline(method: Method, answer: Promise<Reply | Failure>): Promise<Reply | Failure> {
    const { deadlineMs = DEADLINE_MS } = this.#options;
    return new Promise(resolve => {
      const timer = setTimeout(() => {
        resolve({ kind: 'deadline', deadlineMs });
        const at = performance.now();
        void answer.then(reply => {
          if (!('kind' in reply)) this.#evidence.noteLate(method, performance.now() - at);
        });
      }, deadlineMs).unref();
      void answer.then(reply => {
        clearTimeout(timer);
        resolve(reply);
      });
    });
  }

  /** Who is in the middle of a call is not asked to shut down: it might never answer. */
  async #stop(): Promise<void> {
    if (this.#strikes.out !== undefined) return;
    if (this.#open === 0) {
      const result = await this.call('shutdown', {});
      if (result.kind !== 'answer') this.#exitProblem = `${told(result)}, asked to shut down`;
    }
    this.#strikes.giveUp('the client has been stopped');
  }
}
