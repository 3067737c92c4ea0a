import type { RequestHandler, Response } from 'express';
import { contextOf } from './context.ts';
import type { ArmedFault, FaultEffect } from './faults.ts';
import { parseJson, textOf } from './parameters.ts';

type Edit = Extract<FaultEffect, { kind: 'edit' }>;

/**
 * First middleware of every route: names what was asked, waits at its gate, and lets an armed fault have
 * its way.
 * @param name one of the provider's operations
 */
export function operation(name: string): RequestHandler {
  return async (req, res, next) => {
    const { sandbox, exchange } = contextOf(req);
    exchange.operation = name;
    sandbox.journal.announce(exchange);
    await sandbox.gates.pass(name);
    const fault = sandbox.faults.next(name);
    if (fault === undefined) return next();
    exchange.fault = fault.name;
    applyFault(fault, res, next);
  };
}

function applyFault(fault: ArmedFault, res: Response, next: () => void): void {
  const { effect } = fault;
  if (effect.kind === 'respond') {
    res.status(effect.status).set(effect.headers).end(effect.body);
    return;
  }
  if (effect.kind === 'cut') cutAfter(res, effect.bytes);
  else editBody(res, effect);
  next();
}

/** Announce the whole body, send `bytes` of it, then close the connection. */
function cutAfter(res: Response, bytes: number): void {
  const end = res.end.bind(res);
  res.end = ((chunk?: unknown) => {
    const whole = Buffer.from(typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : '');
    res.end = end;
    res.setHeader('Content-Length', whole.length);
    res.write(whole.subarray(0, bytes), () => res.socket?.destroy());
    return res;
  }) as Response['end'];
}

/** Change members of the JSON object or the form that the route is about to answer; what is neither goes out as it is. */
function editBody(res: Response, effect: Edit): void {
  const end = res.end.bind(res);
  res.end = ((chunk?: unknown) => {
    const body =
      typeof chunk === 'string' || chunk instanceof Uint8Array ? Buffer.from(chunk) : Buffer.alloc(0);
    res.end = end;
    const edited = isForm(res) ? editForm(body, effect) : editJson(body, effect);
    if (edited === undefined) return res.end(body);
    res.removeHeader('Content-Length');
    return res.end(edited);
  }) as Response['end'];
}

function isForm(res: Response): boolean {
  return String(res.getHeader('Content-Type')).startsWith('application/x-www-form-urlencoded');
}

function editForm(body: Buffer, effect: Edit): string {
  const form = new URLSearchParams(body.toString('utf8'));
  for (const [name, value] of Object.entries(effect.set)) form.set(name, textOf(value));
  for (const name of effect.drop) form.delete(name);
  return form.toString();
}

function editJson(body: Buffer, effect: Edit): string | undefined {
  const answer = parseJson(body);
  if (answer === null || typeof answer !== 'object' || Array.isArray(answer)) return undefined;
  const edited: Record<string, unknown> = { ...answer, ...effect.set };
  for (const member of effect.drop) delete edited[member];
  return JSON.stringify(edited);
}
