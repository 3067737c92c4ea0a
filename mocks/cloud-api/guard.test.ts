import { expect, test } from 'vitest';
import { rawExchange } from '../kernel/testing/raw-exchange.ts';
import { testPlatforms } from './testing/platform.ts';
import { apiRoutes, nowhere } from './testing/routes.ts';

const platforms = testPlatforms();

const everywhere: [method: string, path: string][] = [
  ...apiRoutes.map(([method, path]): [string, string] => [method, `/v1${path}`]),
  ...nowhere,
  ['PATCH', '/v1/projects'],
  ['OPTIONS', '/v1/user'],
];
test.each(everywhere)('%s %s is closed to who brings no credential (C2)', async (method, path) => {
  const { status, headers, json } = await platforms.open().call(`/api${path}`, { method });
  expect([status, json.error.code]).toEqual([401, 'missing_credentials']);
  expect(headers.get('www-authenticate')).toBe('Bearer realm="cloudplatform"');
  expect(headers.get('content-type')).toBe('application/json');
  expect(json.error.message).toMatch(/./);
  expect(json.error.request_id).toBe(headers.get('x-request-id'));
  expect(headers.get('x-ratelimit-limit')).toBeNull();
});

test('a key opens the API as Bearer, in any case, and by no other way (C10)', async () => {
  const platform = platforms.open();
  const { value } = platform.key.access;
  const ask = async (headers: Record<string, string>, query = '') =>
    (await platform.call(`/api/v1/projects${query}`, { headers })).status;
  expect(await ask({ authorization: `bearer ${value}`, 'content-type': 'application/json' })).toBe(200);
  expect(await ask({ 'x-api-key': value })).toBe(401);
  expect(await ask({ cookie: `api_key=${value}` })).toBe(401);
  expect(await ask({}, `?access_token=${value}&api_key=${value}`)).toBe(401);
});

const refused: [
  name: string,
  header: (value: string) => string,
  status: number,
  code: string,
  challenge: string,
][] = [
  ['another scheme', v => `Basic ${v}`, 401, 'invalid_request', ''],
  ['the bare key', v => v, 401, 'invalid_request', ''],
  ['two words', v => `Bearer ${v} ${v}`, 400, 'invalid_request', ', error="invalid_request"'],
  ['no word', () => 'Bearer', 400, 'invalid_request', ', error="invalid_request"'],
  ['a stranger', () => 'Bearer sk_live_x', 401, 'invalid_token', ', error="invalid_token"'],
  ['half a key', v => `Bearer ${v.slice(0, -1)}`, 401, 'invalid_token', ', error="invalid_token"'],
];
test.each(refused)('refused: %s', async (_name, header, expected, code, challenge) => {
  const platform = platforms.open();
  const authorization = header(platform.key.access.value);
  const { status, json, headers } = await platform.call('/api/v1/projects', { headers: { authorization } });
  expect([status, json.error.code]).toEqual([expected, code]);
  expect(headers.get('www-authenticate')).toBe(`Bearer realm="cloudplatform"${challenge}`);
});

test('two credentials are refused, by header and query or by two headers (RFC 6750 section 2)', async () => {
  const platform = platforms.open();
  const { value } = platform.key.access;
  expect((await platform.get(`/projects?access_token=${value}`)).status).toBe(400);
  const { pathname } = new URL(platform.sandbox.base);
  const line = `Authorization: Bearer ${value}\r\n`;
  const request = `GET ${pathname}/api/v1/projects HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${line}${line}\r\n`;
  expect(await rawExchange(platform.sandbox.base, request)).toMatch(/^HTTP\/1\.1 400 /);
});

test('several keys live at once; a revoked one is dead at once, and no other (C17)', async () => {
  const platform = platforms.open();
  const other = platform.state.createKey({ name: 'new' });
  const statuses = async () => [
    (await platform.get('/projects')).status,
    (await platform.get('/projects', other.access.value)).status,
  ];
  expect(await statuses()).toEqual([200, 200]);
  platform.state.revokeKey(platform.key);
  expect(await statuses()).toEqual([401, 200]);
  const refusal = platform.sandbox.journal.exchanges.at(-2)!;
  expect(refusal.usedToken).toBe(platform.key.access.id);
  expect(refusal.decisions.filter(d => !d.ok).map(d => [d.check, d.got])).toEqual([
    ['bearer token is live', 'revoked'],
  ]);
});

test('an access token opens the API until it expires (C15)', async () => {
  const platform = platforms.open();
  const token = platform.state.issueToken(platform.client);
  const ask = async () => {
    const { status, text } = await platform.get('/user', token.value);
    return [status, text.includes('ada@example.com') || JSON.parse(text).error.code];
  };
  platform.sandbox.clock.advance(3_599_999);
  expect(await ask()).toEqual([200, true]);
  platform.sandbox.clock.advance(1);
  expect(await ask()).toEqual([401, 'invalid_token']);
});

test('a key has no user: what is user-scoped is forbidden to it (X5)', async () => {
  const { status, json } = await platforms.open().get('/user');
  expect([status, json.error.code]).toEqual([403, 'forbidden']);
});

test('an access token does what was granted, and is told what was not (RFC 6750 section 3.1)', async () => {
  const platform = platforms.open();
  const { value } = platform.state.issueToken(platform.client, { scopes: ['write'] });
  expect((await platform.get('/projects', value)).status).toBe(403);
  const { status, headers, json } = await platform.get('/user', value);
  expect([status, json.error.code]).toEqual([403, 'insufficient_scope']);
  expect(headers.get('www-authenticate')).toBe(
    'Bearer realm="cloudplatform", error="insufficient_scope", scope="read"',
  );
  const reader = platform.state.issueToken(platform.client, { scopes: ['read'] });
  const authorization = `Bearer ${reader.value}`;
  expect((await platform.get('/projects', reader.value)).status).toBe(200);
  expect((await platform.send('POST', '/projects', {}, { authorization })).status).toBe(403);
  expect((await platform.send('DELETE', '/keys/key_1', undefined, { authorization })).status).toBe(403);
});

test.each(nowhere)('%s %s leads nowhere', async (method, path) => {
  const platform = platforms.open();
  const authorization = `Bearer ${platform.key.access.value}`;
  const { status, json } = await platform.call(`/api${path}`, { method, headers: { authorization } });
  expect([status, json.error.code]).toEqual([404, 'not_found']);
});

test.each([
  ['PUT', '/projects', 'GET, POST, HEAD'],
  ['GET', '/keys', 'POST'],
  ['POST', '/user', 'GET, HEAD'],
])('%s %s is answered with the methods that there are', async (method, path, allow) => {
  const { status, json, headers } = await platforms.open().send(method, path);
  expect([status, json.error.code, headers.get('allow')]).toEqual([405, 'method_not_allowed', allow]);
});

test('settings: errors by RFC 9457, with the stable code as a member of their own', async () => {
  const platform = platforms.open({ errors: 'problem' });
  const { status, headers, json } = await platform.send('POST', '/projects', { name: 'a' });
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(json).toEqual({
    type: 'https://api.cloudplatform.example/problems/validation_error',
    title: expect.stringMatching(/./),
    status,
    code: 'validation_error',
    instance: `urn:request:${headers.get('x-request-id')}`,
    details: { region: 'This field is required.' },
  });
});
