import { expect, test } from 'vitest';
import { isTotp, totp } from './totp.ts';

const key = Buffer.from('12345678901234567890');

/** RFC 6238 appendix B, SHA-1, the last six of eight digits. */
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('at %i s the code is %s', (seconds, code) => {
  expect(totp(key, seconds * 1000)).toBe(code);
});

test('a code is good in its step, the one before and the one after', () => {
  const at = 1_234_567_890_000;
  const code = totp(key, at);
  const good = [-60_000, -30_000, 0, 30_000, 60_000].map(difference => isTotp(code, key, at + difference));
  expect(good).toEqual([false, true, true, true, false]);
  expect(isTotp('', key, at)).toBe(false);
});

test('there is a code at the beginning of time', () => {
  expect(isTotp(totp(key, 0), key, 0)).toBe(true);
});
