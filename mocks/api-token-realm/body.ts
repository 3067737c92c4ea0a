import type { Request } from 'express';
import { ProviderError, parseJson, rawBody } from '../kernel/index.ts';

/** Members of a request's JSON object. */
export type JsonBody = Readonly<Record<string, unknown>>;

/** @throws ProviderError `malformed_body` when the body is no JSON object */
export function jsonBody(req: Request): JsonBody {
  const body = parseJson(rawBody(req));
  if (body === null || typeof body !== 'object' || Array.isArray(body))
    throw new ProviderError('malformed_body', 'the body is no JSON object');
  return body as JsonBody;
}

/**
 * The name in a body; it need not be unique, but it must be there (R8).
 * @throws ProviderError `bad_request`
 */
export function nameIn({ name }: JsonBody): string {
  if (typeof name !== 'string' || name.trim() === '') throw invalidMember('name', 'must be a text');
  return name.trim();
}

/** A refusal that says which member of the body is wrong (b2). */
export function invalidMember(path: string, violation: string): ProviderError {
  const parameterLocation = 'PAYLOAD_BODY';
  return new ProviderError('bad_request', `${path} ${violation}`, { path, violation, parameterLocation });
}
