import type { Params } from '../../../src/protocol/index.ts';
import { SettableClock } from '../clock.ts';
import { ClientFailure } from '../failure.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import type { Hops } from '../redirects.ts';
import { withoutSecrets } from '../secrets.ts';
import { requireSecureTransport, type Send, type Session, sender } from '../session.ts';
import type { Parts, Surroundings } from './parts.ts';

type OpenParams = Params<'session/open'>;

const DEFAULT_PARAMETER = 'apiToken';

/**
 * Set up a session; nothing is sent yet.
 * @throws ClientFailure `invalid-credentials` or `insecure-transport`
 */
export function openSession(params: OpenParams, surroundings: Surroundings): Session {
  const token = apiTokenOf(params);
  requireSecureTransport(params, ['api']);
  const { parts } = surroundings;
  const hops = hopsOf(params, token, sender(params, surroundings), parts);
  const base = params.endpoints.api!;
  const call = async (asked: Omit<Params<'session/request'>, 'session'>) => {
    const response = await parts.followingLink(base, parts.requested(base, asked), hops);
    return response.url.origin === new URL(base).origin ? judged(response, parts) : response;
  };
  return {
    clock: new SettableClock(params.now),
    call: asked => withoutSecrets([token], () => call(asked)),
  };
}

/** By the header or by the query, never by both. */
function hopsOf(params: OpenParams, token: string, send: Send, parts: Parts): Hops {
  const { parameter = DEFAULT_PARAMETER } = params.options as { parameter?: string };
  const byHeader = (hop: HttpRequest): HttpRequest => ({
    ...hop,
    url: parts.withoutParameter(hop.url, parameter),
    headers: { ...hop.headers, authorization: parts.authorizationHeader(token) },
  });
  const byQuery = (hop: HttpRequest): HttpRequest => ({
    ...hop,
    url: parts.withParameter(hop.url, parameter, token),
  });
  const authenticated = params.mechanism === 'query' ? byQuery : byHeader;
  return {
    own: hop => send(authenticated(hop)),
    foreign: hop => send({ ...hop, url: parts.withoutToken(hop.url, token) }),
  };
}

function judged(response: HttpResponse, parts: Parts): HttpResponse {
  const failure = parts.refusal(response, parts.errorDetails(response.body));
  if (failure !== undefined) throw failure;
  return response;
}

/** A token that was read from a file with its line end, or pasted with its scheme, would be refused without a reason. */
function apiTokenOf({ credentials: { apiToken = '' } }: OpenParams): string {
  if (/^[\x21-\x7e]+$/.test(apiToken)) return apiToken;
  throw new ClientFailure(
    'invalid-credentials',
    'The API token is needed, without scheme, blanks and line ends.',
  );
}
