import { inspect } from 'node:util';
import type { ClientModule } from '../protocol/module.ts';
import { RPC_ERROR } from '../protocol/vocabulary.ts';

type Handler = (params: unknown) => unknown;

/** What a dispatched call comes to: the members of a JSON-RPC answer beside its id. */
export type Dispatched =
  | { readonly result: unknown }
  | {
      readonly error: {
        readonly code: number;
        readonly message: string;
        readonly data?: Record<string, unknown>;
      };
    };

/** Calls that a client with nothing to do for them need not write: they are answered `{}`. */
const OPTIONAL = new Set(['ping', 'session/close', 'shutdown']);

/**
 * Hand a call to the client's handler for it. The handler is entered before this returns, so calls are
 * taken up in the order they came. Never rejects: what a handler throws becomes an error answer.
 */
export async function dispatch(module: ClientModule, method: string, params: unknown): Promise<Dispatched> {
  const handler = handlerOf(module, method);
  if (handler === undefined && OPTIONAL.has(method)) return { result: {} };
  if (handler === undefined) {
    return { error: { code: RPC_ERROR.methodNotFound, message: `This client has no ${method}.` } };
  }
  try {
    return { result: (await handler.call(module, params)) ?? null };
  } catch (error) {
    return { error: faultOf(error) };
  }
}

/** The answer to a call whose handler threw `error`. */
export function faultOf(error: unknown): { code: number; message: string; data: Record<string, unknown> } {
  const message = error instanceof Error ? error.message : String(error);
  // By name, not by class: the client may have loaded another copy of this package.
  if (error instanceof Error && error.name === 'UnsupportedError' && 'capability' in error) {
    return { code: RPC_ERROR.unsupported, message, data: { capability: error.capability } };
  }
  return { code: RPC_ERROR.adapterFault, message, data: { trace: inspect(error) } };
}

function handlerOf(module: ClientModule, method: string): Handler | undefined {
  if (method in Object.prototype) return undefined;
  const handler = (module as unknown as Record<string, unknown>)[method];
  return typeof handler === 'function' ? (handler as Handler) : undefined;
}
