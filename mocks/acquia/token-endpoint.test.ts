import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { testPlatforms } from './testing/platform.ts';

const platforms = testPlatforms();
const tokenPath = '/api/auth/oauth/token';

test.each([tokenPath, '/api/token'])(
  '%s exchanges key and secret for a bearer token of 300 seconds',
  async path => {
    const platform = platforms.open();
    const { status, headers, json } = await platform.exchange({}, path);
    expect(status).toBe(200);
    expect(json).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'bearer',
      expires_in: 300,
    });
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('pragma')).toBe('no-cache');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('etag')).toBeNull();
  },
);

const encodings: [name: string, (id: string, secret: string) => RequestInit][] = [
  [
    'a form',
    (id, secret) => ({
      body: new URLSearchParams({ client_id: id, client_secret: secret, grant_type: 'client_credentials' }),
    }),
  ],
  [
    'JSON with an empty scope',
    (id, secret) => ({
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_id: id,
        client_secret: secret,
        grant_type: 'client_credentials',
        scope: '',
      }),
    }),
  ],
  [
    'HTTP Basic',
    (id, secret) => ({
      headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    }),
  ],
];

test.each(encodings)('credentials are accepted as %s', async (_name, request) => {
  const { call, key } = bound();
  const { status, json } = await call(tokenPath, { method: 'POST', ...request(key.id, key.secret) });
  expect(status).toBe(200);
  expect(json).not.toHaveProperty('scope');
});

test.each(encodings)('a wrong secret is refused as %s', async (_name, request) => {
  const { call, key } = bound();
  const { status, json } = await call(tokenPath, { method: 'POST', ...request(key.id, 'wrong') });
  expect([status, json.error]).toEqual([400, 'invalid_client']);
});

const encode = encodeURIComponent;
test.each([
  ['url-encoded', encode, 200],
  ['raw, so that its plus is a space', (secret: string) => secret, 400],
  ['encoded twice', (secret: string) => encode(encode(secret)), 400],
])('a secret with + / and = that is sent %s', async (_name, write, status) => {
  const { call, key } = bound();
  const body = `client_id=${key.id}&client_secret=${write(key.secret)}&grant_type=client_credentials`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await call(tokenPath, { method: 'POST', headers, body })).status).toBe(status);
});

test('every exchange gets a token of its own, with its lineage in the journal', async () => {
  const platform = platforms.open();
  const [one, two] = [await platform.exchange(), await platform.exchange()];
  expect(one.json.access_token).not.toBe(two.json.access_token);
  expect(platform.sandbox.tokens.all.map(t => [t.id, t.clientId, t.scope, t.issuedIn])).toEqual([
    ['t1', platform.key.id, undefined, 1],
    ['t2', platform.key.id, undefined, 2],
  ]);
  expect(platform.sandbox.journal.exchanges.map(e => e.issuedToken)).toEqual(['t1', 't2']);
});

test('a removed key is refused, at once and for good', async () => {
  const platform = platforms.open();
  platform.sandbox.state.removeKey(platform.key);
  expect((await platform.exchange()).json.error).toBe('invalid_client');
});

test('no refresh token is ever issued, with or without a scope', async () => {
  const platform = platforms.open();
  const { uuid } = platform.sandbox.state.addOrganization({ name: 'Guarded', sso: true });
  expect((await platform.exchange()).json).not.toHaveProperty('refresh_token');
  expect((await platform.exchange({ scope: `organization:${uuid}` })).json).not.toHaveProperty(
    'refresh_token',
  );
});

const noOrganization = 'organization:00000000-0000-4000-8000-000000000000';
const refusals: [
  name: string,
  fields: Record<string, string>,
  status: number,
  error: string,
  description: string,
][] = [
  ['unknown key', { client_id: 'nobody' }, 400, 'invalid_client', 'The client credentials are invalid'],
  ['wrong secret', { client_secret: 'wrong' }, 400, 'invalid_client', 'The client credentials are invalid'],
  ['no key', { client_id: '' }, 400, 'invalid_client', 'client credentials are required'],
  ['no secret', { client_secret: '' }, 400, 'invalid_client', 'client credentials are required'],
  ['no grant', { grant_type: '' }, 400, 'invalid_request', 'The grant type was not specified in the request'],
  [
    'another grant',
    { grant_type: 'password' },
    400,
    'unsupported_grant_type',
    'Grant type "password" not supported',
  ],
  [
    'a scope of no known form',
    { scope: 'everything' },
    400,
    'invalid_scope',
    'An unsupported scope was requested',
  ],
  [
    'a scope without its prefix',
    { scope: noOrganization.slice(13) },
    400,
    'invalid_scope',
    'An unsupported scope was requested',
  ],
  [
    "the page's placeholder",
    { scope: 'organization:23NNe327-NAAA-11e3-NNNN-1231NNNNa02c' },
    400,
    'invalid_scope',
    'An unsupported scope was requested',
  ],
  [
    'two scopes',
    { scope: `${noOrganization} ${noOrganization}` },
    400,
    'invalid_scope',
    'An unsupported scope was requested',
  ],
  [
    "an organization that is not the user's",
    { scope: noOrganization },
    400,
    'invalid_scope',
    'The scope requested is invalid for this client',
  ],
];

