import { createHash, createHmac } from 'node:crypto';
import type { HmacAuthorization } from './parse.ts';

/** The parts of a request that its signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** Host and port; the port left out where it is the scheme's own. */
  readonly host: string;
  readonly path: string;
  /** The query exactly as sent, without its `?`; may be empty. */
  readonly query: string;
  readonly authorization: Pick<HmacAuthorization, 'id' | 'nonce' | 'realm' | 'version'>;
  /** Lower-case name and value of every signed header, sorted by name. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly timestamp: string;
  /** Left out where there is no body. */
  readonly content?: { readonly type: string; readonly hash: string };
}

/**
 * The text that a client signs; pure.
 * @see https://github.com/acquia/http-hmac-spec#string-to-sign
 */
export function stringToSign(request: SignedRequest): string {
  const { id, nonce, realm, version } = request.authorization;
  const parameters = Object.entries({ id, nonce, realm, version });
  return [
    request.method.toUpperCase(),
    request.host.toLowerCase(),
    request.path,
    request.query,
    parameters.map(([name, value]) => `${name}=${percentEncode(value)}`).join('&'),
    ...request.headers.map(([name, value]) => `${name}:${value}`),
    request.timestamp,
    ...(request.content === undefined ? [] : [request.content.type.toLowerCase(), request.content.hash]),
  ].join('\n');
}

/** @param secret as it is handed to users: base64 of the key's bytes */
export function signature(secret: string, text: string | Buffer): string {
  return createHmac('sha256', Buffer.from(secret, 'base64')).update(text).digest('base64');
}

/** `X-Authorization-Content-SHA256` of a body. */
export function contentHash(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64');
}

/**
 * `X-Server-Authorization-HMAC-SHA256` of an answer.
 * @see https://github.com/acquia/http-hmac-spec#response-string-to-sign
 */
export function responseSignature(secret: string, nonce: string, timestamp: string, body: Buffer): string {
  return signature(secret, Buffer.concat([Buffer.from(`${nonce}\n${timestamp}\n`), body]));
}

/** Everything but RFC 3986's unreserved characters. */
function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}
