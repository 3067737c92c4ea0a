import { ClientFailure } from '../failure.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { jsonObject } from '../json.ts';
import { accessTokenOf, reasonOfRefusal, statedSeconds } from '../token-answer.ts';
import type { Grant } from '../token-source.ts';

/** What an access token is asked for with; with any of these changed, it is another token. */
export interface TokenIdentity extends Readonly<Record<string, string | undefined>> {
  readonly tokenEndpoint: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  /** Undefined for a token of no organization. */
  readonly scope: string | undefined;
}

/** The documented life of a token, for an answer that does not state it. */
const DOCUMENTED_LIFETIME_S = 300;

/**
 * The request that exchanges API key and secret for an access token. URLSearchParams encodes `+`, `/` and
 * `=`, which the secrets hold.
 * @see RFC 6749 section 4.4.2
 */
export function tokenRequest(identity: TokenIdentity): HttpRequest {
  const form = new URLSearchParams({
    client_id: identity.apiKey,
    client_secret: identity.apiSecret,
    grant_type: 'client_credentials',
  });
  if (identity.scope !== undefined) form.set('scope', identity.scope);
  return {
    method: 'POST',
    url: new URL(identity.tokenEndpoint),
    headers: {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: Buffer.from(form.toString()),
  };
}

/**
 * What the token endpoint's answer grants. The access token itself is opaque.
 * @throws ClientFailure when it refuses, or answers what cannot be used
 * @see RFC 6749 section 5
 */
export function processTokenResponse({ status, body }: HttpResponse, { apiSecret }: TokenIdentity): Grant {
  const answer = jsonObject(body) ?? {};
  if (status < 200 || status > 299) throw refusal(status, answer, apiSecret);
  const accessToken = accessTokenOf(status, answer);
  return { accessToken, lifetimeMs: 1000 * (statedSeconds(answer.expires_in) ?? DOCUMENTED_LIFETIME_S) };
}

/** Both generations of error bodies: RFC 6749 section 5.2, and Okta's. */
function refusal(status: number, answer: Readonly<Record<string, unknown>>, secret: string): ClientFailure {
  const code = text(answer.error) ?? text(answer.errorCode);
  const description = text(answer.error_description) ?? text(answer.errorSummary) ?? text(answer.message);
  const told = [code, description].filter(part => part !== undefined).join(', ');
  const message = `The token endpoint refused with status ${status}${told === '' ? '' : `: ${told}`}.`;
  return new ClientFailure(reasonOfRefusal(status, code), message.replaceAll(secret, '***'), {
    status,
    ...(code === undefined ? {} : { code: code.replaceAll(secret, '***') }),
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, 300) : undefined;
}
