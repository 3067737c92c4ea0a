import { type Exchange, headerValue, headerValues } from '../../../mocks/kernel/exchange.ts';
import {
  baseString,
  baseStringUri,
  isOAuthHeader,
  isProtocolParameter,
  type ParameterSources,
  parameterSources,
  parseAuthorizationHeader,
  type SignatureMethod,
  type SigningSecrets,
  sign,
  signedParameters,
  signingKey,
  splitUrl,
} from '../../../mocks/kernel/oauth1/index.ts';
import type { Evidence, SessionEvidence } from '../evidence.ts';

/** What a request says by OAuth 1, wherever it says it (RFC 5849 section 3.5). */
export interface SignedRequest {
  readonly sources: ParameterSources;
  /** The protocol parameters by name, decoded; of a repeated one the last. */
  readonly protocol: ReadonlyMap<string, string>;
}

/** Read what a request says; what cannot be read is not there. */
export function readSigned(exchange: Exchange): SignedRequest {
  const { headers, body } = exchange.request;
  const header = headerValue(headers, 'authorization');
  const read = isOAuthHeader(header) ? parseAuthorizationHeader(header) : { parameters: [] };
  const sources = parameterSources({
    authorization: 'wrong' in read ? [] : read.parameters,
    query: splitUrl(addressed(exchange)).query,
    body,
    contentType: headerValue(headers, 'content-type'),
  });
  return { sources, protocol: new Map(Object.values(sources).flat().filter(isProtocolParameter)) };
}

/** The signature that a request should carry, if these are the secrets that its sender was given. */
export function rightSignature(exchange: Exchange, method: SignatureMethod, secrets: SigningSecrets): string {
  const text = baseString({
    method: exchange.request.method,
    uri: baseStringUri(splitUrl(addressed(exchange))),
    parameters: signedParameters(readSigned(exchange).sources),
  });
  return sign(method, text, signingKey(secrets));
}

/** The URL that the sender addressed, which is what it signed. */
export function addressed({ request }: Exchange): string {
  const [host] = headerValues(request.headers, 'host');
  return host === undefined ? request.url : `${new URL(request.url).protocol}//${host}${request.target}`;
}

/**
 * The secret that goes with a token, as the sender knows it: given with the session, or received in a step of
 * the dance. Undefined where it cannot know the token.
 */
export function tokenSecretOf(
  token: string,
  { credentials }: SessionEvidence,
  evidence: Evidence,
): string | undefined {
  if (token === '') return '';
  if (token === credentials.token) return credentials.tokenSecret;
  return receivedPairs(evidence).get(token);
}

/** Every token with its secret that a step of the dance has answered. */
export function receivedPairs({ exchanges }: Evidence): Map<string, string> {
  const steps = exchanges.filter(e => /^oauth\.(?:request|access)-token$/.test(e.operation ?? ''));
  return new Map(
    steps.flatMap(({ response }) => {
      const form = new URLSearchParams(response?.body.toString('utf8') ?? '');
      const [token, secret] = [form.get('oauth_token'), form.get('oauth_token_secret')];
      return token === null || secret === null ? [] : [[token, secret] as const];
    }),
  );
}

/** Requests that the client made when it was asked for something; the user's browser makes others. */
export function ofClient(evidence: Evidence): Exchange[] {
  const during = new Set(evidence.calls.flatMap(call => call.exchanges));
  return evidence.exchanges.filter(e => during.has(e.n));
}

/** Of those, the calls of the API: all but the steps of the dance. */
export function callsOfClient(evidence: Evidence): Exchange[] {
  return ofClient(evidence).filter(e => !/^oauth\./.test(e.operation ?? ''));
}