test.each(refusals)('generation 1 (b3): %s', async (_name, fields, status, error, error_description) => {
  const answer = await platforms.open().exchange(fields);
  expect(answer.status).toBe(status);
  expect(answer.json).toEqual({ error, error_description });
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(answer.headers.get('cache-control')).toBe('no-store');
});

test('generation 1 (b3): the application of the organization is no scope', async () => {
  const platform = platforms.open();
  const application = platform.sandbox.state.applications[0]!;
  const { json } = await platform.exchange({ scope: `organization:${application.uuid}` });
  expect(json.error_description).toBe('The scope requested is invalid for this client');
});

test.each(['GET', 'PUT', 'DELETE', 'OPTIONS'])('generation 1 (b3): %s instead of POST', async method => {
  const { status, headers, json } = await platforms.open().call(tokenPath, { method });
  expect(status).toBe(405);
  expect(headers.get('allow')).toBe('POST');
  expect(json).toEqual({
    error: 'invalid_request',
    error_description: 'The request method must be POST when requesting an access token',
    error_uri: 'http://tools.ietf.org/html/rfc6749#section-3.2',
  });
});

test('generation 1 (b3): a body that is no JSON, and a parameter sent twice', async () => {
  const { call, key } = bound();
  const headers = { 'content-type': 'application/json' };
  const broken = await call(tokenPath, { method: 'POST', headers, body: '{"client_id":' });
  expect([broken.status, broken.json.error]).toEqual([400, 'invalid_request']);
  // Good in everything else: no other check may be what refuses it.
  const form = { client_id: key.id, client_secret: key.secret, grant_type: 'client_credentials' };
  const body = new URLSearchParams([...Object.entries(form), ['client_id', key.id]]);
  const twice = await call(tokenPath, { method: 'POST', body });
  expect([twice.status, twice.json.error]).toEqual([400, 'invalid_request']);
});

test.each(refusals)('generation 2 (b4): %s', async (_name, fields, _status, slug) => {
  const answer = await platforms.open({ errors: 'okta' }).exchange(fields);
  expect(answer.status).toBe(slug === 'invalid_client' ? 401 : 400);
  expect(answer.json).toEqual({
    errorCode: slug,
    errorSummary: expect.stringMatching(/./),
    errorLink: slug,
    errorId: expect.stringMatching(/^oae/),
    errorCauses: [],
  });
});

test('generation 2 (b4): the one text that is certain, and no error member that old clients look for', async () => {
  const { json } = await platforms.open({ errors: 'okta' }).exchange({ client_secret: 'wrong' });
  expect(json.errorSummary).toBe("Invalid value for 'client_id' parameter.");
  expect(json).not.toHaveProperty('error');
});

test('settings: lifetime, and the case of the token type', async () => {
  const platform = platforms.open({ tokenLifetimeSeconds: 7, tokenType: 'Bearer' });
  expect((await platform.exchange()).json).toMatchObject({ expires_in: 7, token_type: 'Bearer' });
});

test('settings: a token may look like a JWT, whose claims are not to be believed', async () => {
  const platform = platforms.open({ tokenFormat: 'jwt' });
  const { json } = await platform.exchange();
  const claims = decodeJwt(json.access_token);
  const now = platform.sandbox.clock.now() / 1000;
  expect([claims.iat, claims.client_id]).toEqual([now, platform.key.id]);
  expect(claims.exp! - now).toBeGreaterThan(json.expires_in);
  expect((await platform.exchange()).json.access_token).not.toBe(json.access_token);
  const authorization = `Bearer ${json.access_token}`;
  expect((await platform.call('/api/account', { headers: { authorization } })).status).toBe(200);
  platform.sandbox.clock.advance(300_000);
  expect((await platform.call('/api/account', { headers: { authorization } })).status).toBe(403);
});

function bound() {
  const platform = platforms.open();
  return { call: platform.call.bind(platform), key: platform.key };
}
