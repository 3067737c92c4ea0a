import { expect, test } from 'vitest';
import { answerTo } from './testing/printed.ts';
import { served } from './testing/served.ts';

const { commands, control, printed } = served('api-token-realm');

/** Status of a call with a token. */
async function call(token = printed('API token'), path = '/metrics'): Promise<number> {
  const headers = { Authorization: `apiToken ${token}` };
  return (await fetch(`${printed('api')}${path}`, { headers })).status;
}

test('the commands that are printed for the apiToken realm work as they stand', async () => {
  const documented = commands().filter(command => command.startsWith('curl --request GET'));
  expect(documented.length).toBe(2);
  for (const command of documented) expect(await answerTo(command)).toMatchObject({ total: 5 });
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
