import type { Request } from 'express';
import { mediaType, ProviderError, parseJson, rawBody } from '../../kernel/index.ts';
import { insist } from '../../kernel/insist.ts';

/**
 * The JSON object of a request that changes something.
 * @throws ProviderError `unsupported_media_type`, `malformed_body`
 */
export function jsonBody(req: Request): Readonly<Record<string, unknown>> {
  const got = mediaType(req) || 'none';
  const isJson = { check: 'content type', expected: 'application/json', got };
  insist(req, { ...isJson, ok: got === 'application/json' }, 'unsupported_media_type');
  const body = parseJson(rawBody(req));
  const ok = body !== null && typeof body === 'object' && !Array.isArray(body);
  const readable = ok ? 'an object' : 'something else';
  insist(
    req,
    { check: 'the body is a JSON object', expected: 'an object', got: readable, ok },
    'malformed_body',
  );
  return Object(body);
}

/** What is wrong with the fields of a request, a sentence for each. */
export class FieldErrors {
  readonly #wrong: Record<string, string> = {};

  /** @returns the field's text; empty where there is none, which is then wrong */
  text(body: Readonly<Record<string, unknown>>, name: string): string {
    const value = Object.hasOwn(body, name) ? body[name] : undefined;
    if (typeof value === 'string' && value.trim() !== '') return value;
    this.#wrong[name] = value === undefined ? 'This field is required.' : 'This must be a text.';
    return '';
  }

  /** Note what is wrong with a field, unless that is known already. */
  note(name: string, wrong: string): void {
    this.#wrong[name] ??= wrong;
  }

  /** @throws ProviderError `validation_error` */
  refuse(req: Request): void {
    const fields = Object.keys(this.#wrong);
    const got = fields.length === 0 ? 'none' : fields.join(', ');
    const check = { check: 'fields that are wrong', expected: 'none', got };
    insist(req, { ...check, ok: fields.length === 0 }, 'validation_error', this.#wrong);
  }
}

/** @throws ProviderError `not_found` */
export function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new ProviderError('not_found', what);
  return thing;
}
