import type { Request } from 'express';
import { contextOf } from './context.ts';
import { ProviderError } from './errors.ts';

/** Request parameters in the order they were sent; names may repeat. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** The media type of a request in lower case, without its parameters; empty where none was sent. */
export function mediaType(req: Request): string {
  return (req.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
}

/** The body of a request, as it arrived. */
export function rawBody(req: Request): Buffer {
  return contextOf(req).exchange.request.body;
}

/**
 * Decode `application/x-www-form-urlencoded`: `+` is a space, `%2B` a plus; an escape that is none stays.
 * @see https://url.spec.whatwg.org/#urlencoded-parsing
 */
export function decodeForm(text: string): Parameters {
  return [...new URLSearchParams(text.startsWith('?') ? `&${text}` : text)];
}

/**
 * Parse a JSON body.
 * @returns the value, or undefined where the body is no JSON
 */
export function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'), wellFormed);
  } catch {
    return undefined;
  }
}

/**
 * For `JSON.parse`: an escape of half a surrogate pair becomes U+FFFD, in names and in texts. What it stands for is
 * unpredictable (RFC 8259 section 8.2), and nothing that is percent-encoded later could hold it.
 */
export function wellFormed(_name: string, value: unknown): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const members = Object.entries(value);
  if (members.every(([name]) => name.isWellFormed())) return value;
  return Object.fromEntries(members.map(([name, member]) => [name.toWellFormed(), member]));
}

/**
 * The parameters of a request body, by its media type: a form, or the members of a JSON object.
 * @throws ProviderError `malformed_body` when the body is announced as JSON and is none
 */
export function bodyParameters(req: Request): Parameters {
  const body = rawBody(req);
  if (mediaType(req) === 'application/x-www-form-urlencoded') return decodeForm(body.toString('utf8'));
  if (!/^application\/([a-z.+-]+\+)?json$/.test(mediaType(req)) || body.length === 0) return [];
  const json = parseJson(body);
  if (json === null || typeof json !== 'object' || Array.isArray(json)) {
    throw new ProviderError('malformed_body', 'the body is announced as JSON and is not a JSON object');
  }
  return Object.entries(json).map(([name, value]) => [name, textOf(value)] as const);
}

/** A JSON value as a parameter; String() would throw on an object that brings a `toString` of its own. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === null ? '' : JSON.stringify(value);
}

/** The query of a request, decoded as a form. */
export function queryOf(req: Request): Parameters {
  const mark = req.url.indexOf('?');
  return mark < 0 ? [] : decodeForm(req.url.slice(mark + 1));
}

/** A member of the request body, sent as JSON or as a form; undefined where it is left out or empty. */
export function bodyMember(req: Request, name: string): string | undefined {
  return parameter(bodyParameters(req), name);
}

/** The value of a parameter; RFC 6749 section 3.2: one sent without a value counts as left out. */
export function parameter(parameters: Parameters, name: string): string | undefined {
  return parameters.find(([n]) => n === name)?.[1] || undefined;
}

/** Names that were sent more than once, which RFC 6749 section 3.2 forbids. */
export function repeated(parameters: Parameters): string[] {
  const names = parameters.map(([name]) => name);
  return [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
}
