import { expect, test } from 'vitest';
import type { Certainty, FaultEffect } from '../kernel/index.ts';
import { apiTokenRealm, facts } from './index.ts';
import { Browser } from './testing/browser.ts';
import { testPlatforms } from './testing/platform.ts';

const platforms = testPlatforms();

test('every credential that a sandbox holds is named, so that none is written down', async () => {
  const platform = platforms.open();
  const { state } = platform;
  state.delete(platform.tokenOf(state.admin));
  await new Browser(platform).signIn();
  const [session] = state.consoleSessions.values();
  const named = apiTokenRealm.secrets(state).flat();
  expect(named).toEqual(
    expect.arrayContaining([
      ...state.tokens.map(({ access }) => access.value),
      ...state.users.map(({ password }) => password),
      ...[session!.value, session!.csrf],
    ]),
  );
  expect(named.filter(text => !text)).toEqual([]);
  expect(named).not.toContain(platform.token.id);
});

test('clients are sent to the addresses of the client protocol', () => {
  expect(apiTokenRealm.endpoints('http://x/s1')).toEqual({
    api: 'http://x/s1/api/v1',
    console: 'http://x/s1/console',
  });
});

test('every fact has its source, and how sure it is', () => {
  const known: Certainty[] = ['certain', 'likely', 'assumed'];
  for (const fact of Object.values(facts)) {
    expect(known).toContain(fact.certainty);
    expect(fact.source).toMatch(/^[Rbde]\d/);
  }
});

test('an address outside API, console and descriptions leads nowhere', async () => {
  const platform = platforms.open();
  for (const path of ['', '/', '/metrics', '/api', '/apiv1/metrics', '/API/v1/metrics', '/_console/tokens']) {
    const { status, headers } = await platform.call(path, {
      headers: { authorization: `apiToken ${platform.token.access.value}` },
    });
    expect([path, status, headers.get('x-powered-by'), headers.get('etag')]).toEqual([path, 404, null, null]);
  }
});

const faults: [name: string, effect: FaultEffect, expected: RegExp][] = [
  ['left out', { kind: 'edit', drop: ['next'], set: {} }, /^(?!.*"next")\{"total"/],
  ['an HTML 502', { kind: 'respond', status: 502, headers: {}, body: '<h1>Bad Gateway</h1>' }, /^<h1>Bad/],
];
test.each(faults)('a fault shapes the answers of the API: %s', async (name, effect, expected) => {
  const platform = platforms.open();
  platform.sandbox.faults.arm({ name, operation: 'metrics.list', effect });
  expect((await platform.get('/metrics')).text).toMatch(expected);
  expect(platform.sandbox.faults.unhit).toEqual([]);
});
