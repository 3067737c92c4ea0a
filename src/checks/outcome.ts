import type { Reason } from '../protocol/index.ts';
import {
  apiRequests,
  type CallEvidence,
  describe,
  type Evidence,
  failureIsWitnessed,
  lastCall,
  numbers,
  succeeded,
  successIsWitnessed,
  tokenRequests,
} from './evidence.ts';
import { type Judgement, met, unmet } from './judgement.ts';
import { refusedExchange, rootCause } from './root-cause.ts';

/** The last call gave its caller what was asked for. */
export function callSucceeded(evidence: Evidence): Judgement {
  return successBorneOut(evidence, lastCall(evidence));
}

/** Two witnesses: a success that the client reports is one only if the platform has answered what was asked. */
export function successBorneOut(evidence: Evidence, call: CallEvidence): Judgement {
  const reported = succeeded(call.outcome);
  if (reported && successIsWitnessed(evidence, call)) return met('the call succeeded', call.exchanges);
  if (!reported) {
    return unmet('The call did not succeed.', {
      exchanges: call.exchanges,
      expected: 'a successful answer',
      sent: describe(call.outcome),
      ...rootCause(evidence),
    });
  }
  return unmet('The client reports a success that never crossed the wire.', {
    exchanges: call.exchanges,
    expected: 'an answer of the platform to what was asked',
    sent: call.exchanges.length === 0 ? 'nothing' : 'no request that the platform granted',
    hint: 'Hand over what the platform answers; an answer must not be made up or kept from before.',
    ...rootCause(evidence),
  });
}

/**
 * What the client was asked to change was changed once.
 * @param effects how often it was, as the platform counts
 */
export function tookEffectOnce(evidence: Evidence, effects: number): Judgement {
  const { exchanges } = lastCall(evidence);
  if (effects === 1) return met('the call took effect once', exchanges);
  return unmet(`The call took effect ${effects} times.`, {
    exchanges,
    expected: 'once',
    sent: `${effects} times`,
    hint: 'Repeat a call that changes something only after the platform has refused it, and only once.',
    ...rootCause(evidence),
  });
}

/** Which failures of the client's count as telling the truth of one cause. */
export interface AcceptableFailure {
  /** Statuses that say the same, where a response caused the failure. */
  readonly statuses: readonly number[];
  readonly reasons: readonly Reason[];
}

/**
 * The caller was told that the last call failed, and why: by the response itself, by its status, or by an
 * acceptable reason. SDKs differ in style; silence is never a pass.
 */
export function failureReachedCaller(evidence: Evidence, acceptable: AcceptableFailure): Judgement {
  const { outcome, exchanges } = lastCall(evidence);
  const byStatus =
    outcome.outcome !== 'ok' && outcome.status !== undefined && acceptable.statuses.includes(outcome.status);
  const byReason = outcome.outcome === 'rejected' && acceptable.reasons.includes(outcome.reason);
  if (!failureIsWitnessed(evidence, lastCall(evidence))) return failureMadeUp(evidence);
  if (!succeeded(outcome) && (byStatus || byReason))
    return met('the caller was told of the failure', exchanges);
  const statuses = acceptable.statuses.length === 0 ? '' : `status ${acceptable.statuses.join(' or ')}, or `;
  return unmet('The caller was not told truly of the failure.', {
    exchanges,
    expected: `a failure with ${statuses}reason ${acceptable.reasons.join(' or ')}`,
    sent: describe(outcome),
    hint: 'A failed exchange or refused call must reach the caller as a failure that says what happened.',
    ...refusedExchange(evidence),
    ...rootCause(evidence),
  });
}

/** The platform refused nothing, so that there was no failure to tell of. */
function failureMadeUp(evidence: Evidence): Judgement {
  const { outcome, exchanges } = lastCall(evidence);
  return unmet('The platform was not asked what it would have refused.', {
    exchanges,
    expected: 'a request that the platform refuses',
    sent: exchanges.length === 0 ? `nothing, and ${describe(outcome)}` : describe(outcome),
    hint: 'The client must ask the platform: it cannot know the answer by itself.',
    ...rootCause(evidence),
  });
}

/** Nothing was asked of the API without a token. */
export function noApiCall(evidence: Evidence): Judgement {
  const during = apiRequests(evidence).filter(e => lastCall(evidence).exchanges.includes(e.n));
  if (during.length === 0)
    return met('no API call was made without a token', numbers(tokenRequests(evidence)));
  return unmet('The client called the API though it had obtained no token.', {
    exchanges: numbers(during),
    expected: 'no API call',
    sent: `${during.length} API call(s)`,
    hint: 'When the exchange fails, stop and tell the caller; "Bearer undefined" and "Bearer null" come from going on.',
    ...rootCause(evidence),
  });
}

/** Requests during the last call stayed within a bound: no loop. */
export function noLoop(evidence: Evidence, limit: number): Judgement {
  const { exchanges } = lastCall(evidence);
  if (exchanges.length <= limit) return met('the client did not loop', exchanges);
  return unmet('The client went on asking after it had been refused.', {
    exchanges,
    expected: `at most ${limit} request(s)`,
    sent: `${exchanges.length}`,
    hint: 'A refusal that a repetition cannot change must not be repeated without end.',
  });
}

/** What the caller was told is readable: the platform's own word is in it, no blurred object. */
export function messageSays(evidence: Evidence, anyOf: readonly string[]): Judgement {
  const { outcome, exchanges } = lastCall(evidence);
  // A response handed over as it is holds the platform's words already.
  const told =
    outcome.outcome === 'rejected'
      ? `${outcome.message} ${outcome.code ?? ''}`
      : outcome.outcome === 'response'
        ? (outcome.body ?? Buffer.from(outcome.bodyBase64 ?? '', 'base64').toString('utf8'))
        : '';
  if (!failureIsWitnessed(evidence, lastCall(evidence))) return failureMadeUp(evidence);
  const blurred = /\[object \w+\]|\bundefined\b|^Array$/.test(told);
  if (!blurred && anyOf.some(text => told.includes(text)))
    return met('the message says what the platform said', exchanges);
  return unmet('What the caller was told hides what the platform said.', {
    exchanges,
    expected: `a message or code with ${anyOf.map(text => `"${text}"`).join(' or ')}`,
    sent: `"${told.trim()}"`,
    hint: 'Read every form of error that the platform answers, and tell its own words.',
    ...rootCause(evidence),
  });
}

/** The caller got what it asked for, or was told truly why not. */
export function succeededOrTold(evidence: Evidence, acceptable: AcceptableFailure): Judgement {
  return succeeded(lastCall(evidence).outcome)
    ? callSucceeded(evidence)
    : failureReachedCaller(evidence, acceptable);
}
