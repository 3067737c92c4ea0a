import { expect, test } from 'vitest';
import type { Exchange } from '../../mocks/kernel/exchange.ts';
import { toldWait } from './told-wait.ts';

const AT = Date.UTC(2026, 0, 2, 3, 4, 5, 250);
const SECOND = Math.floor(AT / 1000);

/** How long an answer asks to wait, in milliseconds from its request on, and by what. */
function waitOf(
  status: number,
  headers: Readonly<Record<string, string>>,
): readonly [number, string] | undefined {
  const response = { status, headers: Object.entries(headers), body: Buffer.alloc(0), cut: false };
  const request = { method: 'GET', target: '/', url: 'http://x/', httpVersion: '1.1', headers: [] };
  const exchange: Exchange = {
    n: 1,
    site: 'platform',
    at: AT,
    realAt: AT,
    decisions: [],
    request: { ...request, body: Buffer.alloc(0) },
    response,
  };
  const told = toldWait(exchange);
  return told && [told.until - AT, told.by];
}

const X = { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': String(SECOND + 10) };
const DRAFT_06 = { 'RateLimit-Remaining': '0', 'RateLimit-Reset': '10' };
const STRUCTURED = { RateLimit: '"default";r=0;t=10' };

test.each([
  [429, { 'Retry-After': '7' }, 7000, 'Retry-After: 7'],
  [503, { 'Retry-After': new Date(1000 * (SECOND + 7)).toUTCString() }, 6750, 'Retry-After: Fri'],
  [429, { ...X, 'Retry-After': '7' }, 7000, 'Retry-After: 7'],
  [429, X, 9750, 'X-RateLimit-Reset: '],
  [429, DRAFT_06, 10_000, 'RateLimit-Reset: 10'],
  [429, STRUCTURED, 10_000, 'RateLimit: "default"'],
  [200, X, 9750, 'X-RateLimit-Reset: '],
  [200, DRAFT_06, 10_000, 'RateLimit-Reset: 10'],
  [404, STRUCTURED, 10_000, 'RateLimit: "default"'],
])('%i with %o asks for %i ms', (status, headers, ms, by) => {
  const [told, said] = waitOf(status, headers)!;
  expect(told).toBe(ms);
  expect(said.startsWith(by)).toBe(true);
});

test.each([
  ['says nothing', 429, {}],
  ['cannot be read', 503, { 'Retry-After': 'soon' }],
  ['is good, and something is left', 200, { RateLimit: '"default";r=10;t=10' }],
  ['is a failure that will not pass', 500, { 'Retry-After': '7' }],
  ['is of a service that is down, with a quota', 503, { ...X, 'X-RateLimit-Remaining': '3' }],
])('an answer that %s asks for no wait', (_, status, headers) => {
  expect(waitOf(status, headers)).toBeUndefined();
});
