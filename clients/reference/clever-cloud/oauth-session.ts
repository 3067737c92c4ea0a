import type { Params } from '../../../src/protocol/index.ts';
import { SettableClock } from '../clock.ts';
import { ClientFailure } from '../failure.ts';
import { following } from '../redirects.ts';
import { type Authorization, requireSecureTransport, type Send, type Session, sender } from '../session.ts';
import { AuthorizationFlow } from './authorization-flow.ts';
import type { Sign } from './dance.ts';
import { jsonCalls } from './json-calls.ts';
import { operationsOf } from './operations.ts';
import type { Parts, Surroundings } from './parts.ts';
import { type Credentials, SIGNATURE_METHODS, type SignatureMethod, signature } from './signature.ts';

type OpenParams = Params<'session/open'>;

/**
 * A session that signs by OAuth 1: for a user, or for the application itself as long as it has no user's token.
 * @throws ClientFailure `invalid-credentials`, `insecure-transport`, or `other` for an unknown method
 */
export function openOAuthSession(params: OpenParams, surroundings: Surroundings): Session {
  let credentials = oauthCredentials(params);
  const method = signatureMethod(params);
  requireSecureTransport(params, Object.keys(params.endpoints));
  const { parts } = surroundings;
  const clock = new SettableClock(params.now);
  const send = sender(params, surroundings);
  const sign = (by: SignatureMethod) => signer(by, () => clock.now(), parts);
  const signed = (by: SignatureMethod): Send => signedCalls(sign(by), () => credentials, send, parts);
  const base = parts.baseFor(params);
  const calls = signed(method);
  const flow = new AuthorizationFlow({
    params,
    consumer: consumerOf(credentials),
    sign: sign(method),
    send,
    parts,
  });
  const platform = {
    resources: jsonCalls(base, calls, parts),
    apiTokens: jsonCalls(params.endpoints.bridge!, signed(parts.bridgeSignatureMethod(method)), parts),
    now: () => clock.now(),
  };
  return {
    clock,
    call: call => calls(parts.apiRequest(base, call)),
    authorization: authorizing(flow, token => {
      credentials = { ...credentials, ...token };
    }),
    operations: operationsOf(platform, parts, () => [credentials.consumerSecret, credentials.tokenSecret]),
  };
}

/** The protocol parameters of requests, signed by one method. */
function signer(method: SignatureMethod, now: () => number, parts: Parts): Sign {
  return (request, credentials, extra = []) => {
    const stamp = parts.stamp(now());
    const protocol = parts.protocolParameters({ credentials, method, stamp, extra });
    const value = signature({ request, protocol, credentials, method }, parts);
    return [...protocol, ['oauth_signature', value]];
  };
}

/** Each hop is signed anew: its address is part of what is signed, and a nonce serves once. */
function signedCalls(sign: Sign, credentials: () => Credentials, send: Send, parts: Parts): Send {
  const own: Send = hop => {
    const authorization = parts.authorizationHeader(sign(hop, credentials()));
    return send({ ...hop, headers: { ...hop.headers, authorization } });
  };
  return request => following(request, { own, foreign: send });
}

function authorizing(
  flow: AuthorizationFlow,
  keep: (token: Required<Pick<Credentials, 'token' | 'tokenSecret'>>) => void,
): Authorization {
  return {
    begin: () => flow.begin(),
    complete: async callbackUrl => {
      const { token, tokenSecret, expirationDate } = await flow.complete(callbackUrl);
      keep({ token, tokenSecret });
      return expirationDate === undefined ? {} : { expirationDate };
    },
  };
}

function oauthCredentials({ credentials }: OpenParams): Credentials {
  const { consumerKey = '', consumerSecret = '', token, tokenSecret } = credentials;
  if (consumerKey === '' || consumerSecret === '') {
    throw new ClientFailure(
      'invalid-credentials',
      'Both the consumer key and the consumer secret are needed.',
    );
  }
  if ((token === undefined) !== (tokenSecret === undefined)) {
    throw new ClientFailure('invalid-credentials', 'A token and its secret are needed together.');
  }
  return { consumerKey, consumerSecret, token, tokenSecret };
}

function consumerOf({ consumerKey, consumerSecret }: Credentials): Credentials {
  return { consumerKey, consumerSecret };
}

/** What covers the request best is the default. */
function signatureMethod({ options: { signatureMethod = 'HMAC-SHA512' } }: OpenParams): SignatureMethod {
  const method = SIGNATURE_METHODS.find(known => known === signatureMethod);
  if (method !== undefined) return method;
  throw new ClientFailure(
    'other',
    `Failed to read signatureMethod: it must be one of ${SIGNATURE_METHODS.join(', ')}.`,
  );
}
