import type { Method, Params, Result } from './messages.ts';

/** What a handler may give back: for `initialize` the clock may be left out, it then is `system`. */
type Answer<M extends Method> = M extends 'initialize'
  ? Omit<Result<'initialize'>, 'clock'> & { clock?: Result<'initialize'>['clock'] }
  : Result<M>;

/**
 * A client under test as a JavaScript object: the calls of the protocol by their names. The default export
 * of a module given to `--client` is one, or a function that makes one. A call that is missing is answered
 * as unsupported.
 */
export type ClientModule = {
  readonly [M in Method]?: (params: Params<M>) => Promise<Answer<M>>;
} & {
  readonly initialize: (params: Params<'initialize'>) => Promise<Answer<'initialize'>>;
};

/** Thrown by a handler of a {@link ClientModule} for what it cannot do (JSON-RPC error -32001). */
export class UnsupportedError extends Error {
  readonly capability: string;

  constructor(capability: string) {
    super(`This client does not support ${capability}.`);
    this.name = 'UnsupportedError';
    this.capability = capability;
  }
}
