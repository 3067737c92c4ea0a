import { apiRequest } from '../api-call.ts';
import { parsed } from '../documented-form.ts';
import type { HttpResponse } from '../http.ts';
import type { Send } from '../session.ts';
import type { JsonCall } from './operations.ts';
import type { Parts } from './parts.ts';

/**
 * Calls whose answers are JSON, for operations.
 * @param base the address that their paths are below
 * @param send sends them authenticated
 */
export function jsonCalls(base: string, send: Send, { refusal }: Pick<Parts, 'refusal'>): JsonCall {
  return async (method, path, json) => {
    const body = json === undefined ? null : { json };
    const response = await send(apiRequest(base, { method, path, headers: {}, body }, 'application/json'));
    if (!succeeded(response)) throw refusal(`${method} ${path}`, response);
    return response.body.length === 0 ? undefined : parsed(response);
  };
}

export function succeeded({ status }: HttpResponse): boolean {
  return status >= 200 && status <= 299;
}
