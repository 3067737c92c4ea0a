import type { Reason } from '../../../src/protocol/index.ts';
import { ClientFailure } from '../failure.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { jsonObject } from '../json.ts';
import { accessTokenOf } from '../token-answer.ts';
import type { Grant } from '../token-source.ts';
import { listed } from './refusal.ts';

/** What an access token is asked for with; with any of these changed, it is another token. */
export interface TokenIdentity extends Readonly<Record<string, string | undefined>> {
  readonly tokenEndpoint: string;
  readonly apiToken: string;
}

/** The documented client: a name without a password. */
const CLIENT = `Basic ${Buffer.from('platform-api-user:').toString('base64')}`;

/** The documented life of a token, for an answer that does not state it. */
const DOCUMENTED_LIFETIME_S = 900;

/** What says more than its status does: here it is not the API token that is refused. */
const REASON_BY_CODE: Readonly<Record<string, Reason>> = {
  invalid_request: 'other',
  unsupported_grant_type: 'other',
  unauthorized_client: 'permission',
};
/** Older services refuse an API token with 400, newer ones with 401. */
const REASON_BY_STATUS: Readonly<Record<number, Reason>> = {
  400: 'authentication',
  401: 'authentication',
  403: 'permission',
  429: 'rate-limit',
};

/** The request that exchanges the API token for an access token, as the documentation writes it. */
export function tokenRequest({ tokenEndpoint, apiToken }: TokenIdentity): HttpRequest {
  return formPost(tokenEndpoint, { grant_type: 'api_token', api_token: apiToken });
}

/**
 * The request that ends an access token before its time.
 * @param authBase the address of the authentication service
 * @see RFC 7009 section 2.1
 */
export function revokeRequest(authBase: string, accessToken: string): HttpRequest {
  const endpoint = `${authBase.replace(/\/+$/, '')}/oauth2/revoke`;
  return formPost(endpoint, { token: accessToken, token_type_hint: 'access_token' });
}

/**
 * What the token endpoint's answer grants. The access token itself is opaque.
 * @throws ClientFailure when it refuses, or answers what cannot be used
 * @see RFC 6749 section 5
 */
export function processTokenResponse({ status, body }: HttpResponse): Grant {
  const answer = jsonObject(body) ?? {};
  if (status < 200 || status > 299) throw tokenRefusal(status, answer);
  const accessToken = accessTokenOf(status, answer);
  return { accessToken, lifetimeMs: 1000 * seconds(answer.expires_in) };
}

/** What a refusal says: RFC 6749 section 5.2, and the hint that newer services add to it. */
export function tokenRefusal(status: number, answer: Readonly<Record<string, unknown>>): ClientFailure {
  const { error, error_description, error_hint } = answer;
  const told = listed([error, error_description, error_hint]);
  const code = typeof error === 'string' ? error : undefined;
  return new ClientFailure(
    reasonFor(status, code),
    `The token endpoint refused with status ${status}${told === '' ? '' : `: ${told}`}.`,
    { status, ...(code === undefined ? {} : { code }) },
  );
}

function formPost(endpoint: string, fields: Record<string, string>): HttpRequest {
  return {
    method: 'POST',
    url: new URL(endpoint),
    headers: {
      accept: 'application/json',
      authorization: CLIENT,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: Buffer.from(new URLSearchParams(fields).toString()),
  };
}

function seconds(expiresIn: unknown): number {
  return typeof expiresIn === 'number' && expiresIn >= 0 ? expiresIn : DOCUMENTED_LIFETIME_S;
}

function reasonFor(status: number, code = ''): Reason {
  if (status >= 500) return 'server-error';
  return REASON_BY_CODE[code] ?? REASON_BY_STATUS[status] ?? 'other';
}
