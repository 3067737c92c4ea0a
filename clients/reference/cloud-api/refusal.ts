import { ClientFailure } from '../failure.ts';
import type { HttpResponse } from '../http.ts';
import { jsonObject } from '../json.ts';
import { reasonOfStatus } from '../reasons.ts';

/** What the body of a refusal says. */
export interface ErrorDetails {
  /** Stable: what a program may go by. */
  readonly code: string | undefined;
  /** For people. */
  readonly message: string | undefined;
}

/**
 * The API's error object; or a flat error, as gateways before the API write it, or problem details (RFC 9457). Of a
 * body that is none of these, as an HTML page, there is nothing to say.
 */
export function errorDetails(body: Buffer): ErrorDetails {
  const { error, ...flat } = jsonObject(body) ?? {};
  if (typeof error === 'object' && error !== null) {
    const { code, message } = error as Readonly<Record<string, unknown>>;
    return { code: text(code), message: text(message) };
  }
  const message = flat.error_description ?? flat.message ?? flat.detail ?? flat.title;
  return { code: text(error) ?? text(flat.code), message: text(message) };
}

/** @param what the call that was refused, as the beginning of a sentence */
export function refusal(what: string, { status }: HttpResponse, details: ErrorDetails): ClientFailure {
  const { code, message } = details;
  const told = [code, message].filter(part => part !== undefined).join(', ');
  return new ClientFailure(
    reasonOfStatus(status),
    `${what} was refused with status ${status}${told === '' ? '.' : `: ${told}`}`,
    { status, ...(code === undefined ? {} : { code }) },
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value.slice(0, 300) : undefined;
}
