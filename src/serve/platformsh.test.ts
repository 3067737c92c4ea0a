import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { serve } from './serve.ts';

const run = promisify(execFile);

let lines: string[];
let serving: Awaited<ReturnType<typeof serve>>;

beforeEach(async () => {
  lines = [];
  serving = await serve({ platforms: ['platformsh'], port: 0, print: line => lines.push(line) });
});
afterEach(() => serving.stop());

/** A value as it is printed: a label, spaces, the value. */
function printed(label: string): string {
  const line = lines.findLast(text => text.trim().startsWith(`${label} `));
  return line!.trim().slice(label.length).trim();
}

async function control(method: string, path: string, body?: unknown) {
  const headers = { 'X-Countersign-Secret': printed('control secret') };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await fetch(`${serving.url}/_control/platformsh${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

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
  const text = lines.join('\n').replaceAll(/\\\n\s*/g, '');
  const [obtain, use] = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line.startsWith('curl ')) as [string, string];
  const shell = async (command: string) => JSON.parse((await run('sh', ['-c', `${command} -sS`])).stdout);
  const { access_token, expires_in } = await shell(obtain);
  expect(expires_in).toBe(900);
  expect((await shell(use.replace('<access_token>', access_token))).email).toBe('ada@example.com');
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

test('the guide names the routes that only Platform.sh has', async () => {
  const guide = readFileSync(new URL('../../docs/serve.md', import.meta.url), 'utf8');
  const named = [...guide.matchAll(/^\| platformsh \| `([^`]*)` \|/gm)].map(match => match[1]);
  expect(named).toEqual([
    'POST /users',
    'POST /api-tokens',
    'DELETE /api-tokens/:id',
    'POST /fail-next-backup',
    'POST /step-up',
  ]);
});
