import { ClientFailure } from '../failure.ts';
import type { HttpResponse } from '../http.ts';
import { jsonObject } from '../json.ts';
import { reasonOfStatus } from '../reasons.ts';

/** What the body of a refusal says. */
export interface ErrorDetails {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/** Either form: v2 has `id` and `message`; v4 and the bridge `code`, and `error` or `message`. */
export function errorDetails(body: Buffer): ErrorDetails {
  const { code, id, message, error } = jsonObject(body) ?? {};
  return { code: text(code) ?? text(id), message: text(message) ?? text(error) };
}

/** @param what the call that was refused, as the beginning of a sentence */
export function refusal(what: string, { status, body }: HttpResponse): ClientFailure {
  const { code, message } = errorDetails(body);
  const told = [code, message].filter(part => part !== undefined).join(', ');
  return new ClientFailure(
    reasonOfStatus(status),
    `${what} was refused with status ${status}${told === '' ? '' : `: ${told}`}.`,
    {
      status,
      ...(code === undefined ? {} : { code }),
    },
  );
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 300) : undefined;
}
