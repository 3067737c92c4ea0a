import { type Exchange, headerValue } from '../../../mocks/kernel/exchange.ts';
import { apiRequests, type Evidence, exchangesOf, lastCall, numbers } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';
import { nothingSent } from './key-use.ts';

/** What requests look like apart from their credential. */

/** C1: what is wrong with an address, as the end of "it …"; undefined where nothing is. */
export function misplaced({ request: { url } }: Exchange, base: string): string | undefined {
  const { pathname } = new URL(url);
  if (pathname.includes('//')) return 'holds a double slash';
  if (!url.startsWith(`${base.replace(/\/+$/, '')}/`)) return 'is not below the base URL';
  return undefined;
}

/** Every request of the last call goes below the base URL that the client was given, as it is. */
export function belowBase(evidence: Evidence): Judgement {
  const { session } = lastCall(evidence);
  const base = evidence.sessions.find(({ name }) => name === session)?.endpoints.api ?? '';
  const requests = exchangesOf(evidence, lastCall(evidence)).filter(e => e.site === 'platform');
  const wrong = requests.find(e => misplaced(e, base) !== undefined);
  if (requests.length === 0) return nothingSent(evidence);
  if (wrong === undefined) return met('every request went below the base URL', numbers(requests));
  return unmet(`The address of a request ${misplaced(wrong, base)}.`, {
    exchanges: [wrong.n],
    expected: `an address below ${base}`,
    sent: wrong.request.url,
    hint: 'Append the path to the base URL; `new URL("/projects", base)` drops the path of the base.',
  });
}

/** C29: an answer in JSON is acceptable. */
export function acceptsJson(evidence: Evidence): Judgement {
  const requests = apiRequests(evidence);
  const accepted = (e: Exchange) => headerValue(e.request.headers, 'accept') ?? '*/*';
  const wrong = requests.filter(e => !/(?:^|[ ,])(?:\*\/\*|application\/(?:\*|json))/i.test(accepted(e)));
  if (requests.length === 0) return nothingSent(evidence);
  if (wrong.length === 0) return met('JSON is accepted', numbers(requests));
  return unmet('A request does not accept JSON.', {
    exchanges: numbers(wrong),
    expected: 'Accept: application/json',
    sent: `Accept: ${accepted(wrong[0]!)}`,
  });
}

/** C20: a body is JSON, and named so. */
export function bodiesAreJson(evidence: Evidence): Judgement {
  const requests = apiRequests(evidence).filter(e => e.request.method === 'POST');
  const type = (e: Exchange) => headerValue(e.request.headers, 'content-type') ?? 'none';
  const isJson = (e: Exchange) => /^application\/json\s*(?:;|$)/i.test(type(e)) && parses(e);
  const wrong = requests.filter(e => !isJson(e));
  if (requests.length === 0) return nothingSent(evidence);
  if (wrong.length === 0) return met('the body is JSON, and named so', numbers(requests));
  return unmet('A body is not sent as JSON.', {
    exchanges: numbers(wrong),
    expected: 'Content-Type: application/json, and a JSON object',
    sent: `Content-Type: ${type(wrong[0]!)}, ${wrong[0]!.request.body.toString('utf8').slice(0, 120)}`,
    ...rootCause(evidence),
  });
}

function parses({ request: { body } }: Exchange): boolean {
  try {
    return typeof JSON.parse(body.toString('utf8')) === 'object';
  } catch {
    return false;
  }
}

/** The platform has what the caller wanted it to have. */
export function tookEffect(evidence: Evidence, wanted: string, found: readonly string[]): Judgement {
  const { exchanges } = lastCall(evidence);
  if (found.includes(wanted)) return met('the platform has what the caller asked for', exchanges);
  return unmet('The platform does not have what the caller asked for.', {
    exchanges,
    expected: wanted,
    sent: found.length === 0 ? 'nothing' : found.join(', '),
    ...rootCause(evidence),
  });
}
