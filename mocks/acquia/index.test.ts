import { expect, test } from 'vitest';
import type { Certainty, FaultEffect } from '../kernel/index.ts';
import { acquia, facts } from './index.ts';
import { Browser } from './testing/browser.ts';
import { testPlatforms } from './testing/platform.ts';

const platforms = testPlatforms();

test('every credential that a sandbox holds is named, so that none is written down', async () => {
  const platform = platforms.open();
  const { state } = platform.sandbox;
  const browser = new Browser(platform);
  await browser.signIn();
  const made = state.createKey('another');
  const named = acquia.secrets(state).flat();
  const { user, consoleSessions } = state;
  const [session] = consoleSessions.values();
  const all = [
    platform.key.id,
    platform.key.secret,
    made.id,
    made.secret,
    user.password,
    session!.value,
    session!.csrf,
  ];
  expect(named).toEqual(expect.arrayContaining(all));
});

test('clients are sent to the addresses of the client protocol', () => {
  expect(acquia.endpoints('http://x/s1')).toEqual({
    api: 'http://x/s1/api',
    token: 'http://x/s1/api/auth/oauth/token',
    console: 'http://x/s1/console',
  });
});

test('without settings the mock answers as the fact sheet says', () => {
  expect(acquia.defaultSettings).toEqual({
    tokenLifetimeSeconds: 300,
    tokenFormat: 'opaque',
    tokenType: 'bearer',
    errors: 'oauth2',
    expiredStatus: 403,
    hmac: 'by-clock',
    hmacRefusesReplay: false,
    hmacNonceVariant: 'any',
    removalRevokesAccessTokens: false,
  });
});

test('every fact has its source, and how sure it is', () => {
  const known: Certainty[] = ['certain', 'likely', 'assumed'];
  for (const fact of Object.values(facts)) {
    expect(known).toContain(fact.certainty);
    expect(fact.source).toMatch(/^(A\d|b\d)/);
  }
});

const html = {
  kind: 'respond',
  status: 500,
  headers: { 'X-Request-Id': 'r1' },
  body: '<h1>Oops</h1>',
} as const;
const faults: [name: string, effect: FaultEffect, expected: RegExp][] = [
  ['left out', { kind: 'edit', drop: ['expires_in', 'mail'], set: {} }, /^(?!.*(expires_in|mail":"ada)).*}$/],
  [
    'replaced',
    { kind: 'edit', drop: [], set: { token_type: 'mac', mail: 'x' } },
    /"token_type":"mac"|"mail":"x"/,
  ],
  ['an HTML 500', html, /^<h1>Oops<\/h1>$/],
];
test.each(faults)('a fault shapes token and API answers: %s', async (name, effect, expected) => {
  const platform = platforms.open();
  const headers = await platform.bearer();
  for (const operation of ['token.issue', 'account.get'])
    platform.sandbox.faults.arm({ name, operation, effect });
  expect((await platform.exchange()).text).toMatch(expected);
  expect((await platform.call('/api/account', { headers })).text).toMatch(expected);
  expect(platform.sandbox.faults.unhit).toEqual([]);
});

test('a fault cuts token and API answers in their body', async () => {
  const platform = platforms.open();
  const headers = await platform.bearer();
  const effect = { kind: 'cut', bytes: 10 } as const;
  for (const operation of ['token.issue', 'account.get'])
    platform.sandbox.faults.arm({ name: 'cut', operation, effect });
  await expect(platform.exchange()).rejects.toThrow();
  await expect(platform.call('/api/account', { headers })).rejects.toThrow();
  const bodies = platform.sandbox.journal.exchanges.slice(1).map(e => e.response!.body.toString());
  expect(bodies).toEqual(['{"access_t', '{"id":1,"u']);
});
