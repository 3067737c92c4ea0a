import { type Exchange, headerValue } from '../../../mocks/kernel/exchange.ts';
import { type CallEvidence, type Evidence, exchangesOf, lastCall, numbers, succeeded } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';
import { toldWait } from '../told-wait.ts';
import { nothingSent } from './key-use.ts';

/** How often one call is tried, when, and with what. */

/** The requirement that what may pass is tried again. */
const RETRIES = 'CAP-33';
const READ_AS =
  'Retry-After counts before any reset. X-RateLimit-Reset is seconds since 1970; RateLimit-Reset and t of RateLimit are seconds from now.';
/** How much two clocks may differ, in milliseconds. */
const TOLERANCE_MS = 20;

function triesOf(evidence: Evidence, call: CallEvidence = lastCall(evidence)): Exchange[] {
  return exchangesOf(evidence, call).filter(e => e.site === 'platform');
}

const idempotencyKey = (e: Exchange) => headerValue(e.request.headers, 'idempotency-key') ?? '';

/** C33: what will not pass is not tried again. */
export function madeOnce(evidence: Evidence): Judgement {
  const tries = triesOf(evidence);
  if (tries.length === 0) return nothingSent(evidence);
  if (tries.length === 1) return met('the call was made once', numbers(tries));
  return unmet('A call was repeated that cannot succeed.', {
    exchanges: numbers(tries),
    expected: 'one request',
    sent: `${tries.length}`,
    hint: 'Repeat after 429, 502, 503 and 504 only.',
  });
}

/** C5: a request that is not idempotent is sent again only under the idempotency key that it was first sent with. */
export function notRepeatedUnkeyed(evidence: Evidence): Judgement {
  const tries = triesOf(evidence);
  const keys = new Set(tries.map(idempotencyKey));
  if (tries.length === 0) return nothingSent(evidence);
  if (tries.length === 1 || (keys.size === 1 && !keys.has('')))
    return met('what creates something was sent once, or under one key', numbers(tries));
  return unmet('A request that creates something was repeated without an idempotency key.', {
    exchanges: numbers(tries),
    expected: 'one request, or the same Idempotency-Key on all of them',
    sent: `${tries.length} requests with ${shown([...keys])}`,
    hint: 'The first request may have been carried out: send a POST again only with an Idempotency-Key.',
  });
}

/** C5: all tries of a call carry one key. */
export function triesShareKey(evidence: Evidence): Judgement {
  const tries = triesOf(evidence);
  const keys = new Set(tries.map(idempotencyKey));
  if (tries.length < 2) return notRepeated(evidence);
  if (keys.size === 1 && !keys.has('')) return met('all tries carry one idempotency key', numbers(tries));
  return unmet('The tries of one call do not carry one idempotency key.', {
    exchanges: numbers(tries),
    expected: 'the same Idempotency-Key',
    sent: shown([...keys]),
    hint: 'Make the key once a call, not once a request.',
  });
}

/** C5: every call has a key, and no two the same. */
export function callsHaveKeysOfTheirOwn(evidence: Evidence): Judgement {
  const firsts = evidence.calls.flatMap(call => triesOf(evidence, call)[0] ?? []);
  const keys = firsts.map(idempotencyKey);
  if (firsts.length < evidence.calls.length) return nothingSent(evidence);
  if (new Set(keys).size === keys.length && !keys.includes(''))
    return met('every call has an idempotency key of its own', numbers(firsts));
  return unmet('Calls do not have idempotency keys of their own.', {
    exchanges: numbers(firsts),
    expected: 'another Idempotency-Key for each call',
    sent: shown(keys),
    hint: 'Under a key that was used before, the platform answers the earlier call again.',
    ...rootCause(evidence),
  });
}

function shown(keys: readonly string[]): string {
  return keys.map(key => (key === '' ? 'no key' : key)).join(', ');
}

