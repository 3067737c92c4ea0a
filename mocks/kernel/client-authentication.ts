import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request } from 'express';
import { decodeForm, type Parameters, parameter } from './parameters.ts';

/** What a client said of itself at the token endpoint, and where it said it. */
export interface PresentedClient {
  readonly method: 'client_secret_basic' | 'client_secret_post';
  readonly id: string | undefined;
  readonly secret: string | undefined;
}

/**
 * The client's identifier and secret, from the Authorization header or from the body.
 * @param basicIsFormEncoded whether the two halves of Basic credentials are form-encoded, as the RFC says;
 *   servers that take them as they are exist
 * @see RFC 6749 section 2.3.1
 */
export function presentedClient(
  req: Request,
  parameters: Parameters,
  basicIsFormEncoded = false,
): PresentedClient {
  const basic = /^basic +([a-z0-9+/=_-]*)$/i.exec(req.headers.authorization ?? '');
  if (basic === null) {
    return {
      method: 'client_secret_post',
      id: parameter(parameters, 'client_id'),
      secret: parameter(parameters, 'client_secret'),
    };
  }
  const text = Buffer.from(basic[1]!, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const read = (half: string) => (basicIsFormEncoded ? decodeFormValue(half) : half) || undefined;
  return {
    method: 'client_secret_basic',
    id: read(text.slice(0, Math.max(colon, 0))),
    secret: colon < 0 ? undefined : read(text.slice(colon + 1)),
  };
}

/** One form-encoded value by itself; an ampersand in it ends nothing. */
function decodeFormValue(text: string): string {
  return decodeForm(`v=${text.replaceAll('&', '%26')}`)[0]![1];
}

/** Compare two secrets in a time that tells nothing of either. */
export function secretsMatch(expected: string, got: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text, 'utf8').digest();
  return timingSafeEqual(digest(expected), digest(got));
}
