import { expect, test } from 'vitest';
import { answerTo } from './testing/printed.ts';
import { served } from './testing/served.ts';

const { commands, control, printed } = served('platformsh');

/** The documented exchange. */
async function exchange(value: string) {
  const headers = { Authorization: `Basic ${Buffer.from('platform-api-user:').toString('base64')}` };
  const body = new URLSearchParams({ grant_type: 'api_token', api_token: value });
  const response = await fetch(printed('token'), { method: 'POST', headers, body });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

async function call(value: string, path: string, method = 'GET') {
  const headers = { Authorization: `Bearer ${(await exchange(value)).body.access_token}` };
  const response = await fetch(`${printed('api')}${path}`, { method, headers });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

test('the commands that are printed for Platform.sh work as they stand', async () => {
  const [obtain, use] = commands() as [string, string];
  const { access_token, expires_in } = await answerTo(obtain);
  expect(expires_in).toBe(900);
  expect((await answerTo(use.replace('<access_token>', access_token))).email).toBe('ada@example.com');
});

test('users and API tokens are made over the control API, and told of without their secrets', async () => {
  const user = await control('POST', '/users', { email: 'bot@example.com', permissions: ['viewer'] });
  const token = await control('POST', '/api-tokens', { name: 'ci', user: 'bot@example.com' });
  expect([user.status, token.status]).toEqual([201, 201]);
  expect((await call(token.body.value!, '/users/me')).body.id).toBe(user.body.id);
  expect((await call(token.body.value!, `/projects/${printed('project')}`)).status).toBe(200);
  const state = JSON.stringify((await control('GET', '/state')).body);
  expect(state).toContain('"bot@example.com"');
  expect(state).toContain(token.body.id);
  for (const secret of [user.body.password!, token.body.value!, printed('API token')])
    expect(state).not.toContain(secret);
});

test.each([
  ['/users', { email: 'ADA@example.com' }, 409],
  ['/users', { email: 'bot@example.com', permissions: ['root'] }, 400],
  ['/api-tokens', { name: 'ready-made' }, 409],
  ['/api-tokens', { name: 'ci', user: 'nobody@example.com' }, 404],
  ['/step-up', { operations: ['fly'] }, 400],
])('%s refuses %j with %i', async (path, body, status) => {
  expect((await control('POST', path, body)).status).toBe(status);
});

test('a deleted API token is exchanged no more', async () => {
  const { body } = await control('POST', '/api-tokens', { name: 'ci', value: 'a value of my own' });
  expect((await exchange('a value of my own')).status).toBe(200);
  expect((await control('DELETE', `/api-tokens/${body.id}`)).status).toBe(200);
  expect((await exchange('a value of my own')).body.error).toBe('invalid_grant');
  expect((await control('DELETE', `/api-tokens/${body.id}`)).status).toBe(404);
});

test('step-up, failing backups and settings take effect', async () => {
  const token = printed('API token');
  const at = `/projects/${printed('project')}`;
  await control('POST', '/step-up', { operations: ['users.me'] });
  expect((await call(token, '/users/me')).body.error).toBe('insufficient_user_authentication');
  await control('POST', '/step-up', { operations: [] });
  expect((await call(token, '/users/me')).status).toBe(200);
  await control('POST', '/fail-next-backup');
  const started = await call(token, `${at}/environments/master/backup`, 'POST');
  const { id } = (started.body as unknown as { _embedded: { activities: { id: string }[] } })._embedded
    .activities[0]!;
  await call(token, `${at}/activities/${id}`);
  expect((await call(token, `${at}/activities/${id}`)).body).toMatchObject({
    state: 'complete',
    result: 'failure',
  });
  expect((await control('PATCH', '/settings', { tokenErrors: 'newer' })).status).toBe(400);
  expect((await control('PATCH', '/settings', { tokenErrors: 'ory' })).status).toBe(200);
  expect((await exchange('made up')).body.error).toBe('request_unauthorized');
});
