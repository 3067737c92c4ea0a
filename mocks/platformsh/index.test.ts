import { expect, test } from 'vitest';
import type { Certainty, FaultEffect } from '../kernel/index.ts';
import { facts, operations, platformsh } from './index.ts';
import { testPlatforms } from './testing/platform.ts';
import { apiRoutes } from './testing/routes.ts';

const platforms = testPlatforms();

test('the endpoints are those of the client protocol, and what else there is', () => {
  expect(platformsh.endpoints('http://x/s1')).toEqual({
    auth: 'http://x/s1/auth',
    token: 'http://x/s1/auth/oauth2/token',
    revoke: 'http://x/s1/auth/oauth2/revoke',
    api: 'http://x/s1/api',
    console: 'http://x/s1/console',
    installer: 'http://x/s1/cli/installer',
  });
});

test('every fact has its source, and how sure it is', () => {
  const known: Certainty[] = ['certain', 'likely', 'assumed'];
  for (const fact of Object.values(facts)) {
    expect(known).toContain(fact.certainty);
    expect(fact.source).toMatch(/^([Pbd]\d)/);
  }
});

test('every route of the API wants an access token, and the routes are all that there are', async () => {
  const platform = platforms.open();
  for (const [method, path] of apiRoutes) {
    const { status, headers, json } = await platform.call(`/api${path}`, { method });
    expect([path, status, json.error]).toEqual([path, 401, 'unauthorized']);
    expect([headers.get('x-powered-by'), headers.get('etag')]).toEqual([null, null]);
  }
  for (const path of ['/auth/oauth2/token', '/auth/oauth2/revoke', '/cli/installer', '/console'])
    await platform.call(path);
  const asked = new Set(platform.sandbox.journal.exchanges.map(exchange => exchange.operation));
  expect([...asked].sort()).toEqual([...operations].sort());
});

test('an address that leads nowhere asks who is there first', async () => {
  const platform = platforms.open();
  const headers = await platform.bearer();
  for (const [method, path] of [
    ['GET', '/nothing'],
    ['GET', '/Users/me'],
    ['PUT', '/users/me'],
    ['DELETE', '/regions'],
    ['GET', `/projects/${platform.project.id}/environments/feature/login/backups`],
  ] as const) {
    expect((await platform.call(`/api${path}`, { method })).status).toBe(401);
    const { status, json } = await platform.call(`/api${path}`, { method, headers });
    expect([path, status, json.code]).toEqual([path, 404, 404]);
  }
  for (const path of ['', '/', '/users/me', '/auth', '/auth/oauth2', '/oauth2/token', '/cli'])
    expect([path, (await platform.call(path, { headers })).status]).toEqual([path, 404]);
});

test('a JSON body has to be one', async () => {
  const platform = platforms.open();
  const post = async (type: string, body: string) => {
    const headers = { ...(await platform.bearer()), 'content-type': type };
    const path = `/api/users/${platform.user.id}/api-tokens`;
    return (await platform.call(path, { method: 'POST', headers, body })).status;
  };
  expect(await post('application/json', '{"name":')).toBe(400);
  expect(await post('application/json', '[]')).toBe(400);
  expect(await post('application/json', 'null')).toBe(400);
  expect(await post('application/x-www-form-urlencoded', 'name=x')).toBe(400);
  expect(await post('application/json; charset=utf-8', '{"name":"x"}')).toBe(201);
});

test('nothing that is secret is left out of the list of secrets', async () => {
  const platform = platforms.open();
  const { state, sandbox } = platform;
  state.setVariable(platform.project.environments[1]!, { name: 'a', value: 'hush', isSensitive: true });
  state.setVariable(platform.project, { name: 'b', value: 'open' });
  const path = `/projects/${platform.project.id}/variables`;
  await platform.send(
    'POST',
    path,
    { name: 'c', value: 'refused', is_sensitive: true },
    platform.machine([]),
  );
  await platform.send('POST', path, { name: 'd', value: 'first', is_sensitive: true });
  await platform.send('PATCH', `${path}/d`, { value: 'second' });
  await platform.send('DELETE', `${path}/d`);
  state.consoleSessions.set('cookie', { value: 'cookie', csrf: 'form', user: platform.user });
  const listed = platformsh.secrets(sandbox.state).flat();
  for (const secret of [
    platform.apiToken.value,
    platform.user.password,
    'hush',
    'refused',
    'first',
    'second',
    'cookie',
    'form',
  ])
    expect(listed).toContain(secret);
  expect(listed).not.toContain('open');
});

const faults: [name: string, effect: FaultEffect, expected: RegExp][] = [
  ['left out', { kind: 'edit', drop: ['expires_in', 'email'], set: {} }, /^(?!.*(expires_in|"email"))./],
  [
    'an HTML 502',
    { kind: 'respond', status: 502, headers: {}, body: '<h1>Bad Gateway</h1>' },
    /^<h1>Bad Gateway<\/h1>$/,
  ],
];
test.each(faults)('a fault shapes the answers: %s', async (name, effect, expected) => {
  const platform = platforms.open();
  const headers = await platform.bearer();
  for (const operation of ['token.issue', 'users.me'])
    platform.sandbox.faults.arm({ name, operation, effect });
  expect((await platform.exchange()).text).toMatch(expected);
  expect((await platform.call('/api/users/me', { headers })).text).toMatch(expected);
  expect(platform.sandbox.faults.unhit).toEqual([]);
});
