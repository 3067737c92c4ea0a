import type { HttpRequest, HttpResponse } from './http.ts';
import { following } from './redirects.ts';
import type { Send } from './session.ts';

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
 * @param refuses whether a response says that the token is no longer good
 * @see RFC 6750 section 2.1
 */
export async function callRenewing(
  request: HttpRequest,
  tokens: SessionTokens,
  send: Send,
  refuses: (response: HttpResponse) => boolean,
): Promise<HttpResponse> {
  const accessToken = await tokens.current();
  const response = await callOnce(request, accessToken, send);
  // Another host's refusal says nothing of a token that it never saw.
  if (response.url.origin !== request.url.origin || !refuses(response)) return response;
  tokens.discard(accessToken);
  return callOnce(request, await tokens.current(), send);
}

/** Make it with this token and no other; the token stays with the origin of the request. */
export function callOnce(request: HttpRequest, accessToken: string, send: Send): Promise<HttpResponse> {
  const own: Send = hop =>
    send({ ...hop, headers: { ...hop.headers, authorization: `Bearer ${accessToken}` } });
  return following(request, { own, foreign: send });
}
