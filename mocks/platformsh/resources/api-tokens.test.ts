import { expect, test } from 'vitest';
import { testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();

test('the value is in the answer that makes the token, and in no other', async () => {
  const platform = platforms.open();
  const path = `/users/${platform.user.id}/api-tokens`;
  const made = await platform.send('POST', path, { name: 'ci nightly' });
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({ name: 'ci nightly', mfa_on_creation: false, last_used_at: null });
  expect(made.json).toMatchObject({ created_at: '2026-01-02T03:04:05Z', updated_at: '2026-01-02T03:04:05Z' });
  expect((await platform.exchange({ api_token: made.json.token })).status).toBe(200);
  const [list, one] = [await platform.get(path), await platform.get(`${path}/${made.json.id}`)];
  expect(list.json.map((token: { name: string }) => token.name)).toEqual(['test token', 'ci nightly']);
  for (const { text } of [list, one]) {
    expect(text).toContain('ci nightly');
    expect(text).not.toContain(made.json.token);
    expect(text).not.toContain(platform.apiToken.value);
  }
});

test('a name is given once by one user, and again when its token is deleted', async () => {
  const platform = platforms.open();
  const path = `/users/${platform.user.id}/api-tokens`;
  const again = await platform.send('POST', path, { name: platform.apiToken.name });
  expect([again.status, again.json.code]).toEqual([409, 409]);
  const machine = platform.machine([]);
  const other = `/users/${machine.user.id}/api-tokens`;
  expect((await platform.send('POST', other, { name: 'test token' }, machine)).status).toBe(201);
  const headers = await platform.bearer();
  const removed = await platform.call(`/api${path}/${platform.apiToken.id}`, { method: 'DELETE', headers });
  expect([removed.status, removed.text]).toEqual([204, '']);
  const free = await platform.call(`/api${path}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'test token' }),
  });
  expect(free.status).toBe(201);
  expect((await platform.exchange()).status).toBe(400);
});

test.each([[{}], [{ name: '' }], [{ name: ' ' }], [{ name: 7 }]])('no name, no token: %j', async body => {
  const platform = platforms.open();
  const { status, headers, json } = await platform.send(
    'POST',
    `/users/${platform.user.id}/api-tokens`,
    body,
  );
  expect(status).toBe(400);
  expect(headers.get('content-type')).toBe('application/json');
  expect(json).toEqual({
    status: 'Invalid input',
    message: expect.any(String),
    code: 400,
    detail: { name: ['This field is required.'] },
    title: 'Bad Request',
  });
});

test('errors may be problem documents', async () => {
  const platform = platforms.open({ errorType: 'application/problem+json' });
  const { headers } = await platform.get('/projects/nowhere');
  expect(headers.get('content-type')).toBe('application/problem+json');
});

test("another account's tokens are nobody else's business", async () => {
  const platform = platforms.open();
  const machine = platform.machine(['admin']);
  const path = `/users/${platform.user.id}/api-tokens`;
  const before = platform.state.apiTokens.all.length;
  for (const answer of [
    await platform.get(path, machine),
    await platform.send('POST', path, { name: 'mine' }, machine),
    await platform.get(`${path}/${platform.apiToken.id}`, machine),
    await platform.send('DELETE', `${path}/${platform.apiToken.id}`, undefined, machine),
  ])
    expect([answer.status, answer.json.code]).toEqual([403, 403]);
  expect(platform.state.apiTokens.all).toHaveLength(before);
  const stray = `/users/${machine.user.id}/api-tokens/${platform.apiToken.id}`;
  expect((await platform.get(stray, machine)).status).toBe(404);
});

test('last_used_at moves with each exchange', async () => {
  const platform = platforms.open();
  const lastUsed = async () =>
    (await platform.get(`/users/${platform.user.id}/api-tokens`)).json[0].last_used_at;
  expect(await lastUsed()).toBe('2026-01-02T03:04:05Z');
  platform.sandbox.clock.advance(60_000);
  expect(await lastUsed()).toBe('2026-01-02T03:05:05Z');
  await platform.exchange({ api_token: 'wrong' });
  platform.sandbox.clock.advance(60_000);
  expect(platform.apiToken.lastUsedAt).toBe(platform.sandbox.clock.now() - 60_000);
});
