import { randomUUID } from 'node:crypto';
import type { SettableClock } from '../clock.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import type { Pace } from './pace.ts';
import type { Parts } from './parts.ts';

const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE']);
const PASSING = new Set([429, 502, 503, 504]);
const FIRST_BACKOFF_MS = 200;

/** How long one call may wait in all, in milliseconds: a window of the rate limit, twice. */
export const LONGEST_WAIT_MS = 120_000;

/**
 * A request that the server can tell from another one like it. What is idempotent needs no key; a key that the
 * caller gives stays.
 * @see draft-ietf-httpapi-idempotency-key-header
 */
export function withIdempotencyKey(request: HttpRequest): HttpRequest {
  if (IDEMPOTENT.has(request.method)) return request;
  return { ...request, headers: { 'idempotency-key': newIdempotencyKey(), ...request.headers } };
}

/** A structured string, as the draft says. */
export function newIdempotencyKey(): string {
  return `"${randomUUID()}"`;
}

/** Whether a request does no harm when it is carried out twice. @see RFC 9110 section 9.2.2 */
export function mayRepeat({ method, headers }: HttpRequest): boolean {
  return IDEMPOTENT.has(method) || headers['idempotency-key'] !== undefined;
}

/** Whether an answer may be another one soon. */
export function isPassing({ status }: HttpResponse): boolean {
  return PASSING.has(status);
}

/**
 * How long to wait where the server does not say: twice as long each time, and not at the same moment as others.
 * @param repeats how often the request has been repeated already
 * @param random from 0 to 1
 */
export function backoffMs(repeats: number, random = Math.random()): number {
  return FIRST_BACKOFF_MS * 2 ** repeats * (0.5 + random / 2);
}

/** What a request is repeated under. */
export interface Patience {
  readonly clock: SettableClock;
  readonly pace: Pace;
  readonly maxRetries: number;
  readonly parts: Pick<
    Parts,
    'mayRepeat' | 'isPassing' | 'toldWaitMs' | 'backoffMs' | 'wait' | 'longestWaitMs'
  >;
}

/**
 * Send a request, and again after an answer that may pass, as long as that is allowed and the waiting stays within
 * bounds; what then is the answer is the caller's.
 * @param attempt sends it once
 */
export async function repeating(
  request: HttpRequest,
  attempt: () => Promise<HttpResponse>,
  { clock, pace, maxRetries, parts }: Patience,
): Promise<HttpResponse> {
  let patience = parts.longestWaitMs;
  for (let repeats = 0; ; repeats++) {
    patience -= await pace.keep(patience);
    const response = await attempt();
    pace.note(response);
    if (repeats >= maxRetries || !parts.isPassing(response) || !parts.mayRepeat(request)) return response;
    const delay = parts.toldWaitMs(response, clock.now()) ?? parts.backoffMs(repeats);
    if (delay > patience) return response;
    patience -= delay;
    await parts.wait(delay, clock);
  }
}
