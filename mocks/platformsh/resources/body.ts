import type { Request } from 'express';
import { mediaType, ProviderError, parseJson, rawBody } from '../../kernel/index.ts';

/** The members of a JSON body, of any type. */
export type Body = Readonly<Record<string, unknown>>;

/**
 * The JSON object that a request brings; an empty body counts as an empty one.
 * @throws ProviderError `malformed_body` when it is something else
 */
export function bodyOf(req: Request): Body {
  const value = jsonOf(req);
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw new ProviderError('malformed_body', 'the body is not a JSON object');
  return value as Body;
}

/** The JSON value that a request brings. */
export function jsonOf(req: Request): unknown {
  if (rawBody(req).length === 0) return {};
  if (!/^application\/([\w.+-]+\+)?json$/.test(mediaType(req)))
    throw new ProviderError('malformed_body', 'the body is not announced as JSON');
  const value = parseJson(rawBody(req));
  if (value === undefined) throw new ProviderError('malformed_body', 'the body is no JSON');
  return value;
}

/** A member that has to be there, as text that is not blank. */
export function requiredText(body: Body, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new ProviderError('fields_invalid', `${name} is missing`, { [name]: 'This field is required.' });
}

/**
 * A member that may be left out.
 * @throws ProviderError `fields_invalid` when it is of another type than its default
 */
export function optional<T extends string | boolean>(body: Body, name: string, absent: T): T {
  const value = body[name];
  if (value === undefined || value === null) return absent;
  if (typeof value === typeof absent) return value as T;
  throw new ProviderError('fields_invalid', `${name} is no ${typeof absent}`, {
    [name]: `Not a ${typeof absent}.`,
  });
}
