import { callRenewing, type SessionTokens } from '../bearer.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { jsonObject } from '../json.ts';
import type { Send } from '../session.ts';

export { callOnce } from '../bearer.ts';

/** Make an API call; where the platform says that the token is dead, once more with a new one. */
export function callWithToken(
  request: HttpRequest,
  tokens: SessionTokens,
  send: Send,
): Promise<HttpResponse> {
  return callRenewing(request, tokens, send, refusesToken);
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
