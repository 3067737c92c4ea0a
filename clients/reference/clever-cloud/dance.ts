import { ClientFailure } from '../failure.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { formBody } from './protocol-parameters.ts';
import { type Credentials, FORM, type Parameter } from './signature.ts';

/*
 * The steps of the dance (RFC 5849 section 2): for each a function that makes the request, and one that reads
 * the answer.
 */

/** The temporary token, which stands for one attempt of one user. */
export interface TemporaryCredentials {
  readonly token: string;
  readonly tokenSecret: string;
}

/** The user's token. */
export interface TokenCredentials {
  readonly token: string;
  readonly tokenSecret: string;
  /** ISO 8601, as the platform writes it. */
  readonly expirationDate: string | undefined;
}

/** The protocol parameters of a request, its signature among them. */
export type Sign = (
  request: HttpRequest,
  credentials: Credentials,
  extra?: readonly Parameter[],
) => Parameter[];

export interface RequestTokenInput {
  readonly endpoint: string;
  readonly consumer: Credentials;
  /** Where the browser is to come back to. */
  readonly callbackUrl: string;
}

/** Step 1. @see RFC 5849 section 2.1 */
export function requestTokenRequest(
  { endpoint, consumer, callbackUrl }: RequestTokenInput,
  sign: Sign,
): HttpRequest {
  return formPost(endpoint, request => sign(request, consumer, [['oauth_callback', callbackUrl]]));
}

/** @throws ClientFailure `malformed-response` */
export function processTemporaryCredentials(response: HttpResponse): TemporaryCredentials {
  const form = new URLSearchParams(String(response.body));
  const { token, tokenSecret } = tokenPair(form, response);
  if (form.get('oauth_callback_confirmed') === 'true') return { token, tokenSecret };
  throw unusable(response, 'it does not confirm the callback');
}

/** Step 2: the page on which the user consents. @see RFC 5849 section 2.2 */
export function authorizationUrl(endpoint: string, { token }: TemporaryCredentials): string {
  const url = new URL(endpoint);
  url.searchParams.set('oauth_token', token);
  return url.href;
}

/** What step 3 asks with. */
export interface Consent {
  readonly temporary: TemporaryCredentials;
  readonly verifier: string;
}

/**
 * What the browser brought back, if it belongs to this attempt.
 * @param pending undefined where no attempt is under way, or it has been completed
 * @throws ClientFailure `state-mismatch`, or `authorization-denied` where the user did not consent
 * @see RFC 5849 section 2.2
 */
export function verifyCallback(callbackUrl: string, pending: TemporaryCredentials | undefined): Consent {
  const { searchParams } = new URL(callbackUrl);
  const [token, another] = searchParams.getAll('oauth_token');
  if (pending === undefined || token !== pending.token || another !== undefined) {
    throw new ClientFailure('state-mismatch', 'The callback does not belong to an authorization under way.');
  }
  const verifier = searchParams.get('oauth_verifier') ?? '';
  if (verifier === '') throw new ClientFailure('authorization-denied', 'The user did not consent.');
  return { temporary: pending, verifier };
}

export interface AccessTokenInput extends Consent {
  readonly endpoint: string;
  readonly consumer: Credentials;
}

/** Step 3, signed with the temporary secret. @see RFC 5849 section 2.3 */
export function accessTokenRequest(
  { endpoint, consumer, temporary, verifier }: AccessTokenInput,
  sign: Sign,
): HttpRequest {
  const { token, tokenSecret } = temporary;
  return formPost(endpoint, request =>
    sign(request, { ...consumer, token, tokenSecret }, [['oauth_verifier', verifier]]),
  );
}

/** @throws ClientFailure `malformed-response` */
export function processTokenCredentials(response: HttpResponse): TokenCredentials {
  const form = new URLSearchParams(String(response.body));
  return { ...tokenPair(form, response), expirationDate: form.get('expiration_date') ?? undefined };
}

/** The platform wants the parameters in the body. */
function formPost(endpoint: string, parameters: (request: HttpRequest) => Parameter[]): HttpRequest {
  const headers = { accept: FORM, 'content-type': FORM };
  const request = { method: 'POST', url: new URL(endpoint), headers };
  return { ...request, body: formBody(parameters(request)) };
}

function tokenPair(form: URLSearchParams, response: HttpResponse): TemporaryCredentials {
  const token = form.get('oauth_token') ?? '';
  const tokenSecret = form.get('oauth_token_secret');
  if (token === '' || tokenSecret === null) throw unusable(response, 'it holds no token with its secret');
  return { token, tokenSecret };
}

function unusable({ status }: HttpResponse, why: string): ClientFailure {
  return new ClientFailure('malformed-response', `The answer is unusable: ${why}.`, { status });
}
