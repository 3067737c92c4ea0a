import { type Exchange, headerValue } from '../../../mocks/kernel/exchange.ts';
import {
  apiRequests,
  authorizationOf,
  bearerOf,
  type Evidence,
  exchangesOf,
  foreignRequests,
  lastCall,
  numbers,
} from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';

/*
 * C10: the key goes into the Authorization header of every request as a bearer token, and nowhere else. The scheme's
 * case is free (RFC 9110 section 11.1).
 */

const HINT = 'Send the key, unchanged, after "Bearer ", on every request.';

/** Some requests, each with the key that it should carry. */
type Wanted = readonly (readonly [exchange: Exchange, key: string])[];

function carriedIn(evidence: Evidence, wanted: Wanted, why: string): Judgement {
  const wrong = wanted.filter(([exchange, key]) => bearerOf(exchange) !== key).map(([exchange]) => exchange);
  if (wanted.length === 0) return nothingSent(evidence);
  if (wrong.length === 0)
    return met(
      'every request carries the key as it was given',
      wanted.map(([e]) => e.n),
    );
  return unmet(why, {
    exchanges: numbers(wrong),
    expected: 'Authorization: Bearer <the key>',
    sent: authorizationOf(wrong[0]!),
    hint: HINT,
    ...rootCause(evidence),
  });
}

/** Each request of a session, with the key that this was opened with. */
function requestsOf(evidence: Evidence): Wanted {
  const requests = apiRequests(evidence);
  return evidence.calls.flatMap(call => {
    const key = evidence.sessions.find(s => s.name === call.session)?.credentials.apiKey ?? '';
    return requests.filter(e => call.exchanges.includes(e.n)).map(e => [e, key] as const);
  });
}

/** C10, C16: every request carries the key of its session, unchanged. */
export function everyRequestCarriesKey(evidence: Evidence): Judgement {
  return carriedIn(evidence, requestsOf(evidence), 'A request does not carry the key as it was given.');
}

/** C8: every session has made its calls with its own key. */
export function keysKeptApart(evidence: Evidence): Judgement {
  const strangers = requestsOf(evidence).filter(
    ([e, key]) => bearerOf(e) !== key && evidence.tokens.some(t => t.value === bearerOf(e)),
  );
  const why = 'A call was made with the key of another session.';
  if (strangers.length > 0)
    return unmet(why, {
      exchanges: strangers.map(([e]) => e.n),
      expected: 'its own key',
      sent: 'another one',
    });
  return carriedIn(evidence, requestsOf(evidence), why);
}

/** C17: after the change no request carries anything but the new key. */
export function newKeyIsUsed(evidence: Evidence, newKey: string, changedAfter: number): Judgement {
  const since = apiRequests(evidence).filter(e => e.n > changedAfter);
  const wanted = since.map(e => [e, newKey] as const);
  return carriedIn(evidence, wanted, 'A request after the change of keys does not carry the new one.');
}

/** C10: no other header, no cookie, no query and no body holds the key. */
export function keyNowhereElse(evidence: Evidence): Judgement {
  const requests = requestsOf(evidence);
  const found = requests.flatMap(([e, key]) => placesOf(e, key).map(place => ({ n: e.n, place })));
  if (requests.length === 0) return nothingSent(evidence);
  if (found.length === 0)
    return met(
      'the key stands nowhere else',
      requests.map(([e]) => e.n),
    );
  return unmet('The key stands in another place than the Authorization header.', {
    exchanges: found.map(({ n }) => n),
    expected: 'the Authorization header only',
    sent: found[0]!.place,
    hint: HINT,
  });
}

function placesOf({ request }: Exchange, key: string): string[] {
  const headers = request.headers.filter(
    ([name, value]) => !/^authorization$/i.test(name) && value.includes(key),
  );
  const encoded = encodeURIComponent(key);
  const inTarget = request.target.includes(key) || request.target.includes(encoded);
  return [
    ...headers.map(([name]) => `header ${name}`),
    ...(inTarget ? ['the URL'] : []),
    ...(request.body.includes(key) ? ['the body'] : []),
  ];
}

/** X1: a redirect to another host was answered, and nothing secret went there. */
export function keyStaysHome(evidence: Evidence, secrets: readonly string[]): Judgement {
  const redirects = exchangesOf(evidence, lastCall(evidence)).filter(e => e.response?.status === 307);
  const leaks = foreignRequests(evidence).filter(e => holds(e, secrets));
  if (leaks.length === 0 && redirects.length === 0) return nothingSent(evidence);
  if (leaks.length === 0) return met('nothing secret has left the host', numbers(redirects));
  return unmet('The key was sent to another host.', {
    exchanges: numbers(leaks),
    expected: 'no Authorization header after a redirect to another host',
    sent: authorizationOf(leaks[0]!),
    hint: 'Compare scheme, host and port of a redirect with those of the request before sending Authorization again.',
  });
}

function holds({ request }: Exchange, secrets: readonly string[]): boolean {
  const sent = `${request.target}\n${request.headers.map(h => h.join(':')).join('\n')}\n${request.body}`;
  return headerValue(request.headers, 'authorization') !== undefined || secrets.some(s => sent.includes(s));
}

/** Where nothing was asked of the platform, nothing is shown. */
export function nothingSent(evidence: Evidence): Judgement {
  const judgement = successBorneOut(evidence, lastCall(evidence));
  if (!judgement.met) return judgement;
  return unmet('The client did not ask the platform.', { expected: 'a request', sent: 'none' });
}
