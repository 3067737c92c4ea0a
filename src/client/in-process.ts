import {
  type ClientModule,
  type InitializeResult,
  type Method,
  type Params,
  PROTOCOL_VERSION,
  type Result,
} from '../protocol/index.ts';
import type { CallResult, ClientUnderTest } from './client.ts';
import { dispatch } from './dispatch.ts';
import { Evidence } from './evidence.ts';
import { assertParams, interpret, type Reply } from './interpret.ts';
import { type ClientOptions, DEADLINE_MS, isConcurrent } from './options.ts';
import { isFailure, Strikes, told } from './strikes.ts';
import { Turns } from './turns.ts';

/**
 * A client in the harness's own process: for the bundled reference client, which is trusted not to block
 * or end it. Nothing can be ended or started again here, so a call that misses its deadline is let go.
 */
export function inProcessClient(
  module: ClientModule | (() => ClientModule),
  options: ClientOptions,
): ClientUnderTest {
  return new InProcessClient(typeof module === 'function' ? module() : module, options);
}

class InProcessClient implements ClientUnderTest {
  readonly via = 'module';
  readonly #module: ClientModule;
  readonly #options: ClientOptions;
  readonly #evidence = new Evidence();
  readonly #turns = new Turns();
  readonly #strikes = new Strikes();
  #description: InitializeResult | undefined;
  #stopping: Promise<void> | undefined;
  #exitProblem: string | undefined;

  constructor(module: ClientModule, options: ClientOptions) {
    this.#module = module;
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
    this.#stopping ??= this.#stop();
    return this.#stopping;
  }

  async #perform<M extends Method>(method: M, params: Params<M>): Promise<CallResult<Result<M>>> {
    if (this.#strikes.out !== undefined) return { kind: 'not-started', why: this.#strikes.out };
    const reply = await this.#withinDeadline(method, dispatch(this.#module, method, params));
    const result: CallResult<Result<M>> = 'kind' in reply ? reply : interpret(method, reply as Reply);
    if (isFailure(result)) this.#strikes.strike(result);
    else this.#strikes.answered(method);
    return result;
  }

  #withinDeadline<T>(
    method: Method,
    answer: Promise<T>,
  ): Promise<T | Extract<CallResult<never>, { kind: 'deadline' }>> {
    const { deadlineMs = DEADLINE_MS } = this.#options;
    return new Promise(resolve => {
      const timer = setTimeout(() => {
        resolve({ kind: 'deadline', deadlineMs });
        const at = performance.now();
        void answer.then(() => this.#evidence.noteLate(method, performance.now() - at));
      }, deadlineMs).unref();
      void answer.then(reply => {
        clearTimeout(timer);
        resolve(reply);
      });
    });
  }

  async #stop(): Promise<void> {
    if (this.#strikes.out !== undefined) return;
    const result = await this.call('shutdown', {});
    if (result.kind !== 'answer') this.#exitProblem = `${told(result)}, asked to shut down`;
    this.#strikes.giveUp('the client has been stopped');
  }
}
