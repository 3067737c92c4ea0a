import { ClientFailure } from './failure.ts';
import type { HttpResponse } from './http.ts';

/* Answers taken apart. Each of these throws a ClientFailure `malformed-response` when the form is another. */

/** The body as JSON. */
export function parsed({ status, body }: HttpResponse): unknown {
  try {
    return JSON.parse(String(body));
  } catch (cause) {
    throw new ClientFailure('malformed-response', 'The answer is unusable: it is not JSON.', {
      status,
      cause,
    });
  }
}

/** An object's members. */
export function members(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw unusable();
}

export function text(value: unknown): string {
  if (typeof value === 'string') return value;
  throw unusable();
}

/** The objects of a list. */
export function rows(value: unknown): Readonly<Record<string, unknown>>[] {
  if (Array.isArray(value)) return value.map(members);
  throw unusable();
}

function unusable(): ClientFailure {
  return new ClientFailure(
    'malformed-response',
    'The answer is unusable: it does not have the documented form.',
  );
}
