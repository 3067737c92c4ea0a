import { decodeJwt } from 'jose';
import { expect, test } from 'vitest';
import { documentedClient, START, testPlatforms } from './testing/platform.ts';

const platforms = testPlatforms();
const tokenPath = '/auth/oauth2/token';
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
const form = 'application/x-www-form-urlencoded';

/** b2, in the words of each client; `t` stands for the API token. */
const styles: [name: string, authorization: string | undefined, type: string, body: string][] = [
  ['the documented one', documentedClient, form, 'grant_type=api_token&api_token=t'],
  [
    'the CLI, as upsun',
    undefined,
    form,
    'client_id=upsun-cli&client_secret=&grant_type=api_token&api_token=t',
  ],
  [
    'the CLI, as platform',
    undefined,
    form,
    'client_id=platform-cli&client_secret=&grant_type=api_token&api_token=t',
  ],
  [
    'the JavaScript client',
    basic('platform-cli:'),
    'application/json',
    '{"grant_type":"api_token","api_token":"t"}',
  ],
];

test.each(styles)(
  'an API token is exchanged in the style of %s',
  async (_name, authorization, type, body) => {
    const platform = platforms.open();
    const { user } = platform;
    platform.state.createApiToken(user, 'second', 't');
    const headers = { 'content-type': type, ...(authorization && { authorization }) };
    const {
      status,
      json,
      headers: answered,
    } = await platform.call(tokenPath, { method: 'POST', headers, body });
    expect(status).toBe(200);
    expect(json).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_in: 900,
      token_type: 'bearer',
    });
    expect(answered.get('cache-control')).toBe('no-store');
    const { sub, exp } = decodeJwt(json.access_token);
    expect([sub, exp]).toEqual([user.id, Math.floor(START / 1000) + 900]);
    const me = await platform.call('/api/users/me', {
      headers: { authorization: `Bearer ${json.access_token}` },
    });
    expect([me.status, me.json.email]).toEqual([200, user.email]);
  },
);

const refusals: [name: string, fields: Record<string, string>, error: string, description: RegExp][] = [
  ['no grant', { grant_type: '' }, 'invalid_request', /grant type/],
  ['another grant', { grant_type: 'password' }, 'unsupported_grant_type', /./],
  ['no API token', { api_token: '' }, 'invalid_request', /API token/],
  [
    'an old refresh token',
    { grant_type: 'refresh_token', refresh_token: 'x' },
    'invalid_grant',
    /^Invalid refresh token$/,
  ],
];
test.each(refusals)('refused with 400: %s', async (_name, fields, error, description) => {
  const { status, json } = await platforms.open().exchange(fields);
  expect([status, json.error]).toEqual([400, error]);
  expect(json.error_description).toMatch(description);
});

test('an unknown API token is refused in the words of either service', async () => {
  const legacy = await platforms.open().exchange({ api_token: 'wrong' });
  expect(legacy.status).toBe(400);
  expect(legacy.json).toEqual({ error: 'invalid_grant', error_description: 'Invalid API token' });
  const ory = await platforms.open({ tokenErrors: 'ory' }).exchange({ api_token: 'wrong' });
  expect(ory.status).toBe(401);
  expect(ory.json).toEqual({
    error: 'request_unauthorized',
    error_description: expect.any(String),
    error_hint: expect.stringContaining('API token'),
  });
});

test.each([
  ['an unknown client', basic('somebody:')],
  ['a secret, which no client has', basic('platform-api-user:secret')],
  ['no client at all', ''],
])('refused with 401: %s', async (_name, authorization) => {
  const platform = platforms.open();
  const body = new URLSearchParams({ grant_type: 'api_token', api_token: platform.apiToken.value });
  const { status, json } = await platform.call(tokenPath, {
    method: 'POST',
    headers: { authorization },
    body,
  });
  expect([status, json.error]).toEqual([401, 'invalid_client']);
  expect(platform.sandbox.tokens.all).toEqual([]);
});

