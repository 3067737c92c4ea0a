import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import type { Reason } from '../../protocol/index.ts';
import { describe, type Evidence, exchangesOf, failureIsWitnessed, lastCall } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';
import { nothingSent } from './key-use.ts';

/** What the client makes of answers: what its caller is told. */

/** Reasons that say the same as a status. */
function reasonsOf(status: number): Reason[] {
  if (status >= 500) return ['server-error'];
  const known: Readonly<Record<number, Reason>> = {
    401: 'authentication',
    403: 'permission',
    429: 'rate-limit',
  };
  return known[status] === undefined ? [] : [known[status]];
}

/** C32: the caller was told of a failure with this status, by the response itself or by what was made of it. */
export function toldStatus(evidence: Evidence, status: number): Judgement {
  const call = lastCall(evidence);
  const { outcome } = call;
  if (!failureIsWitnessed(evidence, call)) return notAsked(evidence);
  const byStatus = outcome.outcome !== 'ok' && outcome.status === status;
  const byReason =
    outcome.outcome === 'rejected' &&
    outcome.status === undefined &&
    reasonsOf(status).includes(outcome.reason);
  if (byStatus || byReason) return met(`the caller was told of ${status}`, call.exchanges);
  return unmet('The caller was not told truly of the failure.', {
    exchanges: call.exchanges,
    expected: `a failure with status ${status}`,
    sent: describe(outcome),
    hint: 'Go by the status first; a body that is not as expected must not hide it.',
    ...causeUnless(evidence, e => e.response?.status === status),
  });
}

/** C32: an operation that failed tells its caller the platform's stable code. */
export function toldCode(evidence: Evidence, code: string): Judgement {
  const call = lastCall(evidence);
  const { outcome } = call;
  if (!failureIsWitnessed(evidence, call)) return notAsked(evidence);
  if (outcome.outcome === 'rejected' && outcome.code === code)
    return met('the caller was told the stable code', call.exchanges);
  const told = outcome.outcome === 'rejected' ? (outcome.code ?? 'no code') : describe(outcome);
  return unmet('The caller was not told the stable code.', {
    exchanges: call.exchanges,
    expected: code,
    sent: told,
    hint: 'Read error.code of the body and hand it on; messages are for people and may change.',
    ...causeUnless(evidence, e => e.response?.body.includes(`"${code}"`) === true),
  });
}

/** What truly went wrong, unless the platform has answered as the case means it to. */
function causeUnless(evidence: Evidence, isMeant: (exchange: Exchange) => boolean): Partial<Judgement> {
  return exchangesOf(evidence, lastCall(evidence)).some(isMeant) ? {} : rootCause(evidence);
}

function notAsked(evidence: Evidence): Judgement {
  const { exchanges, outcome } = lastCall(evidence);
  return unmet('The platform was not asked what it would have refused.', {
    exchanges,
    expected: 'a request that the platform refuses',
    sent: describe(outcome),
    ...rootCause(evidence),
  });
}

/** C4: the client refused by itself to use plain http, where it was asked for nothing else, and sent nothing. */
export function refusedPlainHttp(evidence: Evidence): Judgement {
  const call = lastCall(evidence);
  const { outcome } = call;
  const control = evidence.calls.at(-2);
  if (control === undefined || control.exchanges.length === 0) return nothingSent(evidence);
  if (call.exchanges.length > 0)
    return unmet('The client sent its key over plain http, which its user had not allowed.', {
      exchanges: call.exchanges,
      expected: 'no request',
      sent: exchangesOf(evidence, call)
        .map(e => `${e.request.method} ${e.request.url}`)
        .join(', '),
      hint: 'Refuse an endpoint that is not https before anything is sent, unless the user allows it.',
    });
  if (outcome.outcome === 'rejected' && outcome.reason === 'insecure-transport')
    return met('the client refused plain http');
  return unmet('The caller was not told that plain http was refused.', {
    expected: 'rejected (insecure-transport)',
    sent: describe(outcome),
  });
}

/** What the last operation handed to its caller. */
function handedOver(evidence: Evidence): unknown {
  const { outcome } = lastCall(evidence);
  return outcome.outcome === 'ok' ? outcome.value : undefined;
}

/**
 * The caller of an operation has what the platform answered, as far as the protocol names it.
 * @param wanted members that the value must have; of a list, each item in its order
 */
export function callerHas(evidence: Evidence, wanted: unknown): Judgement {
  const call = lastCall(evidence);
  const witnessed = successBorneOut(evidence, call);
  if (!witnessed.met) return witnessed;
  if (matches(handedOver(evidence), wanted))
    return met('the caller has what the platform answered', call.exchanges);
  return unmet('The caller has something else than the platform answered.', {
    exchanges: call.exchanges,
    expected: JSON.stringify(wanted),
    sent: JSON.stringify(handedOver(evidence)) ?? 'nothing',
    ...rootCause(evidence),
  });
}

/** Whether a value has these members; more do no harm, and a date may be written in another way. */
function matches(value: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted))
    return (
      Array.isArray(value) && value.length === wanted.length && wanted.every((w, i) => matches(value[i], w))
    );
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof value !== 'object' || value === null) return false;
    return Object.entries(wanted).every(([name, w]) => matches((value as Record<string, unknown>)[name], w));
  }
  return value === wanted || sameMoment(value, wanted);
}

function sameMoment(value: unknown, wanted: unknown): boolean {
  const moments = [value, wanted].map(text =>
    /^\d{4}-\d\d-\d\dT/.test(String(text)) ? Date.parse(String(text)) : NaN,
  );
  return moments[0] === moments[1];
}

/** C28: all numbers of an answer whose form is not documented have come to the caller, in whatever form. */
export function callerHasNumbers(evidence: Evidence, wanted: readonly number[]): Judgement {
  const call = lastCall(evidence);
  const witnessed = successBorneOut(evidence, call);
  if (!witnessed.met) return witnessed;
  const told = JSON.stringify(handedOver(evidence)) ?? '';
  const found: readonly string[] = told.match(/\d+/g) ?? [];
  if (wanted.every(number => found.includes(String(number))))
    return met('the caller has the usage', call.exchanges);
  return unmet('The caller does not have the usage that the platform answered.', {
    exchanges: call.exchanges,
    expected: wanted.join(', '),
    sent: told,
  });
}
