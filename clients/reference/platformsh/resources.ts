import { ClientFailure } from '../failure.ts';
import type { HttpResponse } from '../http.ts';
import type { Send, Value } from '../session.ts';
import type { Parts } from './parts.ts';
import { unusable } from './reading.ts';

/** Where a call goes: to a documented path, or where a link of an earlier answer leads. */
export type Target =
  | { readonly path: string; readonly query?: [name: string, value: string][] }
  | { readonly href: string };

/** Makes a call with a JSON body or none; resolves with the answer's JSON, undefined where it is empty. */
export type JsonCall = (method: string, target: Target, body?: Value) => Promise<unknown>;

/**
 * Calls whose answers are JSON, for operations.
 * @param base the API's address
 * @param send sends them authenticated
 */
export function jsonCalls(
  base: string,
  send: Send,
  { apiRequest, linkTarget, refusal }: Pick<Parts, 'apiRequest' | 'linkTarget' | 'refusal'>,
): JsonCall {
  return async (method, target, json) => {
    const body = json === undefined ? null : { json };
    const described = 'href' in target ? { path: '' } : target;
    const request = apiRequest(base, { method, ...described, headers: {}, body });
    const url = 'href' in target ? linkTarget(target.href, base) : request.url;
    const response = await send({ ...request, url });
    if (response.status < 200 || response.status > 299) throw refusal(`${method} ${url.pathname}`, response);
    return parsed(response);
  };
}

/**
 * Where a link leads.
 * @throws ClientFailure `malformed-response` when it leads away from the API: a token has no business there
 * @see RFC 3986 section 5
 */
export function linkTarget(href: string, base: string): URL {
  const api = new URL(base);
  const url = URL.canParse(href, api.href) ? new URL(href, api) : undefined;
  if (url?.origin !== api.origin) throw unusable('a link leads away from the API');
  return url;
}

function parsed({ status, body }: HttpResponse): unknown {
  if (body.length === 0) return undefined;
  try {
    return JSON.parse(String(body));
  } catch (cause) {
    const why = "The platform's answer is unusable: it is not JSON.";
    throw new ClientFailure('malformed-response', why, { status, cause });
  }
}
