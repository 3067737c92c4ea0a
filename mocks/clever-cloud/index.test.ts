import { expect, test } from 'vitest';
import type { Certainty, FaultEffect } from '../kernel/index.ts';
import { cleverCloud, facts, operations } from './index.ts';
import { Browser } from './testing/browser.ts';
import { testPlatforms } from './testing/platform.ts';
import { apiTokenRoutes, danceRoutes, publicRoutes, signedRoutes } from './testing/routes.ts';

const platforms = testPlatforms();

test('every credential that a sandbox holds is named, so that none is written down', async () => {
  const platform = platforms.open();
  const { state, consumer, token } = platform;
  const temporary = await platform.requestToken();
  const verifier = platform.consent(temporary);
  const api = state.apiTokens.create({
    user: state.user,
    name: 'x',
    expiresAt: platform.sandbox.clock.now() + 1,
  });
  const cli = state.grantCliLogin('cli-token', state.user);
  const browser = new Browser(platform);
  await browser.signIn();
  await browser.authorize(await platform.requestToken());
  await browser.logIn();
  state.people.addUser({ name: 'Gil Hub', email: 'gil@example.com', hasPassword: false });
  const [session] = state.consoleSessions.values();
  const [ccid] = state.signIns.sessions.keys();
  const named = cleverCloud.secrets(state).flat();
  expect(named).toEqual(
    expect.arrayContaining([
      ...[consumer.key, consumer.secret, token.access.value, token.secret, state.user.password],
      ...[temporary.token, temporary.secret, verifier, api.access.value, cli.access.value, cli.secret],
      ...['cli-token', session!.value, session!.csrf, ccid],
    ]),
  );
  expect(named.filter(text => !text)).toEqual([]);
});

test('clients are sent to the addresses of the client protocol', () => {
  expect(cleverCloud.endpoints('http://x/s1')).toEqual({
    requestToken: 'http://x/s1/api/v2/oauth/request_token',
    authorize: 'http://x/s1/api/v2/oauth/authorize',
    accessToken: 'http://x/s1/api/v2/oauth/access_token',
    api: 'http://x/s1/api',
    bridge: 'http://x/s1/bridge',
    console: 'http://x/s1/console',
  });
});

test('every fact has its source, and how sure it is', () => {
  const known: Certainty[] = ['certain', 'likely', 'assumed'];
  for (const fact of Object.values(facts)) {
    expect(known).toContain(fact.certainty);
    expect(fact.source).toMatch(/^([Vdb]\d)/);
  }
});

test('the routes that the tests ask for are all that there are', async () => {
  const platform = platforms.open();
  const api = [...signedRoutes, ...publicRoutes, ...danceRoutes];
  for (const [method, path] of api) await platform.call(`/api${path}`, { method });
  for (const [method, path] of apiTokenRoutes) await platform.call(`/bridge${path}`, { method });
  await platform.call('/console');
  const asked = new Set(platform.sandbox.journal.exchanges.map(exchange => exchange.operation));
  expect([...asked].sort()).toEqual([...operations].sort());
});

test('an address outside the three hosts leads nowhere', async () => {
  const platform = platforms.open();
  for (const path of ['', '/', '/v2/self', '/apiv2/self', '/API/v2/self']) {
    const { status, headers } = await platform.call(path, { headers: { authorization: platform.header() } });
    expect([path, status, headers.get('x-powered-by'), headers.get('etag')]).toEqual([path, 404, null, null]);
  }
});

const faults: [name: string, effect: FaultEffect, expected: RegExp][] = [
  [
    'left out',
    { kind: 'edit', drop: ['expiration_date', 'oauth_callback_confirmed', 'email'], set: {} },
    /^(?!.*(expiration_date|confirmed|email":"ada))./,
  ],
  [
    'replaced',
    { kind: 'edit', drop: [], set: { oauth_token: 'x', email: 'x' } },
    /oauth_token=x&|"email":"x"/,
  ],
  [
    'an HTML 502',
    { kind: 'respond', status: 502, headers: {}, body: '<h1>Bad Gateway</h1>' },
    /^<h1>Bad Gateway<\/h1>$/,
  ],
];
test.each(faults)('a fault shapes the answers of dance and API: %s', async (name, effect, expected) => {
  const platform = platforms.open();
  const temporary = await platform.requestToken();
  const verifier = platform.consent(temporary);
  for (const operation of ['oauth.request-token', 'oauth.access-token', 'self.get'])
    platform.sandbox.faults.arm({ name, operation, effect });
  expect((await platform.askRequestToken()).text).toMatch(expected);
  expect((await platform.askAccessToken(temporary, verifier)).text).toMatch(expected);
  expect((await platform.get('/v2/self')).text).toMatch(expected);
  expect(platform.sandbox.faults.unhit).toEqual([]);
});
