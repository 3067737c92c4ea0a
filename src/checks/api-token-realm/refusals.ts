import { apiRequests, describe, type Evidence, lastCall } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { failureReachedCaller, successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';

/** R2: a refusal is the platform's last word: nothing here can be renewed, so that nothing is gained by asking again. */
export function askedOnce(evidence: Evidence): Judgement {
  const { exchanges } = lastCall(evidence);
  const asked = apiRequests(evidence).filter(e => exchanges.includes(e.n));
  if (asked.length === 1) return met('the client has asked once', exchanges);
  return unmet(`The client has asked ${asked.length} times.`, {
    exchanges,
    expected: 'one request',
    sent: `${asked.length}`,
    hint: 'No token can be renewed here: a token that is refused, and one that lacks a permission, is so the next time too.',
    ...rootCause(evidence),
  });
}

/** R2: a missing permission is not told as a token that is no good, though that is a failure with the same status. */
export function notTakenForRefusedToken(evidence: Evidence): Judgement {
  const told = failureReachedCaller(evidence, { statuses: [403], reasons: ['permission'] });
  const { outcome, exchanges } = lastCall(evidence);
  const confused = outcome.outcome === 'rejected' && isAboutToken(outcome.reason);
  if (!told.met || !confused) return told;
  return unmet('A missing permission is told as a token that is no good.', {
    exchanges,
    expected: 'reason permission',
    sent: describe(outcome),
    hint: 'With 403 the token is known and good: whoever replaces it or signs in again gains nothing.',
  });
}

function isAboutToken(reason: string): boolean {
  return reason === 'authentication' || reason === 'invalid-credentials';
}

/**
 * R22, R23: what a token was pasted with (its scheme, a line end) is taken off or refused by the client itself,
 * which can say what is wrong; the platform cannot.
 */
export function cleanedOrRefused(evidence: Evidence): Judgement {
  const { outcome, exchanges } = lastCall(evidence);
  if (outcome.outcome === 'rejected' && outcome.reason === 'invalid-credentials' && exchanges.length === 0)
    return met('the client has refused the token itself', exchanges);
  if (outcome.outcome !== 'rejected' && exchanges.length > 0)
    return successBorneOut(evidence, lastCall(evidence));
  return unmet('The token was neither cleaned nor refused by the client.', {
    exchanges,
    expected: 'a call that succeeds, or reason invalid-credentials before anything is sent',
    sent: describe(outcome),
    hint: 'Blanks, line ends and the word apiToken are no part of a token: take them off, or say that they are there.',
    ...rootCause(evidence),
  });
}
