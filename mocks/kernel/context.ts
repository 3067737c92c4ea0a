import type { IncomingMessage } from 'node:http';
import type { Decision, Exchange } from './exchange.ts';
import type { Sandbox } from './sandbox.ts';

/** What travels with a request: the sandbox it belongs to, and its entry in the journal. */
export interface RequestContext {
  readonly sandbox: Sandbox;
  readonly exchange: Exchange;
}

const contexts = new WeakMap<IncomingMessage, RequestContext>();

export function setContext(req: IncomingMessage, context: RequestContext): void {
  contexts.set(req, context);
}

/**
 * The sandbox and journal entry of a request.
 * @throws Error when the request did not come through a {@link MockHost}
 */
export function contextOf(req: IncomingMessage): RequestContext {
  const context = contexts.get(req);
  if (context === undefined)
    throw new Error('Failed to find the sandbox of a request: it did not come through MockHost.');
  return context;
}

/**
 * Put a check on the request's decision trail.
 * @returns whether the request may go on, so that a middleware reads `if (!decide(…)) throw …`
 */
export function decide(req: IncomingMessage, decision: Decision): boolean {
  const { sandbox, exchange } = contextOf(req);
  exchange.decisions.push(decision);
  return decision.ok || sandbox.overlooks.has(decision.check);
}
