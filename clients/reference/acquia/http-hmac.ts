import { createHash, createHmac, randomUUID } from 'node:crypto';
import { ClientFailure } from '../failure.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { percentEncode } from '../percent-encode.ts';

/*
 * HTTP HMAC 2.0 (https://github.com/acquia/http-hmac-spec), the platform's deprecated scheme.
 */

export interface HmacKey {
  /** The API key. */
  readonly id: string;
  /** The API secret, decoded from base64. */
  readonly secret: Buffer;
  readonly realm: string;
}

/** What makes a signature good for one request only. */
export interface Stamp {
  /** UUID, version 4. */
  readonly nonce: string;
  /** Seconds since the epoch. */
  readonly timestamp: number;
}

/** @param now milliseconds since the epoch */
export function stamp(now: number): Stamp {
  return { nonce: randomUUID(), timestamp: Math.floor(now / 1000) };
}

/**
 * The headers that authenticate a request.
 * The signature stands as it is: base64 holds no quote, and no server is known to want it percent-encoded.
 * @see http-hmac-spec, "Authorization Header"
 */
export function signatureHeaders(request: HttpRequest, key: HmacKey, stamp: Stamp): Record<string, string> {
  const attributes = {
    realm: percentEncode(key.realm),
    id: percentEncode(key.id),
    nonce: stamp.nonce,
    version: '2.0',
    headers: '',
    signature: hmac(key, stringToSign(request, key, stamp)),
  };
  const list = Object.entries(attributes).map(([name, value]) => `${name}="${value}"`);
  return {
    authorization: `acquia-http-hmac ${list.join(',')}`,
    'x-authorization-timestamp': String(stamp.timestamp),
    ...(signsBody(request) ? { 'x-authorization-content-sha256': sha256(request.body!) } : {}),
  };
}

/**
 * The text that is signed: host, path and query as they are sent.
 * @see http-hmac-spec, "Signature Base String"
 */
export function stringToSign(
  request: HttpRequest,
  { id, realm }: HmacKey,
  { nonce, timestamp }: Stamp,
): string {
  const { method, url, headers } = request;
  const parameters = Object.entries({ id, nonce, realm, version: '2.0' });
  const lines = [
    method,
    url.host,
    url.pathname,
    url.search.slice(1),
    parameters.map(([name, value]) => `${name}=${percentEncode(value)}`).join('&'),
    String(timestamp),
  ];
  if (signsBody(request)) lines.push((headers['content-type'] ?? '').toLowerCase(), sha256(request.body!));
  return lines.join('\n');
}

/**
 * Check the server's signature of its response, where it made one.
 * @throws ClientFailure `malformed-response` when it is not the one that belongs to this request and body
 * @see http-hmac-spec, "Response Validation"
 */
export function verifyResponse(
  request: HttpRequest,
  response: HttpResponse,
  key: HmacKey,
  stamp: Stamp,
): void {
  const claimed = response.headers['x-server-authorization-hmac-sha256'];
  if (claimed === undefined || request.method === 'HEAD') return;
  if (claimed === hmac(key, `${stamp.nonce}\n${stamp.timestamp}\n`, response.body)) return;
  throw new ClientFailure(
    'malformed-response',
    "The response's signature is wrong: it may have been altered.",
    {
      status: response.status,
    },
  );
}

/** GET and HEAD have no body to sign, whatever they carry. */
function signsBody({ method, body }: HttpRequest): boolean {
  return body !== undefined && body.length > 0 && method !== 'GET' && method !== 'HEAD';
}

function hmac({ secret }: HmacKey, ...parts: readonly (string | Buffer)[]): string {
  const digest = createHmac('sha256', secret);
  for (const part of parts) digest.update(part);
  return digest.digest('base64');
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('base64');
}
