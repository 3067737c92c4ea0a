import type { Params, RequestBody, ResponseOutcome } from '../../src/protocol/index.ts';
import type { HttpRequest, HttpResponse } from './http.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Headers that the caller cannot set: the client authenticates and frames its requests itself. */
const RESERVED = new Set(['authorization', 'content-length', 'host', 'transfer-encoding', 'user-agent']);

/**
 * The HTTP request that a `session/request` asks for, before it is authenticated.
 * @param base the API's address; its path is kept
 * @param accept the media types to ask for, where the caller does not say
 */
export function apiRequest(
  base: string,
  { method, path = '', query = [], headers, body }: Omit<Params<'session/request'>, 'session'>,
  accept = '*/*',
): HttpRequest {
  const content = encodeBody(body);
  return {
    method,
    url: new URL(base.replace(/\/+$/, '') + path + queryString(query)),
    headers: {
      accept,
      ...(content === undefined ? {} : { 'content-type': content.type }),
      ...callerHeaders(headers),
    },
    body: content?.bytes,
  };
}

/** What the caller is handed for a response: its body as text where it is UTF-8. */
export function responseOutcome({ status, headers, body }: HttpResponse): ResponseOutcome {
  const response = { outcome: 'response', status, headers: { ...headers } } as const;
  try {
    return { ...response, body: utf8.decode(body) };
  } catch {
    return { ...response, bodyBase64: body.toString('base64') };
  }
}

/** Pairs in their order, names may repeat; a space is %20, so that no server can take it for a plus. */
function queryString(pairs: readonly (readonly [string, string])[]): string {
  const encoded = pairs.map(pair => pair.map(encodeURIComponent).join('='));
  return encoded.length === 0 ? '' : `?${encoded.join('&')}`;
}

function callerHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const lowered = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  return Object.fromEntries(lowered.filter(([name]) => !RESERVED.has(name)));
}

function encodeBody(body: RequestBody | null): { type: string; bytes: Buffer } | undefined {
  if (body === null) return undefined;
  if ('json' in body) return { type: 'application/json', bytes: Buffer.from(JSON.stringify(body.json)) };
  if ('form' in body) {
    const form = new URLSearchParams(body.form).toString();
    return { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(form) };
  }
  const bytes = 'text' in body ? Buffer.from(body.text) : Buffer.from(body.bytes, 'base64');
  return { type: body.contentType, bytes };
}
