import { ClientFailure } from '../failure.ts';
import type { HttpResponse } from '../http.ts';
import { jsonObject } from '../json.ts';

/** What the body of a refusal says. */
export interface ErrorDetails {
  readonly code: string | undefined;
  /** For people; nothing is read out of it. */
  readonly message: string | undefined;
}

/** Either envelope: an error object, or a flat one whose `error` is a text. */
export function errorDetails(body: Buffer): ErrorDetails {
  const { error, message } = jsonObject(body) ?? {};
  if (typeof error !== 'object' || error === null) return { code: text(error), message: text(message) };
  const details = error as Readonly<Record<string, unknown>>;
  return { code: text(details.code), message: text(details.message) };
}

/**
 * What the caller is told instead of a response: that the token is no good (401), or that it is and may not do this
 * (403). Neither is cured by another try. Undefined for every other status.
 */
export function refusal({ status }: HttpResponse, details: ErrorDetails): ClientFailure | undefined {
  if (status === 401) return failure('authentication', 'The API token was refused', status, details);
  if (status === 403) return failure('permission', 'The API token lacks a permission', status, details);
  return undefined;
}

function failure(
  reason: 'authentication' | 'permission',
  what: string,
  status: number,
  { code, message }: ErrorDetails,
): ClientFailure {
  const told = message === undefined ? '' : `: ${message}`;
  return new ClientFailure(reason, `${what}, status ${status}${told}`, {
    status,
    ...(code === undefined ? {} : { code }),
  });
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 300) : undefined;
}
