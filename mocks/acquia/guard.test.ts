import { expect, test } from 'vitest';
import { operations } from './metadata.ts';
import { type TestPlatform, testPlatforms } from './testing/platform.ts';

const platforms = testPlatforms();

/** One request for every route, and addresses that lead nowhere. */
const routes: [method: string, path: string][] = [
  ['GET', '/account'],
  ['POST', '/account/password'],
  ['POST', '/account/tokens'],
  ['GET', '/account/tokens'],
  ['GET', '/account/tokens/x'],
  ['DELETE', '/account/tokens/x'],
  ['GET', '/applications'],
  ['GET', '/applications/x'],
  ['GET', '/organizations'],
  ['GET', '/organizations/x/applications'],
  ['POST', '/environments/x/databases/y/backups'],
  ['GET', '/environments/x/databases/y/backups/1/actions/download'],
  ['GET', '/notifications/x'],
];
const nowhere: [method: string, path: string][] = [
  ['GET', '/v1/sites'],
  ['GET', '/nothing'],
  ['PUT', '/account'],
  ['OPTIONS', '/account'],
  ['GET', '/Account'],
];

test.each([...routes, ...nowhere])(
  '%s %s refuses an anonymous call with an empty 403 (A1, b5)',
  async (method, path) => {
    const platform = platforms.open();
    const { status, text } = await platform.call(`/api${path}`, { method });
    expect([status, text]).toEqual([403, '']);
    expect(platform.sandbox.state.notifications).toEqual([]);
  },
);

test('the list above asks for every operation of the API', async () => {
  const platform = platforms.open();
  for (const [method, path] of routes) await platform.call(`/api${path}`, { method });
  const asked = platform.sandbox.journal.exchanges.map(exchange => exchange.operation);
  const others = ['token.issue', 'console'];
  expect(asked.sort()).toEqual(operations.filter(name => !others.includes(name)).sort());
});

test.each(nowhere)('%s %s leads nowhere, with a good token too (A2)', async (method, path) => {
  const platform = platforms.open();
  const answer = await platform.call(`/api${path}`, { method, headers: await platform.bearer() });
  expect(answer.status).toBe(404);
  expect(answer.json).toEqual({
    error: 'not_found',
    message:
      'The resource you are trying to access does not exist, or you do not have permission to access it.',
  });
});

const refused: [name: string, (platform: TestPlatform) => string, status: number, body: string][] = [
  ['key and secret as Basic', ({ key }) => `Basic ${btoa(`${key.id}:${key.secret}`)}`, 403, ''],
  ['an empty bearer', () => 'Bearer ', 403, ''],
  ['the secret as a bearer', ({ key }) => `Bearer ${key.secret}`, 403, 'The access token is invalid.'],
  ['a token that was never issued', () => 'Bearer abc', 403, 'The access token is invalid.'],
];

test.each(refused)('%s opens nothing', async (_name, authorization, status, message) => {
  const platform = platforms.open();
  const answer = await platform.call('/api/account', { headers: { authorization: authorization(platform) } });
  expect(answer.status).toBe(status);
  expect(answer.text === '' ? '' : answer.json).toEqual(
    message === '' ? '' : { error: 'unauthorized', message },
  );
});

test('a token in the query opens nothing', async () => {
  const platform = platforms.open();
  const { json } = await platform.exchange();
  expect((await platform.call(`/api/account?access_token=${json.access_token}`)).status).toBe(403);
});

test.each(['Bearer', 'bearer', 'BEARER'])('the scheme %s is accepted', async scheme => {
  const platform = platforms.open();
  const authorization = (await platform.bearer()).authorization.replace('Bearer', scheme);
  expect((await platform.call('/api/account', { headers: { authorization } })).status).toBe(200);
});

test('a token of one sandbox opens no other', async () => {
  const headers = await platforms.open().bearer();
  expect((await platforms.open().call('/api/account', { headers })).status).toBe(403);
});

test('a token is alive at 299.999 s and dead at 300.000 s, however often it was used (A6)', async () => {
  const platform = platforms.open();
  const headers = await platform.bearer();
  const call = () => platform.call('/api/account', { headers });
  for (const ms of [0, 150_000, 149_999]) {
    platform.sandbox.clock.advance(ms);
    expect((await call()).status).toBe(200);
  }
  platform.sandbox.clock.advance(1);
  const { status, headers: answered, json } = await call();
  expect(status).toBe(403);
  expect(json).toEqual({ error: 'unauthorized', message: 'The access token has expired.' });
  expect(answered.get('content-type')).toBe('application/hal+json');
  expect(platform.sandbox.tokens.all[0]!.usedIn).toEqual([2, 3, 4, 5]);
});

test('settings: an expired token may be answered 401', async () => {
  const platform = platforms.open({ expiredStatus: 401 });
  const headers = await platform.bearer();
  platform.sandbox.clock.advance(300_000);
  const { status, json } = await platform.call('/api/account', { headers });
  expect([status, json.message]).toEqual([401, 'The access token has expired.']);
});

test('what the mock saw of a credential is in the decision trail', async () => {
  const platform = platforms.open();
  await platform.call('/api/account', { headers: { authorization: 'Basic eDp5' } });
  const { authorization } = await platform.bearer();
  await platform.call('/api/account', { headers: { authorization } });
  const [anonymous, , admitted] = platform.sandbox.journal.exchanges;
  expect(anonymous!.decisions).toEqual([
    { check: 'the call carries a credential', expected: 'Bearer', got: 'Basic', ok: false },
  ]);
  expect(admitted!.decisions.map(d => [d.check, d.got, d.ok])).toEqual([
    ['the call carries a credential', 'Bearer', true],
    ['bearer token was issued here', authorization.slice(7), true],
    ['bearer token is live', 'live', true],
  ]);
  expect([anonymous!.usedToken, admitted!.usedToken]).toEqual([undefined, 't1']);
});

test('every answer of the API says how settled its route is', async () => {
  const platform = platforms.open();
  expect((await platform.call('/api/account')).headers.get('x-cloudapi-stability')).toBe('production');
  expect((await platform.exchange()).headers.get('x-cloudapi-stability')).toBeNull();
});
