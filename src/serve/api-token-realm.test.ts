import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { apiTokenRealmControls } from './api-token-realm.ts';
import { serve } from './serve.ts';

const run = promisify(execFile);

let lines: string[];
let serving: Awaited<ReturnType<typeof serve>>;

beforeEach(async () => {
  lines = [];
  serving = await serve({ platforms: ['api-token-realm'], port: 0, print: line => lines.push(line) });
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
  const response = await fetch(`${serving.url}/_control/api-token-realm${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

/** Status of a call with a token. */
async function call(token = printed('API token'), path = '/metrics'): Promise<number> {
  const headers = { Authorization: `apiToken ${token}` };
  return (await fetch(`${printed('api')}${path}`, { headers })).status;
}

test('the commands that are printed for the apiToken realm work as they stand', async () => {
  const commands = lines.map(line => line.trim()).filter(line => line.startsWith('curl --request GET'));
  expect(commands.length).toBe(2);
  for (const command of commands) {
    const { stdout } = await run('sh', ['-c', `${command} -sS`]);
    expect(JSON.parse(stdout)).toMatchObject({ total: 5 });
  }
});

test('users and API tokens are made over the control API, and told of without their secrets', async () => {
  const user = await control('POST', '/users', { name: 'Grace', email: 'grace@example.com' });
  const wanted = {
    name: 'ci',
    user: 'grace@example.com',
    permissions: ['metrics.read'],
    value: 'a+b/c&d#e=',
  };
  const token = await control('POST', '/api-tokens', wanted);
  expect([user.status, token.status]).toEqual([201, 201]);
  expect([await call(wanted.value), await call(wanted.value, '/projects')]).toEqual([200, 403]);
  const state = JSON.stringify((await control('GET', '/state')).body);
  expect(state).toContain('"owner":"grace@example.com","active":true,"permissions":["metrics.read"]');
  for (const secret of [user.body.password!, wanted.value]) expect(state).not.toContain(secret);
});

test('an administrator is made, and rights are taken from users', async () => {
  const made = { name: 'Grace', email: 'grace@example.com', administrator: true };
  await control('POST', '/users', made);
  const { body } = await control('POST', '/api-tokens', { name: 'all', user: made.email });
  expect(await call(body.token, '/_console/tokens?scope=all')).toBe(200);
  await control('POST', '/rights', { user: made.email, permissions: ['tokens.read'] });
  expect(await call(body.token, '/_console/tokens?scope=all')).toBe(403);
});

test('an API token is deactivated, activated and deleted', async () => {
  const change = (active: boolean) => control('PATCH', '/api-tokens/tok_1', { active });
  expect([(await change(false)).status, await call()]).toEqual([200, 401]);
  expect([(await change(true)).status, await call()]).toEqual([200, 200]);
  expect([(await control('DELETE', '/api-tokens/tok_1')).status, await call()]).toEqual([200, 401]);
  expect((await change(true)).status).toBe(404);
});

test.each([
  ['POST', '/users', { name: 'Ada', email: 'ada@example.com' }, 409],
  ['POST', '/api-tokens', { name: 'x', user: 'nobody@example.com' }, 404],
  ['POST', '/api-tokens', { name: 'x', permissions: ['everything'] }, 400],
  ['POST', '/rights', { user: 'nobody@example.com', permissions: [] }, 404],
  ['DELETE', '/api-tokens/tok_99', undefined, 404],
])('%s %s of what there is not is refused', async (method, path, body, status) => {
  expect((await control(method, path, body)).status).toBe(status);
});

test('a value is given to one token only', async () => {
  const made = { name: 'mine', value: 'my-own-value' };
  expect((await control('POST', '/api-tokens', made)).status).toBe(201);
  expect((await control('POST', '/api-tokens', made)).body.error).toBe('api-token-taken');
});

test('settings of the apiToken realm are checked and take effect', async () => {
  expect((await control('PATCH', '/settings', { parameter: '' })).status).toBe(400);
  expect((await control('PATCH', '/settings', { parameter: 'api-token', strict: true })).status).toBe(200);
  const { api, token } = { api: printed('api'), token: printed('API token') };
  expect((await fetch(`${api}/metrics?api-token=${token}`)).status).toBe(200);
  const headers = { Authorization: `APITOKEN ${token}` };
  expect((await fetch(`${api}/metrics`, { headers })).status).toBe(401);
});

test('the guide names the routes that only the apiToken realm has', () => {
  const guide = readFileSync(new URL('../../docs/serve.md', import.meta.url), 'utf8');
  const named = [...guide.matchAll(/^\| api-token-realm \| `([^`]*)` \|/gm)].map(match => match[1]);
  expect(named).toEqual(apiTokenRealmControls.routes.map(({ method, path }) => `${method} ${path}`));
});