test('only POST, only once each, and no broken body', async () => {
  const platform = platforms.open();
  const get = await platform.call(tokenPath);
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
  const headers = { authorization: documentedClient, 'content-type': form };
  const { value } = platform.apiToken;
  const twice = `grant_type=api_token&api_token=${value}&api_token=${value}`;
  expect((await platform.call(tokenPath, { method: 'POST', headers, body: twice })).json.error).toBe(
    'invalid_request',
  );
  const json = { ...headers, 'content-type': 'application/json' };
  expect((await platform.call(tokenPath, { method: 'POST', headers: json, body: '{' })).status).toBe(400);
});

test('an access token lives 900 seconds, and each exchange makes a new one', async () => {
  const platform = platforms.open();
  const [one, two] = [await platform.bearer(), await platform.bearer()];
  expect(one).not.toEqual(two);
  expect(platform.sandbox.tokens.all.map(t => [t.clientId, t.issuedIn])).toEqual([
    [platform.apiToken.id, 1],
    [platform.apiToken.id, 2],
  ]);
  platform.sandbox.clock.advance(899_999);
  expect((await platform.call('/api/users/me', { headers: one })).status).toBe(200);
  platform.sandbox.clock.advance(1);
  const late = await platform.call('/api/users/me', { headers: one });
  expect([late.status, late.json.error, late.headers.get('www-authenticate')]).toEqual([
    401,
    'unauthorized',
    'Bearer',
  ]);
});

test('settings: lifetime, and opaque access tokens', async () => {
  const platform = platforms.open({ tokenLifetimeSeconds: 7, tokenFormat: 'opaque' });
  const { json } = await platform.exchange();
  expect(json.expires_in).toBe(7);
  expect(json.access_token).not.toContain('.');
});

test('a deleted API token is exchanged no more, and its access tokens live on', async () => {
  const platform = platforms.open();
  const headers = await platform.bearer();
  platform.state.apiTokens.remove(platform.apiToken);
  expect((await platform.exchange()).json.error_description).toBe('Invalid API token');
  expect((await platform.call('/api/users/me', { headers })).status).toBe(200);
  platform.sandbox.clock.advance(900_000);
  expect((await platform.call('/api/users/me', { headers })).status).toBe(401);
});

test('nothing is exchanged once the SSO session of the user is over', async () => {
  const platform = platforms.open();
  platform.user.ssoSessionOver = true;
  const { status, json } = await platform.exchange();
  expect([status, json.error]).toEqual([400, 'invalid_grant']);
  expect(json.error_description).toContain('SSO session has expired');
});

test('a revoked access token is dead; revoking what is unknown is no error', async () => {
  const platform = platforms.open();
  const { json } = await platform.exchange();
  const headers = { authorization: `Bearer ${json.access_token}` };
  const revoke = (token: string, client_id = 'platform-cli') => {
    const body = new URLSearchParams({
      client_id,
      client_secret: '',
      token,
      token_type_hint: 'access_token',
    });
    return platform.call('/auth/oauth2/revoke', { method: 'POST', body });
  };
  expect((await revoke('unknown')).status).toBe(200);
  expect((await revoke(json.access_token, 'somebody')).status).toBe(401);
  expect((await platform.call('/api/users/me', { headers })).status).toBe(200);
  expect((await revoke(json.access_token)).status).toBe(200);
  expect((await platform.call('/api/users/me', { headers })).status).toBe(401);
  expect((await revoke('')).status).toBe(400);
});

test('an API token is no access token', async () => {
  const platform = platforms.open();
  const headers = { authorization: `Bearer ${platform.apiToken.value}` };
  expect((await platform.call('/api/users/me', { headers })).status).toBe(401);
  expect((await platform.call('/api/users/me')).status).toBe(401);
  const checks = platform.sandbox.journal.exchanges.map(e => e.decisions.find(d => !d.ok)?.check);
  expect(checks).toEqual(['bearer token was issued here', 'the call carries a credential']);
});

test('step-up (RFC 9470): an operation may want a fresh sign-in, which no API token is', async () => {
  const platform = platforms.open({ stepUp: ['api-tokens.create'] });
  const path = `/users/${platform.user.id}/api-tokens`;
  const { status, headers, json } = await platform.send('POST', path, { name: 'more' });
  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).toBe(
    'Bearer error="insufficient_user_authentication", max_age=3600',
  );
  expect(json).toEqual({ error: 'insufficient_user_authentication', amr: expect.any(Array), max_age: 3600 });
  expect((await platform.get(path)).json).toHaveLength(1);
});
