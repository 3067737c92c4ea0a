import type { Request, RequestHandler, Response } from 'express';
import { contextOf, rawBody } from '../kernel/index.ts';
import { insist } from '../kernel/insist.ts';
import { principalOf } from './guard.ts';
import type { CloudApiSettings } from './settings.ts';
import { fingerprintOf, type IdempotentCall, type StoredAnswer } from './state/idempotency.ts';
import { stateOf } from './state.ts';

/** A gate of this name holds requests that carry a key back after the key was taken, as one that is still running. */
export const RUNNING_GATE = 'idempotent-call';

/** A request that is sent again with its key is answered again, and not carried out again (C5, b7). */
export const idempotent: RequestHandler = async (req, res, next) => {
  const key = presentedKey(req);
  if (key === undefined) return next();
  const { idempotentCalls } = stateOf(req);
  const scope = scopeOf(req, res, key);
  const earlier = idempotentCalls.find(scope);
  if (earlier !== undefined) requireSameAndDone(req, earlier);
  if (earlier?.answer !== undefined) return sendStored(res, earlier.answer);
  keepAnswer(res, idempotentCalls.begin(scope, rawBody(req)));
  await contextOf(req).sandbox.gates.pass(RUNNING_GATE);
  next();
};

/** The key, written as a structured string or plainly. */
function presentedKey(req: Request): string | undefined {
  const header = req.get('Idempotency-Key');
  const { idempotencyKey } = contextOf(req).sandbox.settings as CloudApiSettings;
  if (header === undefined && idempotencyKey === 'optional') return undefined;
  const check = 'the call carries an Idempotency-Key';
  const got = header === undefined ? 'none' : 'one';
  insist(req, { check, expected: 'one', got, ok: header !== undefined }, 'idempotency_key_missing');
  const key = /^"(.*)"$/.exec(header ?? '')?.[1]?.replace(/\\(.)/g, '$1') ?? header ?? '';
  const ok = key.length >= 1 && key.length <= 255;
  const length = `${key.length} characters`;
  insist(
    req,
    { check: 'length of the Idempotency-Key', expected: '1 to 255', got: length, ok },
    'idempotency_key_invalid',
  );
  return key;
}

/** A key is one of a credential and a route; tokens of one grant are one credential, so that a renewed one goes on. */
function scopeOf(req: Request, res: Response, key: string): string {
  const { access, grant } = principalOf(res);
  const path = req.originalUrl.replace(/\?.*/s, '').replace(/^\/[^/]*/, '');
  return [grant?.id ?? access.id, req.method, path, key].join(' ');
}

function requireSameAndDone(req: Request, { fingerprint, answer }: IdempotentCall): void {
  const same = fingerprint === fingerprintOf(rawBody(req));
  const body = same ? 'the same body' : 'another body';
  const isSame = { check: 'the Idempotency-Key is of this request', expected: 'the same body', got: body };
  insist(req, { ...isSame, ok: same }, 'idempotency_key_reused');
  const got = answer === undefined ? 'running' : 'answered';
  const isDone = { check: 'the first request of the Idempotency-Key is done', expected: 'answered', got };
  insist(req, { ...isDone, ok: answer !== undefined }, 'idempotency_in_progress');
}

function sendStored(res: Response, { status, headers, body }: StoredAnswer): void {
  res.status(status).set(headers).setHeader('Idempotency-Replayed', 'true');
  res.end(body);
}

/** Keep what is answered, even where the client never sees it. */
function keepAnswer(res: Response, call: IdempotentCall): void {
  const end = res.end;
  res.end = function (this: Response, ...args: unknown[]) {
    const [chunk = ''] = args;
    const body = typeof chunk === 'string' || chunk instanceof Uint8Array ? Buffer.from(chunk) : '';
    const headers = Object.fromEntries(
      ['Content-Type', 'Location'].flatMap(name => {
        const value = res.getHeader(name);
        return value === undefined ? [] : [[name, String(value)] as const];
      }),
    );
    call.answer = { status: res.statusCode, headers, body: body.toString() };
    return end.apply(this, args as Parameters<typeof end>);
  } as typeof res.end;
}
