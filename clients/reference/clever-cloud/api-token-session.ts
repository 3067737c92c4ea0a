import type { Params } from '../../../src/protocol/index.ts';
import { SettableClock } from '../clock.ts';
import { ClientFailure } from '../failure.ts';
import { following } from '../redirects.ts';
import { requireSecureTransport, type Send, type Session, sender } from '../session.ts';
import { jsonCalls } from './json-calls.ts';
import { type JsonCall, operationsOf } from './operations.ts';
import type { Surroundings } from './parts.ts';

/**
 * A session that calls the bridge with an API token.
 * @throws ClientFailure `invalid-credentials` or `insecure-transport`
 */
export function openApiTokenSession(params: Params<'session/open'>, surroundings: Surroundings): Session {
  const { apiToken = '' } = params.credentials;
  if (apiToken === '') throw new ClientFailure('invalid-credentials', 'The API token is needed.');
  requireSecureTransport(params, ['bridge']);
  const { parts } = surroundings;
  const clock = new SettableClock(params.now);
  const base = parts.baseFor(params);
  const authenticated = withBearer(parts.bearerHeader(apiToken), sender(params, surroundings));
  const platform = {
    resources: jsonCalls(base, authenticated, parts),
    apiTokens: refused,
    now: () => clock.now(),
  };
  return {
    clock,
    call: call => authenticated(parts.apiRequest(base, call)),
    operations: operationsOf(platform, parts, () => [apiToken]),
  };
}

function withBearer(authorization: string, send: Send): Send {
  const own: Send = hop => send({ ...hop, headers: { ...hop.headers, authorization } });
  return request => following(request, { own, foreign: send });
}

const refused: JsonCall = async () => {
  throw new ClientFailure('invalid-credentials', 'API tokens are managed with OAuth 1, not by an API token.');
};
