import { ClientFailure } from '../failure.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { jsonObject } from '../json.ts';
import { accessTokenOf, reasonOfRefusal, statedSeconds } from '../token-answer.ts';
import type { Grant } from '../token-source.ts';

/** The application that users give their consent to. */
export interface ClientCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** How a token request says which application sends it: by a header, by fields of its form, or by some of each. */
export interface ClientAuthentication {
  readonly headers: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a code is exchanged with. */
export interface CodeInput {
  readonly endpoint: string;
  readonly authentication: ClientAuthentication;
  readonly code: string;
  readonly verifier: string;
  readonly redirectUri: string;
}

/** What a refresh token is exchanged with. */
export interface RefreshInput extends Pick<CodeInput, 'endpoint' | 'authentication'> {
  readonly refreshToken: string;
}

/** What the token endpoint granted to act for a user. */
export interface UserGrant extends Grant {
  /** Undefined where the next token needs the user's consent again. */
  readonly refreshToken: string | undefined;
}

/** By Basic, whose id and secret are form-encoded first, and by nothing else. @see RFC 6749 section 2.3.1 */
export function clientAuthentication({ clientId, clientSecret }: ClientCredentials): ClientAuthentication {
  const pair = `${formEncode(clientId)}:${formEncode(clientSecret)}`;
  return { headers: { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }, fields: {} };
}

/** @see RFC 6749 section 4.1.3 and RFC 7636 section 4.5 */
export function codeRequest({ code, verifier, redirectUri, ...common }: CodeInput): HttpRequest {
  return tokenRequest(common, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
}

/** @see RFC 6749 section 6 */
export function refreshRequest({ refreshToken, ...common }: RefreshInput): HttpRequest {
  return tokenRequest(common, { grant_type: 'refresh_token', refresh_token: refreshToken });
}

/**
 * What the token endpoint's answer grants. The tokens are opaque: how long one lives is said beside it, or not at
 * all, and then it lives until it is refused.
 * @throws ClientFailure `malformed-response`
 * @see RFC 6749 section 5.1
 */
export function processTokenResponse({ status, body }: HttpResponse): UserGrant {
  const answer = jsonObject(body) ?? {};
  const { refresh_token: refreshToken } = answer;
  return {
    accessToken: accessTokenOf(status, answer),
    lifetimeMs: 1000 * (statedSeconds(answer.expires_in) ?? Number.POSITIVE_INFINITY),
    refreshToken: typeof refreshToken === 'string' && refreshToken !== '' ? refreshToken : undefined,
  };
}

/** What the token endpoint refuses with is flat, unlike the API's errors. @see RFC 6749 section 5.2 */
export function tokenRefusal({ status, body }: HttpResponse): ClientFailure {
  const { error, error_description: description } = jsonObject(body) ?? {};
  const code = text(error);
  const told = [code, text(description)].filter(part => part !== undefined).join(', ');
  return new ClientFailure(
    reasonOfRefusal(status, code),
    `The token endpoint refused with status ${status}${told === '' ? '.' : `: ${told}`}`,
    { status, ...(code === undefined ? {} : { code }) },
  );
}

function tokenRequest(
  { endpoint, authentication }: Pick<CodeInput, 'endpoint' | 'authentication'>,
  fields: Readonly<Record<string, string>>,
): HttpRequest {
  const form = new URLSearchParams({ ...fields, ...authentication.fields });
  return {
    method: 'POST',
    url: new URL(endpoint),
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...authentication.headers,
    },
    body: Buffer.from(form.toString()),
  };
}

function formEncode(value: string): string {
  return new URLSearchParams({ '': value }).toString().slice(1);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, 300) : undefined;
}
