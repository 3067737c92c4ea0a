import type { HttpRequest, HttpResponse } from '../http.ts';
import { jsonObject } from '../json.ts';
import { following } from '../redirects.ts';
import type { Send } from '../session.ts';

/** The access tokens of one session. */
export interface SessionTokens {
  /** One that is good for a call now. */
  current(): Promise<string>;
  /** Forget one that the server refused. */
  discard(accessToken: string): void;
}

/**
 * Make an API call with a bearer token. When the server refuses the token, get a new one and repeat the
 * call, once; a second refusal is the caller's to see.
 * @see RFC 6750 section 2.1
 */
export async function callWithToken(
  request: HttpRequest,
  tokens: SessionTokens,
  send: Send,
): Promise<HttpResponse> {
  const accessToken = await tokens.current();
  const response = await callOnce(request, accessToken, send);
  // Another host's refusal says nothing of a token that it never saw.
  if (response.url.origin !== request.url.origin || !refusesToken(response)) return response;
  tokens.discard(accessToken);
  return callOnce(request, await tokens.current(), send);
}

/** Make it with this token and no other; the token stays with the origin of the request. */
export function callOnce(request: HttpRequest, accessToken: string, send: Send): Promise<HttpResponse> {
  const own: Send = hop =>
    send({ ...hop, headers: { ...hop.headers, authorization: `Bearer ${accessToken}` } });
  return following(request, { own, foreign: send });
}

/**
 * Whether a response says that the token is no longer good. The platform answers 403 for an expired token,
 * and also for what the user may not do, where a new token would not help: the body tells them apart.
 */
export function refusesToken({ status, body }: HttpResponse): boolean {
  if (status === 401) return true;
  if (status !== 403) return false;
  const { error, message } = jsonObject(body) ?? {};
  return error === 'unauthorized' && typeof message === 'string' && /\bexpired\b/i.test(message);
}
