import type { Parts } from '../../reference/cloud-api/parts.ts';
import { quotaOf, retryAfterMs, structuredQuota, toldWaitMs } from '../../reference/cloud-api/quota.ts';
import type { HttpResponse } from '../../reference/http.ts';
import type { Mutant } from '../mutant.ts';
import { withParts } from './composing.ts';

const QUOTA = ['CAP-30', 'CAP-31'];
const ONE_HEADER = 'slowing down and coming back go by the same header';

/** The reference client, which finds other headers in answers than there are. */
function misreading(
  change: (headers: HttpResponse['headers'], now: number) => HttpResponse['headers'],
): Mutant['make'] {
  const changed = (response: HttpResponse, now: number) => ({
    ...response,
    headers: change(response.headers, now),
  });
  return withParts(() => ({
    quotaOf: (response, now) => quotaOf(changed(response, now), now),
    toldWaitMs: (response, now) => toldWaitMs(changed(response, now), now),
  }));
}

/** One header written anew, where it is there. */
function rewritten(
  headers: HttpResponse['headers'],
  name: string,
  write: (value: string) => string,
): HttpResponse['headers'] {
  return headers[name] === undefined ? headers : { ...headers, [name]: write(headers[name]) };
}

/** The reference client, which hears `Retry-After` in another way. */
function hearing(told: Parts['toldWaitMs']): Mutant['make'] {
  return withParts(() => ({ toldWaitMs: told }));
}

/** Clients that are wrong about when to come back. */
export const waitMutants: readonly Mutant[] = [
  {
    name: 'cap-reset-epoch-as-delta',
    wrong: 'Takes X-RateLimit-Reset for seconds from now.',
    fault: 6,
    breaks: QUOTA,
    because: ONE_HEADER,
    make: misreading((headers, now) =>
      rewritten(headers, 'x-ratelimit-reset', value => String(Number(value) + Math.ceil(now / 1000))),
    ),
  },
  {
    name: 'cap-reset-delta-as-epoch',
    wrong: 'Takes RateLimit-Reset for seconds since 1970.',
    fault: 6,
    breaks: QUOTA,
    because: ONE_HEADER,
    make: misreading(headers => rewritten(headers, 'ratelimit-reset', () => '0')),
  },
  {
    name: 'cap-reset-milliseconds',
    wrong: 'Takes the seconds of RateLimit for milliseconds.',
    fault: 6,
    breaks: QUOTA,
    because: ONE_HEADER,
    make: misreading(headers => rewritten(headers, 'ratelimit', value => value.replace(/t=\d+/, 't=0'))),
  },
  {
    name: 'cap-structured-unread',
    wrong: 'Does not know the structured field.',
    fault: 6,
    breaks: QUOTA,
    because: ONE_HEADER,
    make: misreading(({ ratelimit: _, ...headers }) => headers),
  },
  {
    name: 'cap-does-not-slow-down',
    wrong: 'Sends its next call at once, though nothing is left.',
    fault: 6,
    breaks: ['CAP-30'],
    make: withParts(() => ({
      quotaOf: (response, now) => (response.status < 400 ? undefined : quotaOf(response, now)),
    })),
  },
  {
    name: 'cap-slows-down-by-half',
    wrong: 'Waits for half of the time until the reset where nothing is left.',
    fault: 6,
    breaks: ['CAP-30'],
    make: withParts(() => ({
      quotaOf: (response, now) => {
        const quota = quotaOf(response, now);
        return quota && { ...quota, resetMs: response.status < 400 ? quota.resetMs / 2 : quota.resetMs };
      },
    })),
  },
  {
    name: 'cap-retry-after-unheard',
    wrong: 'Comes back when it likes.',
    fault: 5,
    breaks: ['CAP-31'],
    make: hearing(() => undefined),
  },
  {
    name: 'cap-retry-after-date-unread',
    wrong: 'Reads Retry-After in seconds only.',
    fault: 5,
    breaks: ['CAP-31'],
    make: hearing((response, now) =>
      /GMT/.test(response.headers['retry-after'] ?? '') ? undefined : toldWaitMs(response, now),
    ),
  },
  {
    name: 'cap-retry-after-seconds-unread',
    wrong: 'Reads Retry-After as a date only.',
    fault: 5,
    breaks: ['CAP-31'],
    make: hearing((response, now) =>
      /GMT/.test(response.headers['retry-after'] ?? '') ? toldWaitMs(response, now) : undefined,
    ),
  },
  {
    name: 'cap-retry-after-milliseconds',
    wrong: 'Takes the seconds of Retry-After for milliseconds.',
    fault: 6,
    breaks: ['CAP-31'],
    make: hearing((response, now) => {
      const told = retryAfterMs(response, now);
      return told === undefined ? toldWaitMs(response, now) : told / 1000;
    }),
  },
  {
    name: 'cap-retry-after-half',
    wrong: 'Comes back after half of the time.',
    fault: 5,
    breaks: ['CAP-31'],
    make: hearing((response, now) => {
      const told = toldWaitMs(response, now);
      return told === undefined ? undefined : told / 2;
    }),
  },
  {
    name: 'cap-retry-after-of-429-only',
    wrong: 'Does not hear Retry-After of a service that is down.',
    fault: 5,
    breaks: ['CAP-31'],
    make: hearing((response, now) => (response.status === 429 ? toldWaitMs(response, now) : undefined)),
  },
  {
    name: 'cap-reset-before-retry-after',
    wrong: 'Goes by the reset where Retry-After says something else.',
    fault: 6,
    breaks: ['CAP-31'],
    make: hearing((response, now) =>
      response.status === 429
        ? ((structuredQuota(response.headers) ?? quotaOf(response, now))?.resetMs ??
          toldWaitMs(response, now))
        : toldWaitMs(response, now),
    ),
  },
];
