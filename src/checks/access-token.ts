import { type Exchange, headerValue } from '../../mocks/kernel/exchange.ts';
import {
  apiRequests,
  authorizationOf,
  bearerOf,
  deadTokenRequests,
  type Evidence,
  exchangesOf,
  foreignRequests,
  lastCall,
  numbers,
  successIsWitnessed,
  tokenRequests,
} from './evidence.ts';
import { type Judgement, met, unmet } from './judgement.ts';
import { successBorneOut } from './outcome.ts';
import { rootCause } from './root-cause.ts';

/** A5: every API call carries an access token in `Authorization: Bearer`, as it was issued (RFC 6750 section 2.1). */
export function callsCarryBearer(evidence: Evidence): Judgement {
  const calls = apiRequests(evidence);
  if (calls.length === 0)
    return unmet('The client made no API call.', {
      expected: 'a call with a bearer token',
      sent: 'none',
      ...rootCause(evidence),
    });
  const values = new Set(evidence.tokens.map(t => t.value));
  const wrong = calls.filter(e => !values.has(bearerOf(e) ?? ''));
  if (wrong.length === 0) return met('every API call carries the token as it was issued', numbers(calls));
  const scheme = authorizationOf(wrong[0]!).split(' ', 1)[0]!;
  return unmet('An API call does not carry the issued token as a bearer token.', {
    exchanges: numbers(wrong),
    expected: 'Authorization: Bearer <the access token>',
    sent:
      headerValue(wrong[0]!.request.headers, 'authorization') === undefined
        ? 'no Authorization header'
        : `Authorization: ${authorizationOf(wrong[0]!)}`,
    hint:
      scheme.toLowerCase() === 'basic'
        ? 'The key and secret were sent on the API call; exchange them for a token first.'
        : 'Send access_token from the token response, unchanged, after "Bearer ".',
  });
}

/** A6, A7: no access token crosses the wire when its time is up. */
export function noDeadToken(evidence: Evidence): Judgement {
  const dead = deadTokenRequests(evidence);
  const calls = apiRequests(evidence);
  if (dead.length === 0 && calls.length > 0) return met('no expired token crossed the wire', numbers(calls));
  if (dead.length === 0)
    return unmet('The client made no API call.', {
      expected: 'a call with a live token',
      sent: 'none',
      ...rootCause(evidence),
    });
  const token = evidence.tokens.find(t => t.id === dead[0]!.usedToken)!;
  const age = (dead[0]!.at - token.issuedAt) / 1000;
  const life = (token.expiresAt - token.issuedAt) / 1000;
  return unmet('An expired access token was sent.', {
    exchanges: numbers(dead),
    expected: `a new token: this one lives ${life} s from issue`,
    sent: `the token of exchange ${token.issuedIn}, ${age.toFixed(1)} s after it was issued`,
    hint: 'Count expires_in from the moment of issue (use does not extend it) and obtain a new token before it is up.',
  });
}

/** A7: the last call was made with a token other than the first one. */
export function renewedBeforeCall(evidence: Evidence): Judgement {
  const issued = tokenRequests(evidence).filter(e => e.issuedToken !== undefined);
  const carried = apiRequests(evidence).filter(e => lastCall(evidence).exchanges.includes(e.n));
  if (issued.length >= 2 && carried.some(e => e.usedToken !== issued[0]!.issuedToken)) {
    return met('the client obtained a new token ahead of expiry', numbers(issued));
  }
  return unmet('The client still used its old token this close to expiry.', {
    exchanges: numbers(carried),
    expected: 'a new token, obtained ahead of expiry',
    sent: `the token of exchange ${issued[0]?.n ?? '(none)'}`,
    hint: 'Renew by a margin (a few seconds, or a part of expires_in): the token may die between the check and its arrival.',
    ...rootCause(evidence),
  });
}

/** Exactly so many tokens were obtained in the whole case. */
export function exchangesMade(evidence: Evidence, count: number, hint: string): Judgement {
  const issued = tokenRequests(evidence).filter(e => e.issuedToken !== undefined);
  if (issued.length === count) return met(`the client obtained ${count} token(s)`, numbers(issued));
  return unmet(`The client obtained ${issued.length} tokens where ${count} would do.`, {
    exchanges: numbers(issued),
    expected: `${count} token exchange(s)`,
    sent: `${issued.length}`,
    hint,
    ...rootCause(evidence),
  });
}

/** A refused token is not sent again and again: at most `limit` times in all. */
export function refusedTokenIsLetGo(evidence: Evidence, limit: number): Judgement {
  const dead = deadTokenRequests(evidence);
  const { exchanges } = lastCall(evidence);
  // Who keeps no token sends none that is dead.
  if (dead.length === 0 && successIsWitnessed(evidence, lastCall(evidence)))
    return met('the dead token was not sent at all', exchanges);
  if (dead.length === 0)
    return unmet('The client never sent the token that the platform had let die.', {
      expected: 'one refused call',
      sent: 'none',
      ...rootCause(evidence),
    });
  if (dead.length <= limit) return met('the refused token was let go', numbers(dead));
  return unmet('The client went on sending a token that the platform had refused.', {
    exchanges: numbers(dead),
    expected: `at most ${limit} request(s) with it`,
    sent: `${dead.length}`,
    hint: `The platform refuses an expired token with ${refusalOf(dead[0]!)}: take it as the end of the token, not as a passing fault.`,
  });
}

