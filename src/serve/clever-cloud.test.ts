import { expect, test } from 'vitest';
import { served } from './testing/served.ts';

const { commands, control, printed } = served('clever-cloud', ['acquia']);

test('the commands that are printed for Clever Cloud are answered', async () => {
  const calls = commands()
    .map(command => /^curl -H 'Authorization: ([^']*)' (\S+clever-cloud\S+)$/.exec(command))
    .flatMap(found => (found === null ? [] : [{ authorization: found[1]!, url: found[2]! }]));
  expect(calls.map(({ url }) => new URL(url).pathname)).toEqual([
    '/clever-cloud/bridge/v2/self',
    '/clever-cloud/api/v2/self',
  ]);
  for (const { authorization, url } of calls) {
    const response = await fetch(url, { headers: { Authorization: authorization } });
    expect(await response.json()).toMatchObject({ email: 'ada@example.com' });
  }
});

test('consumers and users are made over the control API, and told of without their secrets', async () => {
  const consumer = await control('POST', '/consumers', { name: 'mine', baseUrl: 'https://app.example.com' });
  const user = await control('POST', '/users', { name: 'Grace', email: 'grace@example.com' });
  expect([consumer.status, user.status]).toEqual([201, 201]);
  const state = JSON.stringify((await control('GET', '/state')).body);
  expect(state).toContain(consumer.body.key);
  expect(state).toContain('grace@example.com');
  for (const secret of [consumer.body.secret, user.body.password]) {
    expect(secret).toMatch(/^[0-9a-f]{24,}$/);
    expect(state).not.toContain(secret);
  }
});

test('settings of Clever Cloud are checked and take effect', async () => {
  expect((await control('PATCH', '/settings', { signatures: 'loose' })).status).toBe(400);
  expect((await control('PATCH', '/settings', { apiTokenOnApiHostStatus: 403 })).status).toBe(200);
  const headers = { Authorization: `Bearer ${printed('API token')}` };
  expect((await fetch(`${printed('api')}/v2/self`, { headers })).status).toBe(403);
});

test('a user whose address has an account is not made again', async () => {
  const taken = await control('POST', '/users', { name: 'Ada', email: 'ADA@example.com' });
  expect([taken.status, taken.body.error]).toEqual([409, 'email-taken']);
});
