import { type Exchange, headerValue } from '../../../mocks/kernel/exchange.ts';
import { type Evidence, exchangesOf, lastCall, numbers, tokenRequests } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { messageSays } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';
import { tokenParameters } from '../token-parameters.ts';
import { CLIENTS, GRANT, isAnnounced } from './api-tokens.ts';

/** What a token request may say in all (b2). */
const DOCUMENTED = ['grant_type', 'api_token', 'client_id', 'client_secret', 'scope'];

/** P1: the platform has read the API token as the session was given it, and issued an access token for it. */
export function issuedFor(evidence: Evidence, apiToken: string | undefined): Judgement {
  const requests = tokenRequests(evidence);
  const good = requests.filter(e => e.issuedToken !== undefined && tokenParameters(e).api_token === apiToken);
  if (good.length > 0) return met('an access token was issued for the API token', numbers(good));
  const sent = requests.map(e => tokenParameters(e).api_token ?? 'no api_token').join(', ');
  return unmet('No access token was issued for the API token of the session.', {
    exchanges: numbers(requests),
    expected: `a token request with api_token=${apiToken}`,
    sent: requests.length === 0 ? 'no token request' : sent,
    hint: 'POST grant_type=api_token and api_token=… to endpoints.token of session/open.',
    ...rootCause(evidence),
  });
}

/** P1: every token request, renewals included, asks for the grant of API tokens. */
export function asksForApiTokenGrant(evidence: Evidence): Judgement {
  const requests = tokenRequests(evidence);
  const others = requests.filter(e => tokenParameters(e).grant_type !== GRANT);
  if (requests.length > 0 && others.length === 0)
    return met(`every token request asks for ${GRANT}`, numbers(requests));
  return unmet(`A client with an API token asks for the grant ${GRANT}.`, {
    exchanges: numbers(others),
    expected: `grant_type=${GRANT}`,
    sent: others.map(e => `grant_type=${tokenParameters(e).grant_type ?? '(none)'}`)[0] ?? 'no token request',
    hint: 'There is no refresh token for this grant: a renewal exchanges the API token anew.',
    ...rootCause(evidence),
  });
}

/** b2: a POST by a documented client, in a form or in JSON, with nothing in it that nobody has documented. */
export function isDocumented(evidence: Evidence): Judgement {
  const requests = tokenRequests(evidence);
  const odd = requests.flatMap(e => oddity(e) ?? []);
  if (requests.length > 0 && odd.length === 0)
    return met('every token request is a documented one', numbers(requests));
  return unmet('The token request is none that the platform documents.', {
    exchanges: numbers(requests),
    expected: `POST grant_type=${GRANT}&api_token=… by ${CLIENTS.join(' or ')}, without a secret`,
    sent: odd[0] ?? 'no token request',
    hint: 'Name the client in HTTP Basic, with an empty password, or as client_id.',
    ...rootCause(evidence),
  });
}

function oddity(exchange: Exchange): string | undefined {
  const { request } = exchange;
  const parameters = tokenParameters(exchange);
  const unknown = Object.keys(parameters).filter(name => !DOCUMENTED.includes(name));
  const client = parameters.client_id ?? 'no client';
  if (request.method !== 'POST') return request.method;
  if (!isAnnounced(exchange)) return headerValue(request.headers, 'content-type') ?? 'no Content-Type';
  if (unknown.length > 0) return `the parameter ${unknown.join(', ')}`;
  if (!CLIENTS.includes(client)) return client;
  if (parameters.client_secret) return `the secret ${parameters.client_secret}`;
  return parameters.api_token ? undefined : 'no api_token';
}

/** No more than so many exchanges were tried in the last call, whatever came of them (d3). */
export function exchangesAtMost(evidence: Evidence, most: number): Judgement {
  const call = lastCall(evidence);
  const tried = tokenRequests(evidence).filter(e => call.exchanges.includes(e.n));
  if (tried.length <= most) return met(`at most ${most} exchange(s)`, call.exchanges);
  return unmet('The client went on exchanging its API token.', {
    exchanges: numbers(tried),
    expected: `at most ${most} exchange(s) for one call`,
    sent: `${tried.length}`,
    hint: 'A token that is refused right after its exchange will not get better by another exchange.',
  });
}

/** d6: what the caller is told holds a word of the platform's own about the exchange that it refused. */
export function platformsWords(evidence: Evidence): Judgement {
  const asked = exchangesOf(evidence, lastCall(evidence)).filter(e => e.operation === 'token.issue');
  return messageSays(evidence, wordsOf(asked.at(-1)));
}

function wordsOf(exchange: Exchange | undefined): string[] {
  const words = ['error_description', 'error_hint', 'error'];
  try {
    const said = JSON.parse(String(exchange?.response?.body)) as Readonly<Record<string, unknown>>;
    return words.map(name => said[name]).filter(word => typeof word === 'string');
  } catch {
    return ['what the platform said'];
  }
}
