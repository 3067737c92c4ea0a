import { expect, test } from 'vitest';
import type { Certainty } from '../kernel/index.ts';
import { cloudApi, facts, operations } from './index.ts';
import { Browser } from './testing/browser.ts';
import { testPlatforms } from './testing/platform.ts';
import { apiRoutes } from './testing/routes.ts';

const platforms = testPlatforms();

test('every credential that a sandbox holds is named, so that none is written down', async () => {
  const platform = platforms.open({ refreshTokens: 'rotating' });
  const { state, key, client } = platform;
  const code = state.authorize(client);
  const { json } = await platform.exchange({ code: code.value });
  const made = await platform.send('POST', '/keys', { project_id: 'prj_101', name: 'ci' });
  const browser = new Browser(platform);
  await browser.open();
  await browser.signIn();
  await browser.authorize();
  await browser.signIn();
  const [session] = state.consoleSessions.values();
  const [auth] = state.signIns.keys();
  const named = cloudApi.secrets(state).flat();
  expect(named).toEqual(
    expect.arrayContaining([
      ...[key.access.value, made.json.key, client.id, client.secret, state.user.password],
      ...[code.value, json.access_token, json.refresh_token, auth, session!.value, session!.csrf],
    ]),
  );
  expect(named.filter(text => !text)).toEqual([]);
});

test('clients are sent to the addresses of the client protocol, and of the aliases (X1)', () => {
  expect(cloudApi.endpoints('http://x/s1')).toEqual({
    api: 'http://x/s1/api/v1',
    apiDev: 'http://x/s1/api-dev/v1',
    apiSamples: 'http://x/s1/api-samples/v1',
    authorize: 'http://x/s1/auth/oauth/authorize',
    token: 'http://x/s1/auth/oauth/token',
    console: 'http://x/s1/console',
  });
});

test('every fact has its source, and how sure it is', () => {
  const known: Certainty[] = ['certain', 'likely', 'assumed'];
  for (const fact of Object.values(facts)) {
    expect(known).toContain(fact.certainty);
    expect(fact.source).toMatch(/^([CXbd]\d)/);
  }
});

test('the routes that the tests ask for are all that there are', async () => {
  const platform = platforms.open();
  for (const [method, path] of apiRoutes) await platform.call(`/api/v1${path}`, { method });
  for (const path of ['/auth/oauth/token', '/auth/oauth/authorize', '/console']) await platform.call(path);
  const asked = new Set(platform.sandbox.journal.exchanges.map(exchange => exchange.operation));
  expect([...asked].sort()).toEqual([...operations].sort());
});

test('an address outside the hosts leads nowhere', async () => {
  const platform = platforms.open();
  for (const path of ['', '/', '/v1/projects', '/apiary/v1/projects', '/API/v1/projects', '/auth/oauth/x']) {
    const headers = { authorization: `Bearer ${platform.key.access.value}` };
    const answer = await platform.call(path, { headers });
    const banners = ['x-powered-by', 'etag'].map(name => answer.headers.get(name));
    expect([path, answer.status, ...banners]).toEqual([path, 404, null, null]);
  }
});

test('a fault shapes the answers of token endpoint and API', async () => {
  const platform = platforms.open();
  const { value } = platform.state.authorize(platform.client);
  const edit = { kind: 'edit', drop: ['expires_in', 'data'], set: { next: 'x' } } as const;
  for (const operation of ['token.issue', 'projects.list'])
    platform.sandbox.faults.arm({ name: 'edited', operation, effect: edit });
  expect((await platform.exchange({ code: value })).text).toMatch(/^(?!.*expires_in).*"next":"x"/);
  expect((await platform.get('/projects')).json).toEqual({ next: 'x' });
  const respond = { kind: 'respond', status: 502, headers: {}, body: '<h1>Bad Gateway</h1>' } as const;
  platform.sandbox.faults.arm({ name: 'html', operation: 'user.get', effect: respond });
  const { status, text } = await platform.get('/user');
  expect([status, text]).toEqual([502, respond.body]);
});
