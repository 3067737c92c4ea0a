import type { HttpResponse } from '../http.ts';

/*
 * What answers say of when to come back. Three families of headers are in use, and two of them mean different
 * things by the word "reset".
 */

/** What is left of the quota of one key. */
export interface Quota {
  /** How many more requests may be made. */
  readonly remaining: number;
  /** In how many milliseconds there will be more. */
  readonly resetMs: number;
}

type Headers = HttpResponse['headers'];

/**
 * The quota that an answer tells; undefined when it tells none.
 * @param now milliseconds since the epoch
 */
export function quotaOf({ headers }: HttpResponse, now: number): Quota | undefined {
  return structuredQuota(headers) ?? deltaQuota(headers) ?? epochQuota(headers, now);
}

/**
 * `RateLimit: "default";r=599;t=30`, `t` in seconds from now. Of several policies, the one that has the least left.
 * @see draft-ietf-httpapi-ratelimit-headers-08 and later
 */
export function structuredQuota({ ratelimit = '' }: Headers): Quota | undefined {
  const items = ratelimit.split(',').map(item => quota(parameter(item, 'r'), parameter(item, 't')));
  return items.filter(item => item !== undefined).sort((a, b) => a.remaining - b.remaining)[0];
}

/** `RateLimit-Reset` in seconds from now. @see draft-ietf-httpapi-ratelimit-headers-06 */
export function deltaQuota(headers: Headers): Quota | undefined {
  return quota(count(headers['ratelimit-remaining']), count(headers['ratelimit-reset']));
}

/** `X-RateLimit-Reset` in seconds since the epoch. */
export function epochQuota(headers: Headers, now: number): Quota | undefined {
  const reset = count(headers['x-ratelimit-reset']);
  return quota(
    count(headers['x-ratelimit-remaining']),
    reset === undefined ? undefined : Math.max(0, reset - now / 1000),
  );
}

/**
 * How long a `Retry-After` says to wait, in milliseconds; undefined when there is none that can be read.
 * @param now milliseconds since the epoch
 * @see RFC 9110 section 10.2.3
 */
export function retryAfterMs({ headers }: HttpResponse, now: number): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  const seconds = count(value);
  if (seconds !== undefined) return 1000 * seconds;
  // Every form of an HTTP date begins with the name of a day.
  const at = /^[A-Z][a-z]+,? /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** How long an answer says to wait before the next try, in milliseconds; `Retry-After` is heard first. */
export function toldWaitMs(response: HttpResponse, now: number): number | undefined {
  const told = retryAfterMs(response, now);
  if (told !== undefined || response.status !== 429) return told;
  return quotaOf(response, now)?.resetMs;
}

function quota(remaining: number | undefined, resetSeconds: number | undefined): Quota | undefined {
  if (remaining === undefined || resetSeconds === undefined) return undefined;
  return { remaining, resetMs: 1000 * resetSeconds };
}

function parameter(item: string, name: string): number | undefined {
  const pair = item.split(';').find(part => part.trim().startsWith(`${name}=`));
  return count(pair?.slice(pair.indexOf('=') + 1));
}

/** A whole number that is not negative. */
function count(value = ''): number | undefined {
  return /^\d{1,15}$/.test(value.trim()) ? Number(value) : undefined;
}
