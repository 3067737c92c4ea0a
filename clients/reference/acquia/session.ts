import type { Params } from '../../../src/protocol/index.ts';
import { apiRequest } from '../api-call.ts';
import type { SessionTokens } from '../bearer.ts';
import { SettableClock } from '../clock.ts';
import { ClientFailure } from '../failure.ts';
import type { Transport } from '../http.ts';
import type { Installation } from '../installation.ts';
import { following } from '../redirects.ts';
import { requireSecureTransport, type Send, type Session, sender } from '../session.ts';

import { type HmacKey, verifyResponse } from './http-hmac.ts';
import type { Parts } from './parts.ts';
import type { TokenIdentity } from './token-endpoint.ts';

type OpenParams = Params<'session/open'>;

/** What a session is given besides the user's configuration. */
export interface Surroundings {
  readonly http: Transport;
  readonly installation: Installation;
  readonly parts: Parts;
  readonly userAgent: string;
}

/** The form and version of answers that the documentation asks clients to pin. */
const ACCEPT = 'application/hal+json, version=2';

const DEFAULT_REALM = 'Acquia';

/**
 * Set up a session; nothing is sent yet.
 * @throws ClientFailure `invalid-credentials` or `insecure-transport`
 */
export function openSession(params: OpenParams, surroundings: Surroundings): Session {
  requireCredentials(params);
  requireSecureTransport(params, params.mechanism === 'http-hmac' ? ['api'] : ['token', 'api']);
  const clock = new SettableClock(params.now);
  const send = sender(params, surroundings);
  const authenticated =
    params.mechanism === 'http-hmac'
      ? signedCalls(params, clock, send, surroundings)
      : bearerCalls(params, clock, send, surroundings);
  return { clock, call: call => authenticated(apiRequest(params.endpoints.api!, call, ACCEPT)) };
}

function bearerCalls(
  params: OpenParams,
  clock: SettableClock,
  send: Send,
  { installation, parts }: Surroundings,
): Send {
  const identity = tokenIdentity(params);
  const source = installation.tokenSource(parts.cacheKey(identity));
  const exchange = async () => parts.processTokenResponse(await send(parts.tokenRequest(identity)), identity);
  const tokens: SessionTokens = {
    current: () => source.token(clock.now(), exchange),
    discard: accessToken => source.discard(accessToken),
  };
  return request => parts.callWithToken(request, tokens, send);
}

/** An organization that uses single sign-on wants a token that was asked for with its scope. */
function tokenIdentity({ endpoints, credentials, options: { organization } }: OpenParams): TokenIdentity {
  return {
    tokenEndpoint: endpoints.token!,
    apiKey: credentials.apiKey!,
    apiSecret: credentials.apiSecret!,
    scope: typeof organization === 'string' ? `organization:${organization}` : undefined,
  };
}

function signedCalls(
  { credentials, options: { realm } }: OpenParams,
  clock: SettableClock,
  send: Send,
  { parts }: Surroundings,
): Send {
  const key: HmacKey = {
    id: credentials.apiKey!,
    secret: Buffer.from(credentials.apiSecret!, 'base64'),
    realm: typeof realm === 'string' ? realm : DEFAULT_REALM,
  };
  const own: Send = async request => {
    const stamp = parts.stamp(clock.now());
    const headers = { ...request.headers, ...parts.signatureHeaders(request, key, stamp) };
    const response = await send({ ...request, headers });
    verifyResponse(request, response, key, stamp);
    return response;
  };
  return request => following(request, { own, foreign: send });
}

function requireCredentials({ mechanism, credentials }: OpenParams): void {
  const { apiKey = '', apiSecret = '' } = credentials;
  if (apiKey === '' || apiSecret === '') {
    throw new ClientFailure('invalid-credentials', 'Both the API key and the API secret are needed.');
  }
  if (mechanism === 'http-hmac' && !/^[A-Za-z0-9+/]+={0,2}$/.test(apiSecret)) {
    throw new ClientFailure('invalid-credentials', 'The API secret must be base64 to sign with it.');
  }
}