/** After a refusal: one new token, and the call repeated with it exactly once. */
export function repeatedOnceWithNewToken(evidence: Evidence): Judgement {
  const during = exchangesOf(evidence, lastCall(evidence));
  const renewals = during.filter(e => e.issuedToken !== undefined);
  const calls = during.filter(e => e.site === 'platform' && e.operation !== 'token.issue');
  const [first, second] = calls;
  const renewed = renewals.length === 1 && second?.usedToken === renewals[0]!.issuedToken;
  if (renewed && calls.length === 2 && isSameCall(first!, second!)) {
    return met('one new token, and the call repeated once with it', numbers(during));
  }
  return unmet('The client did not obtain one new token and repeat the call once.', {
    exchanges: numbers(during),
    expected: 'the refused call, one token exchange, the same call again with the new token',
    sent: `${calls.map(shortly).join(', ')}; ${renewals.length} token exchange(s)`,
    hint: `The platform refuses an expired token with ${refusalOf(first)}: obtain a new one and repeat the call with that, once.`,
    ...rootCause(evidence),
  });
}

/** How the platform put its refusal, for a hint. */
function refusalOf(exchange: Exchange | undefined): string {
  const { response } = exchange ?? {};
  return response === undefined
    ? 'an error'
    : `${response.status} and ${response.body.toString('utf8').slice(0, 120)}`;
}

/** Whether two requests ask for the same. */
function isSameCall({ request: a }: Exchange, { request: b }: Exchange): boolean {
  const path = (target: string) => target.split('?', 1)[0];
  return a.method === b.method && path(a.target) === path(b.target) && a.body.equals(b.body);
}

function shortly({ request }: Exchange): string {
  return `${request.method} with ${request.body.length} bytes`;
}

/** A21: every session's calls carried a token that was obtained for that session, and no other's. */
export function tokensKeptApart(evidence: Evidence): Judgement {
  const wrong = evidence.calls.flatMap(call => {
    const session = evidence.sessions.find(s => s.name === call.session);
    const scope = session?.organization === undefined ? undefined : `organization:${session.organization}`;
    const carried = apiRequests(evidence).filter(e => call.exchanges.includes(e.n));
    return carried.filter(e => {
      const token = evidence.tokens.find(t => t.id === e.usedToken);
      return token === undefined || token.clientId !== session?.credentials.apiKey || token.scope !== scope;
    });
  });
  const idle = evidence.calls.filter(call => !successIsWitnessed(evidence, call));
  if (wrong.length === 0 && idle.length === 0)
    return met('every session used a token of its own', numbers(apiRequests(evidence)));
  if (wrong.length === 0) return successBorneOut(evidence, idle[0]!);
  const token = evidence.tokens.find(t => t.id === wrong[0]!.usedToken);
  return unmet('A call was made with a token that was obtained for something else.', {
    exchanges: numbers(wrong),
    expected: 'a token for this session’s own key and organization',
    sent:
      token === undefined
        ? 'no token of this platform'
        : `the token of exchange ${token.issuedIn}, for ${token.scope ?? 'no scope'}`,
    hint: 'The key of a token cache must hold the token endpoint, the API key and the scope.',
    ...rootCause(evidence),
  });
}

/** A5: no request to another host carries the token or the credentials. */
export function nothingToForeignHost(evidence: Evidence, secrets: readonly string[]): Judgement {
  const leaks = foreignRequests(evidence).filter(e => {
    const sent = `${e.request.target}\n${e.request.headers.map(h => h.join(':')).join('\n')}\n${e.request.body.toString('utf8')}`;
    const authorization = headerValue(e.request.headers, 'authorization');
    return authorization !== undefined || secrets.some(secret => sent.includes(secret));
  });
  if (leaks.length === 0) return successBorneOut(evidence, lastCall(evidence));
  return unmet('A secret was sent to another host.', {
    exchanges: numbers(leaks),
    expected: 'no credential after a redirect to another host or port',
    sent: `${whatLeaked(leaks[0]!)} to ${new URL(leaks[0]!.request.url).host}`,
    hint: 'Compare scheme, host and port of the redirect with the first request before sending a credential again.',
  });
}

/** Where a request carries its secret: in the header, or else in its target or body. */
function whatLeaked({ request }: Exchange): string {
  const authorization = headerValue(request.headers, 'authorization');
  return authorization === undefined
    ? `${request.method} ${request.target}`
    : `Authorization: ${authorization}`;
}

/** A5: no token that another address issued was sent to this one. */
export function tokensStayHome(here: Evidence, foreign: Evidence['tokens']): Judgement {
  const values = new Set(foreign.map(t => t.value));
  const calls = apiRequests(here);
  const strangers = calls.filter(e => values.has(bearerOf(e) ?? ''));
  if (calls.length === 0)
    return unmet('The client made no API call at the second address.', {
      expected: 'a call there',
      sent: 'none',
      ...rootCause(here),
    });
  if (strangers.length === 0) return met('every address saw its own tokens only', numbers(calls));
  return unmet('A token was sent to another address of the platform than the one that issued it.', {
    exchanges: numbers(strangers),
    expected: 'a token of this address',
    sent: 'the token of the other address',
    hint: 'The key of a token cache must hold the token endpoint.',
  });
}
