import { expect, test } from 'vitest';
import type { SignedCall } from '../testing/hmac-client.ts';
import { BEFORE, openHmac, wrongKey } from '../testing/hmac-platform.ts';
import { testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const open = openHmac.bind(undefined, platforms);
const REMOVAL = Date.UTC(2020, 6, 1);
const NEW_YEAR_2020 = Date.UTC(2020, 0, 1);
const DEPRECATION = ['HMAC', 'Wed, 01 Jul 2020 00:00:00 GMT'];
test.each<
  [
    mode: 'by-clock' | 'accepted' | 'deprecated' | 'removed',
    start: number,
    status: number,
    notice: (string | undefined)[],
  ]
>([
  ['by-clock', NEW_YEAR_2020 - 1, 200, [undefined, undefined]],
  ['by-clock', NEW_YEAR_2020, 200, DEPRECATION],
  ['by-clock', REMOVAL - 1, 200, DEPRECATION],
  ['by-clock', REMOVAL, 401, [undefined, undefined]],
  ['accepted', REMOVAL, 200, [undefined, undefined]],
  ['deprecated', BEFORE, 200, DEPRECATION],
  ['removed', BEFORE, 401, [undefined, undefined]],
])('mode %s at %i: %i (A24)', async (hmac, start, status, notice) => {
  const { call } = open({ hmac }, start);
  const answer = await call('/api/account');
  expect(answer.status).toBe(status);
  expect([answer.headers['x-cloudapi-deprecated'], answer.headers.sunset]).toEqual(notice);
});

test('by default HMAC is gone by the day the tests begin, and a bad signature is told the same', async () => {
  const { call } = open({}, Date.UTC(2026, 0, 2));
  for (const changes of [{}, wrongKey]) {
    const { status, body } = await call('/api/account', changes);
    expect(status).toBe(401);
    expect(JSON.parse(body)).toEqual({
      error: 'unauthorized',
      message: 'HMAC authentication is no longer supported. Use OAuth 2.0.',
    });
  }
});

test.each<[name: string, path: string, changes: Partial<SignedCall>, status: number]>([
  ['an error of the route', '/api/notifications/x', {}, 404],
  ['a route that is none', '/api/nothing', {}, 404],
  ['a refusal', '/api/account', { text: () => '' }, 401],
  ['a redirect with no body', '/api/environments/1/databases/d/backups/1/actions/download', {}, 301],
])('%s is signed too (d13)', async (_name, path, changes, expected) => {
  const { call } = open();
  const { status, headers, expectedSignature } = await call(path, changes);
  expect(status).toBe(expected);
  expect(headers['x-server-authorization-hmac-sha256']).toBe(expectedSignature);
});

test('an answer that a fault has shaped is signed as it goes out', async () => {
  const { platform, call } = open();
  const respond = { kind: 'respond', status: 503, headers: {}, body: 'busy' } as const;
  platform.sandbox.faults.arm({ name: 'busy', operation: 'account.get', effect: respond, times: 1 });
  platform.sandbox.faults.arm({
    name: 'edited',
    operation: 'account.get',
    effect: { kind: 'edit', drop: ['mail'], set: {} },
    after: 1,
  });
  for (const status of [503, 200]) {
    const answer = await call('/api/account');
    expect(answer.status).toBe(status);
    expect(answer.body).not.toContain('ada@example.com');
    expect(answer.headers['x-server-authorization-hmac-sha256']).toBe(answer.expectedSignature);
  }
});

test('an answer to HEAD is not signed', async () => {
  const { call } = open();
  const { status, headers } = await call('/api/account', { method: 'HEAD' });
  expect([status, headers['x-server-authorization-hmac-sha256']]).toEqual([200, undefined]);
});

test('an answer to a bearer is not signed', async () => {
  const { platform } = open();
  const { status, headers } = await platform.get('/account');
  expect([status, headers.get('x-server-authorization-hmac-sha256')]).toEqual([200, null]);
});

test('an SSO organization refuses HMAC, and other organizations do not (A19)', async () => {
  const { platform, call } = open();
  const { state } = platform.sandbox;
  const guarded = state.addApplication(state.addOrganization({ name: 'Guarded', sso: true }), 'guarded-site');
  const refused = await call(`/api/applications/${guarded.uuid}`);
  expect([refused.status, JSON.parse(refused.body).error]).toEqual([
    403,
    'additional_authentication_required',
  ]);
  expect((await call(`/api/applications/${state.applications[0]!.uuid}`)).status).toBe(200);
  expect(JSON.parse((await call('/api/applications')).body).total).toBe(1);
});
