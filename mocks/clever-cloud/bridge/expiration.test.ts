import { expect, test } from 'vitest';
import { parseExpiration } from './expiration.ts';

const now = Date.UTC(2026, 0, 31, 3, 4, 5, 6);

test.each([
  ['1h', '2026-01-31T04:04:05.006Z'],
  ['4d', '2026-02-04T03:04:05.006Z'],
  ['2w', '2026-02-14T03:04:05.006Z'],
  ['6M', '2026-07-31T03:04:05.006Z'],
  ['1y', '2027-01-31T03:04:05.006Z'],
  ['2026-12-31', '2026-12-31T00:00:00.000Z'],
  ['2026-12-31T01:02Z', '2026-12-31T01:02:00.000Z'],
  ['2026-12-31T01:02:03Z', '2026-12-31T01:02:03.000Z'],
  ['2026-12-31T01:02:03.456789Z', '2026-12-31T01:02:03.456Z'],
  ['2026-12-31T01:02:03+02:00', '2026-12-30T23:02:03.000Z'],
])('%s is until %s', (text, expected) => {
  expect(new Date(parseExpiration(text, now)!).toISOString()).toBe(expected);
});

test.each([
  '',
  'h',
  '1',
  '1m',
  '1H',
  '-1h',
  '1.5h',
  '1h ',
  '12345h',
  '2026-13-01',
  '31/12/2026',
  'Dec 31 2026',
  '2026-12-31T01:02:03',
])('%j is neither duration nor date', text => {
  expect(parseExpiration(text, now)).toBeUndefined();
});
