import { expect, test } from 'vitest';
import { answerTo } from './testing/printed.ts';
import { served } from './testing/served.ts';

const { commands, control, printed } = served('cloud-api');

/** Status of a call with a key. */
async function list(key: string, url = printed('api')): Promise<number> {
  return (await fetch(`${url}/projects`, { headers: { Authorization: `Bearer ${key}` } })).status;
}

test('the commands that are printed for the Cloud API Platform work as they stand', async () => {
  const [asKey, exchange, asUser] = commands() as [string, string, string];
  expect((await answerTo(asKey)).data).toMatchObject([{ name: 'meadow' }]);
  const { code } = (await control('POST', '/consents', {})).body;
  const { access_token } = await answerTo(exchange.replace('<code>', code!));
  expect(await answerTo(asUser.replace('<access_token>', access_token))).toMatchObject({
    email: 'ada@example.com',
  });
  const page = await fetch(printed('consent page'));
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('>Sign in</button>')]);
});

test('keys, users and applications are made over the control API, and told of without their secrets', async () => {
  const key = await control('POST', '/keys', { name: 'mine' });
  const user = await control('POST', '/users', { name: 'Grace', email: 'grace@example.com' });
  const application = await control('POST', '/applications', {
    name: 'mine',
    redirectUris: ['https://app.example.org/back'],
  });
  expect([key.status, user.status, application.status]).toEqual([201, 201, 201]);
  expect(await list(key.body.key!)).toBe(200);
  const asked = { application: application.body.clientId, user: 'grace@example.com' };
  const consent = await control('POST', '/consents', asked);
  expect(consent.body).toEqual({ code: expect.any(String), redirectUri: 'https://app.example.org/back' });
  const state = JSON.stringify((await control('GET', '/state')).body);
  for (const told of [key.body.id, 'grace@example.com', application.body.clientId])
    expect(state).toContain(told);
  const secrets = [key.body.key, user.body.password, application.body.clientSecret, consent.body.code];
  for (const secret of [...secrets, printed('API key'), printed('client secret')])
    expect(state).not.toContain(secret);
});

test('a revoked key is dead, and the others live', async () => {
  const { body } = await control('POST', '/keys', { name: 'ci', value: 'sk_live_of-my-own' });
  expect(await list('sk_live_of-my-own')).toBe(200);
  expect((await control('DELETE', `/keys/${body.id}`)).status).toBe(200);
  expect([await list('sk_live_of-my-own'), await list(printed('API key'))]).toEqual([401, 200]);
  expect((await control('DELETE', `/keys/${body.id}`)).status).toBe(404);
});

test('quotas are left as asked for, and settings take effect', async () => {
  await control('POST', '/quota', { remaining: 1 });
  expect([await list(printed('API key')), await list(printed('API key'))]).toEqual([200, 429]);
  const { body } = await control('POST', '/keys', { name: 'few', limit: 1 });
  expect([await list(body.key!), await list(body.key!)]).toEqual([200, 429]);
  expect((await control('PATCH', '/settings', { errors: 'loud' })).status).toBe(400);
  expect((await control('PATCH', '/settings', { plainHttp: 'refused' })).status).toBe(200);
  expect(await list(printed('API key'))).toBe(403);
});

test.each([
  ['/users', { name: 'Ada', email: 'ADA@example.com' }, 409],
  ['/keys', { name: 'a', value: 'short' }, 400],
  ['/quota', { key: 'key_9', remaining: 1 }, 404],
  ['/consents', { application: 'app_0' }, 404],
  ['/applications', { name: 'a', redirectUris: [] }, 400],
])('%s refuses %j with %i', async (path, body, status) => {
  expect((await control('POST', path, body)).status).toBe(status);
});
