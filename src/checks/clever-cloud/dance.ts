import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import type { Reason } from '../../protocol/index.ts';
import {
  type CallEvidence,
  describe,
  type Evidence,
  exchangesOf,
  lastCall,
  numbers,
  succeeded,
} from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { type AcceptableFailure, failureReachedCaller, successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';
import { ACCESS_TOKEN, AUTHORIZATION_URL, REQUEST_TOKEN } from './cause.ts';
import { readSigned, receivedPairs } from './signed-request.ts';

function ofStep(evidence: Evidence, step: 'request' | 'access', call?: CallEvidence): Exchange[] {
  const among = call === undefined ? evidence.exchanges : exchangesOf(evidence, call);
  return among.filter(e => e.operation === `oauth.${step}-token`);
}

/** V21: step 1 was asked for with the callback that the session was opened with, and answered. */
export function requestTokenIssued(evidence: Evidence, callback: string): Judgement {
  const call = lastCall(evidence);
  const witnessed = successBorneOut(evidence, call);
  if (!witnessed.met) return witnessed;
  const asked = ofStep(evidence, 'request', call);
  const sent = asked.map(e => readSigned(e).protocol.get('oauth_callback'));
  if (sent.every(value => value === callback))
    return met('a request token was issued for the callback', numbers(asked));
  return unmet('Step 1 names another callback than the session’s.', {
    exchanges: numbers(asked),
    expected: `oauth_callback ${callback}`,
    sent: `oauth_callback ${sent.join(', ')}`,
    hint: 'Send the callback URL as it was given, percent-encoded once.',
    cause: REQUEST_TOKEN,
  });
}

/** V21: a request token stands for one authorization; the next one has another. */
export function requestTokensDiffer(evidence: Evidence): Judgement {
  const begun = evidence.calls.filter(c => c.method === 'session/beginAuthorization');
  const failed = begun.map(call => successBorneOut(evidence, call)).find(judgement => !judgement.met);
  if (failed !== undefined) return failed;
  const tokens = begun.map(call => new URL(authorizationUrlOf(call) ?? 'x:').searchParams.get('oauth_token'));
  if (begun.length > 1 && new Set(tokens).size === begun.length)
    return met('each authorization has a request token of its own', numbers(ofStep(evidence, 'request')));
  return unmet('Two authorizations share a request token.', {
    exchanges: numbers(ofStep(evidence, 'request')),
    expected: `${begun.length} request tokens`,
    sent: tokens.join(', '),
    hint: 'Ask for a new request token at the beginning of each authorization.',
    cause: tokens.includes(null) ? AUTHORIZATION_URL : REQUEST_TOKEN,
  });
}

/** Where a call sends the user's browser; undefined where it says nothing of the kind. */
export function authorizationUrlOf({ outcome }: CallEvidence): string | undefined {
  if (outcome.outcome !== 'ok') return undefined;
  const url = (outcome.value as { authorizationUrl?: unknown } | null | undefined)?.authorizationUrl;
  return typeof url === 'string' && URL.canParse(url) ? url : undefined;
}

/**
 * V22: the browser is sent to the authorization page with the request token, and with nothing secret.
 * @param page the address of that page
 */
export function sendsUserToPage(
  evidence: Evidence,
  page: string,
  call: CallEvidence = lastCall(evidence),
): Judgement {
  const witnessed = successBorneOut(evidence, call);
  if (!witnessed.met) return witnessed;
  const url = authorizationUrlOf(call);
  const pairs = receivedPairs({ ...evidence, exchanges: ofStep(evidence, 'request', call) });
  const [[token, secret] = ['', '']] = pairs;
  const named = url === undefined ? null : new URL(url).searchParams.get('oauth_token');
  const right = url?.split('?', 1)[0] === page && named === token && !url.includes(secret);
  const namesAnother = named !== token && receivedPairs(evidence).has(named ?? '');
  if (right) return met('the browser is sent to the authorization page', call.exchanges);
  return unmet('The client does not send the user to the authorization page with the request token.', {
    exchanges: call.exchanges,
    expected: `${page}?oauth_token=${token}`,
    sent: url ?? describe(call.outcome),
    hint: 'endpoints.authorize with the oauth_token of step 1 in its query, and nothing of its secret.',
    cause: namesAnother ? REQUEST_TOKEN : AUTHORIZATION_URL,
  });
}

/** V24: the client itself refused the callback, for this reason. */
export function refusedCallback(evidence: Evidence, reason: Reason, hint: string): Judgement {
  const call = lastCall(evidence);
  const { outcome, exchanges } = call;
  if (outcome.outcome === 'rejected' && outcome.reason === reason)
    return met(`the client refused the callback: ${reason}`, exchanges);
  return unmet('The client did not refuse the callback for what is wrong with it.', {
    exchanges,
    expected: `rejected (${reason})`,
    sent: describe(outcome),
    hint,
  });
}

/** V24: with such a callback nothing is exchanged. */
export function noAccessTokenAsked(evidence: Evidence): Judgement {
  const asked = ofStep(evidence, 'access', lastCall(evidence));
  if (asked.length === 0 && ofStep(evidence, 'request').length > 0)
    return met('no access token was asked for', lastCall(evidence).exchanges);
  return unmet('The client went on to step 3 with a callback that it had to refuse.', {
    exchanges: numbers(asked),
    expected: 'no request for an access token',
    sent: asked.length === 0 ? 'nothing at all, not even step 1' : `${asked.length} request(s)`,
    hint: 'Compare oauth_token of the callback with the one of step 1, and look for oauth_verifier, before anything is sent.',
  });
}

/** A callback serves once: the client knows it, or the platform tells it and the caller hears of it. */
export function reuseRefused(evidence: Evidence, acceptable: AcceptableFailure): Judgement {
  const call = lastCall(evidence);
  const { outcome, exchanges } = call;
  if (succeeded(outcome))
    return unmet('A callback was taken a second time.', {
      exchanges,
      expected: 'rejected (state-mismatch), or the refusal of the platform',
      sent: describe(outcome),
      hint: 'Forget the request token when the authorization is complete.',
    });
  if (ofStep(evidence, 'access', call).length > 0) return failureReachedCaller(evidence, acceptable);
  return refusedCallback(evidence, 'state-mismatch', 'No authorization is under way that it belongs to.');
}

/** V25: step 3 was asked for with what the callback brought, and answered with the user's token. */
export function userTokenIssued(evidence: Evidence, callbackUrl: string): Judgement {
  const call = lastCall(evidence);
  const witnessed = successBorneOut(evidence, call);
  if (!witnessed.met) return { cause: ACCESS_TOKEN, ...witnessed };
  const asked = ofStep(evidence, 'access', call);
  const { searchParams } = new URL(callbackUrl);
  const names = ['oauth_token', 'oauth_verifier'] as const;
  const carries = (e: Exchange) =>
    names.every(name => readSigned(e).protocol.get(name) === searchParams.get(name));
  if (asked.every(carries) && asked.some(e => e.issuedToken !== undefined))
    return met('the user’s token was issued for the callback', numbers(asked));
  return unmet('Step 3 does not carry what the callback brought.', {
    exchanges: numbers(asked),
    expected: 'oauth_token and oauth_verifier of the callback',
    sent: [...readSigned(asked[0]!).protocol.keys()].join(', '),
    hint: 'Both are signed with the secret of the request token.',
    cause: ACCESS_TOKEN,
    ...rootCause(evidence),
  });
}

/** The token that the last step 3 has answered; undefined where there was none. */
export function tokenOfDance(evidence: Evidence): string | undefined {
  const answered = { ...evidence, exchanges: ofStep(evidence, 'access') };
  return [...receivedPairs(answered).keys()].at(-1);
}