/** C33: what may pass is tried again, and each try is the same request. */
export function repeated(evidence: Evidence): Judgement {
  const tries = triesOf(evidence);
  const [first, ...others] = tries;
  if (first === undefined || others.length === 0) return notRepeated(evidence);
  const changed = others.find(e => !isSame(first, e));
  if (changed === undefined) return met('the call was repeated as it was', numbers(tries));
  return unmet('The call was repeated as another one.', {
    exchanges: [first.n, changed.n],
    expected: inWords(first),
    sent: inWords(changed),
    hint: 'Keep the body for the next try: a stream that was read is empty.',
  });
}

function isSame({ request: a }: Exchange, { request: b }: Exchange): boolean {
  const type = (r: Exchange['request']) => headerValue(r.headers, 'content-type');
  return a.method === b.method && a.target === b.target && a.body.equals(b.body) && type(a) === type(b);
}

function inWords({ request }: Exchange): string {
  return `${request.method} with ${request.body.length} bytes`;
}

function notRepeated(evidence: Evidence): Judgement {
  const tries = triesOf(evidence);
  if (tries.length === 0) return nothingSent(evidence);
  return unmet('The client did not repeat a call that might have succeeded.', {
    cause: RETRIES,
    exchanges: numbers(tries),
    expected: 'another try after the wait that was asked for',
    sent: 'one request',
    hint: 'Who declares "retry" repeats after 429, 502, 503 and 504 as told.',
    ...rootCause(evidence),
  });
}

/** C33: tries have an end. */
export function givesUp(evidence: Evidence, mostTries: number): Judgement {
  const tries = triesOf(evidence);
  if (tries.length < 2) return notRepeated(evidence);
  if (tries.length <= mostTries) return met('the client gave up', numbers(tries));
  return unmet('The client went on trying.', {
    exchanges: numbers(tries),
    expected: `at most ${mostTries} requests`,
    sent: `${tries.length}`,
    hint: 'Bound the tries of one call.',
  });
}

/**
 * C31: no try comes before the wait is over that the try before it was told to make.
 * @param told who told it and how, for the report
 */
export function waitedAsTold(evidence: Evidence, told: string): Judgement {
  const tries = triesOf(evidence);
  for (const [i, next] of tries.slice(1).entries()) {
    const early = earliness(tries[i]!, next);
    if (early !== undefined) return unmet(`The client did not wait as it was told (${told}).`, early);
  }
  // A wait for half a century is none that anybody was told to make.
  return tries.length < 2
    ? notWaited(evidence, told)
    : met('the client waited as it was told', numbers(tries));
}

function notWaited(evidence: Evidence, told: string): Judgement {
  const [only] = triesOf(evidence);
  if (only === undefined || succeeded(lastCall(evidence).outcome)) return nothingSent(evidence);
  return unmet(`The client did not come back after the wait (${told}).`, {
    exchanges: [only.n],
    expected: 'another request, after the wait that was asked for',
    sent: 'none',
    hint: READ_AS,
    ...rootCause(evidence),
  });
}

/** What there is to say of a request that came before the wait was over. */
function earliness(before: Exchange, next: Exchange): Omit<Judgement, 'met' | 'why'> | undefined {
  const asked = toldWait(before);
  if (asked === undefined || next.at >= asked.until - TOLERANCE_MS) return undefined;
  const ms = (until: number) => `${((until - before.at) / 1000).toFixed(1)} s`;
  return {
    exchanges: [before.n, next.n],
    expected: `no request for ${ms(asked.until)} (${asked.by})`,
    sent: `a request after ${ms(next.at)}`,
    hint: READ_AS,
  };
}

/** C30: a client that was told that nothing is left sends its next call when there is something again. */
export function slowedDown(evidence: Evidence, told: string): Judgement {
  const first = triesOf(evidence, evidence.calls.at(-2)).at(-1);
  const next = triesOf(evidence)[0];
  if (first === undefined || next === undefined) return nothingSent(evidence);
  const early = earliness(first, next);
  if (early === undefined) return met('the client slowed down', [first.n, next.n]);
  return unmet(`The client did not slow down though nothing was left (${told}).`, early);
}
