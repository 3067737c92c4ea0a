import {
  apiRequests,
  type Evidence,
  exchangesOf,
  lastCall,
  numbers,
  type SessionEvidence,
} from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';
import { presentedBy, queryOf } from './presented.ts';

type Pair = readonly [name: string, value: string];

/** R23: every call has the token in its parameter, once, percent-encoded so that it arrives as it was given. */
export function callsCarryParameter(evidence: Evidence, session: SessionEvidence): Judgement {
  const { apiToken } = session.credentials;
  const calls = apiRequests(evidence);
  const wrong = calls.filter(e => {
    const { inQuery } = presentedBy(e, session);
    return inQuery.length !== 1 || inQuery[0] !== apiToken;
  });
  if (calls.length > 0 && wrong.length === 0)
    return met('every call has the token in its query, once', numbers(calls));
  return unmet('In the query, a call does not carry the token as it was given.', {
    exchanges: numbers(wrong),
    expected: `${session.parameter}=${encodeURIComponent(apiToken!)}, once`,
    sent: calls.length === 0 ? 'no call' : queryOf(wrong[0]!.request.url) || 'no query',
    hint: 'Percent-encode the token once and put it into the query of every request once, page two and redirects too.',
    ...rootCause(evidence),
  });
}

/**
 * R23: the token comes to the query that is there; nothing of that is lost.
 * @param asked the pairs that the last call was to have, in their order
 */
export function queryIsKept(evidence: Evidence, session: SessionEvidence, asked: readonly Pair[]): Judgement {
  const call = lastCall(evidence);
  const [first] = exchangesOf(evidence, call);
  const sent = first === undefined ? undefined : queryOf(first.request.url);
  const got = [...new URLSearchParams(sent)].filter(([name]) => name !== session.parameter);
  if (sent !== undefined && JSON.stringify(got) === JSON.stringify(asked))
    return met('the query holds what was asked for, and the token', call.exchanges);
  return unmet('The query does not hold what was asked for.', {
    exchanges: call.exchanges,
    expected: `${String(new URLSearchParams(asked as [string, string][]))}, and the token`,
    sent: sent ?? 'no call',
    hint: 'Where there is a query the token is one more parameter of it, after an ampersand.',
    ...rootCause(evidence),
  });
}
