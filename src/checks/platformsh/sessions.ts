import {
  apiRequests,
  describe,
  type Evidence,
  lastCall,
  numbers,
  succeeded,
  successIsWitnessed,
} from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';
import { apiTokenOf, borrowed } from './api-tokens.ts';

/** P11, d7: every session's calls carried an access token that was obtained for its own API token. */
export function sessionsKeptApart(evidence: Evidence): Judgement {
  const wrong = borrowed(evidence);
  const idle = evidence.calls.find(call => !successIsWitnessed(evidence, call));
  if (wrong.length === 0 && idle === undefined)
    return met('every session used an access token of its own', numbers(apiRequests(evidence)));
  if (wrong.length === 0) return successBorneOut(evidence, idle!);
  return unmet('A call was made with an access token of another API token.', {
    exchanges: numbers(wrong),
    expected: 'an access token that was obtained for the API token of this session',
    sent: `the access token ${wrong[0]!.usedToken}`,
    hint: 'The key of a session cache must hold the token endpoint and the API token (a hash of it will do).',
    ...rootCause(evidence),
  });
}

/** P12: a session without an API token was refused, and nothing was asked of the platform for it. */
export function refusedWithoutRequest(evidence: Evidence): Judgement {
  const poor = evidence.sessions.filter(session => apiTokenOf(session) === undefined);
  const calls = evidence.calls.filter(({ session }) => poor.some(({ name }) => name === session));
  const wrong = calls.find(({ outcome, exchanges }) => succeeded(outcome) || exchanges.length > 0);
  if (calls.length > 0 && wrong === undefined) return met('without an API token nothing was asked');
  return unmet('A session without an API token was not refused.', {
    exchanges: wrong?.exchanges ?? [],
    expected: 'a refusal, and no request',
    sent:
      wrong === undefined ? 'no call' : `${describe(wrong.outcome)}; ${wrong.exchanges.length} request(s)`,
    hint: 'Project and environment of the container say nothing of who calls: without PLATFORMSH_CLI_TOKEN there is nobody to act as.',
  });
}

/** b2: after logging out the access tokens of the session are dead at the platform. */
export function loggedOut(evidence: Evidence): Judgement {
  const { exchanges, outcome } = lastCall(evidence);
  const living = evidence.tokens.filter(({ revoked }) => !revoked);
  if (!succeeded(outcome) || evidence.tokens.length === 0)
    return successBorneOut(evidence, lastCall(evidence));
  if (living.length === 0) return met('the access token was revoked', exchanges);
  return unmet('The access token lives on after the client has logged out.', {
    exchanges,
    expected: 'POST …/oauth2/revoke with the access token',
    sent: `${living[0]!.id} was not revoked`,
    hint: 'Forgetting a token does not end it: revoke it (RFC 7009), then forget it.',
    ...rootCause(evidence),
  });
}
