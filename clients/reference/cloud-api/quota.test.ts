import { describe, expect, it } from 'vitest';
import type { HttpResponse } from '../http.ts';
import { quotaOf, toldWaitMs } from './quota.ts';

const NOW = Date.parse('2026-03-06T12:00:00Z');
const EPOCH = NOW / 1000;

function response(headers: Record<string, string>, status = 429): HttpResponse {
  return { url: new URL('http://h/'), status, headers, body: Buffer.alloc(0) };
}

describe('what an answer says of the quota', () => {
  it.each<[string, Record<string, string>, number, number]>([
    [
      'seconds since the epoch',
      { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${EPOCH + 30}` },
      0,
      30_000,
    ],
    ['an epoch gone by', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${EPOCH - 9}` }, 0, 0],
    ['seconds from now', { 'ratelimit-remaining': '7', 'ratelimit-reset': '30' }, 7, 30_000],
    ['a structured field', { ratelimit: '"default";r=0;t=30' }, 0, 30_000],
    ['the scarcest of several policies', { ratelimit: '"day";r=90;t=9000, "burst"; r=0 ;t=2' }, 0, 2000],
    [
      'two families',
      { ratelimit: '"default";r=5;t=30', 'x-ratelimit-remaining': '5', 'x-ratelimit-reset': `${EPOCH + 30}` },
      5,
      30_000,
    ],
  ])('by %s', (_what, headers, remaining, resetMs) => {
    expect(quotaOf(response(headers), NOW)).toEqual({ remaining, resetMs });
  });

  it.each<Record<string, string>>([
    {},
    { 'x-ratelimit-remaining': '0' },
    { ratelimit: '"default";r=zero;t=1' },
    { 'ratelimit-remaining': '-1', 'ratelimit-reset': '5' },
  ])('is nothing in %j', headers => {
    expect(quotaOf(response(headers), NOW)).toBeUndefined();
  });
});

describe('how long to wait', () => {
  it.each<[Record<string, string>, number | undefined]>([
    [{ 'retry-after': '1' }, 1000],
    [{ 'retry-after': 'Fri, 06 Mar 2026 12:00:05 GMT' }, 5000],
    [{ 'retry-after': 'Friday, 06-Mar-26 12:00:05 GMT' }, 5000],
    [{ 'retry-after': 'Fri, 06 Mar 2026 11:00:00 GMT' }, 0],
    [{ 'retry-after': '-5' }, undefined],
    [{ 'retry-after': 'soon' }, undefined],
    [{ 'retry-after': '2', ratelimit: '"default";r=0;t=60' }, 2000],
    [{ ratelimit: '"default";r=0;t=60' }, 60_000],
  ])('is said by %j', (headers, ms) => {
    expect(toldWaitMs(response(headers), NOW)).toBe(ms);
  });

  it('is not said by the quota of an answer that is about something else', () => {
    expect(toldWaitMs(response({ ratelimit: '"default";r=5;t=60' }, 503), NOW)).toBeUndefined();
  });
});
