import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { AuthorizationCode, CloudApiSettings } from '../index.ts';
import type { Challenge } from '../state/model.ts';
import { CALLBACK, type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();

/** A platform whose user has consented. */
function consented(settings?: Partial<CloudApiSettings>, challenge?: Challenge) {
  const platform = platforms.open(settings);
  const code = platform.state.authorize(platform.client, challenge && { challenge });
  return { platform, code };
}
const errorOf = async (asked: Promise<{ status: number; json: { error: string } }>) => {
  const { status, json } = await asked;
  return [status, json.error];
};
const basic = (id: string, secret: string) => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
});
const noClient = { client_id: undefined, client_secret: undefined };

test('a code becomes an access token (C13)', async () => {
  const { platform, code } = consented();
  const { status, headers, json } = await platform.exchange({ code: code.value });
  expect(status).toBe(200);
  expect(json).toEqual({
    access_token: expect.stringMatching(/./),
    token_type: 'Bearer',
    expires_in: 3600,
    scope: 'read write',
  });
  expect([headers.get('content-type'), headers.get('cache-control')]).toEqual([
    'application/json',
    'no-store',
  ]);
  const issued = platform.sandbox.tokens.find(json.access_token)!;
  expect(platform.sandbox.journal.exchanges[0]).toMatchObject({
    operation: 'token.issue',
    issuedToken: issued.id,
  });
  expect([issued.clientId, issued.issuedIn]).toEqual([platform.client.id, 1]);
});

test("the document's redirect_uri with raw : and / is that of the request (C14)", async () => {
  const { platform, code } = consented();
  const { id, secret } = platform.client;
  const body = `grant_type=authorization_code&code=${code.value}&client_id=${id}&client_secret=${encodeURIComponent(secret)}&redirect_uri=${CALLBACK}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await platform.call('/auth/oauth/token', { method: 'POST', headers, body })).status).toBe(200);
});

test('a client authenticates in the body or by Basic, form-encoded, and not by both (b4)', async () => {
  const { platform, code } = consented();
  const { id, secret } = platform.client;
  const both = platform.exchange({ code: code.value }, basic(id, secret));
  expect(await errorOf(both)).toEqual([400, 'invalid_request']);
  const { status } = await platform.exchange({ code: code.value, ...noClient }, basic(id, secret));
  expect(status).toBe(200);
  const named = { code: platform.state.authorize(platform.client).value, client_secret: undefined };
  expect((await platform.exchange(named, basic(id, secret))).status).toBe(200);
});

test('a wrong client is 401, with a challenge for who tried Basic, and for nobody else (b4)', async () => {
  const { platform, code } = consented();
  const { id } = platform.client;
  const ask = async (fields: Record<string, string | undefined>, headers = {}) => {
    const answer = await platform.exchange({ code: code.value, ...fields }, headers);
    return [answer.status, answer.json.error, answer.headers.get('www-authenticate')];
  };
  const challenge = 'Basic realm="cloudplatform"';
  expect(await ask({ client_secret: 'wrong' })).toEqual([401, 'invalid_client', null]);
  expect(await ask({ client_id: 'nobody' })).toEqual([401, 'invalid_client', null]);
  expect(await ask({ client_secret: undefined })).toEqual([401, 'invalid_client', null]);
  expect(await ask(noClient, basic(id, 'wrong'))).toEqual([401, 'invalid_client', challenge]);
  const lenient = platforms.open({ invalidClientStatus: 400 });
  const inBody = await lenient.exchange({ code: 'x', client_secret: 'wrong' });
  const byBasic = await lenient.exchange({ code: 'x', ...noClient }, basic(lenient.client.id, 'wrong'));
  expect([inBody.status, byBasic.status]).toEqual([400, 401]);
});

type Spoilt = (platform: TestPlatform, code: AuthorizationCode) => Record<string, string | undefined>;
const refusals: [name: string, error: string, spoil: Spoilt][] = [
  ['no grant type', 'invalid_request', () => ({ grant_type: undefined })],
  ['another grant type', 'unsupported_grant_type', () => ({ grant_type: 'client_credentials' })],
  ['refresh, where there is none', 'unsupported_grant_type', () => ({ grant_type: 'refresh_token' })],
  ['no code', 'invalid_request', () => ({ code: undefined })],
  ['an unknown code', 'invalid_grant', () => ({ code: 'x' })],
  ['no redirect_uri', 'invalid_request', () => ({ redirect_uri: undefined })],
  ['another redirect_uri', 'invalid_grant', () => ({ redirect_uri: `${CALLBACK}/` })],
  ['a redirect_uri encoded twice', 'invalid_grant', () => ({ redirect_uri: encodeURIComponent(CALLBACK) })],
  ['a verifier for no challenge', 'invalid_grant', () => ({ code_verifier: 'v'.repeat(43) })],
  [
    'the code of another client',
    'invalid_grant',
    ({ state }) => {
      const { id, secret } = state.createClient({ redirectUris: [CALLBACK] });
      return { client_id: id, client_secret: secret };
    },
  ],
];
test.each(refusals)('refused, and the code is still good: %s', async (_name, error, spoil) => {
  const { platform, code } = consented();
  const answer = await platform.exchange({ code: code.value, ...spoil(platform, code) });
  expect([answer.status, answer.json]).toEqual([
    400,
    { error, error_description: expect.stringMatching(/^[^"\\]+$/) },
  ]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect((await platform.exchange({ code: code.value })).status).toBe(200);
});

test('a code lives for a minute of the virtual clock', async () => {
  const { platform, code } = consented();
  const late = platform.state.authorize(platform.client);
  platform.sandbox.clock.advance(59_999);
  expect((await platform.exchange({ code: code.value })).status).toBe(200);
  platform.sandbox.clock.advance(1);
  expect(await errorOf(platform.exchange({ code: late.value }))).toEqual([400, 'invalid_grant']);
});

test('a code is good once; its second use ends what came of the first (RFC 6749 section 4.1.2)', async () => {
  const { platform, code } = consented();
  const { json } = await platform.exchange({ code: code.value });
  const other = platform.state.createClient({ redirectUris: [CALLBACK] });
  const theirs = { code: code.value, client_id: other.id, client_secret: other.secret };
  expect(await errorOf(platform.exchange(theirs))).toEqual([400, 'invalid_grant']);
  expect((await platform.get('/user', json.access_token)).status).toBe(200);
  expect(await errorOf(platform.exchange({ code: code.value }))).toEqual([400, 'invalid_grant']);
  const { status, json: refusal } = await platform.get('/user', json.access_token);
  expect([status, refusal.error.code]).toEqual([401, 'invalid_token']);
});

const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenges: [method: Challenge['method'], value: string][] = [
  ['S256', createHash('sha256').update(verifier).digest('base64url')],
  ['plain', verifier],
];
test.each(challenges)('PKCE by %s: the verifier, and nothing else (b4)', async (method, value) => {
  const { platform, code } = consented({}, { method, value });
  const other = verifier.replace('d', 'e');
  for (const code_verifier of [undefined, '', other, verifier.slice(1), `${verifier}=`])
    expect(await errorOf(platform.exchange({ code: code.value, code_verifier }))).toEqual([
      400,
      'invalid_grant',
    ]);
  expect((await platform.exchange({ code: code.value, code_verifier: verifier })).status).toBe(200);
});

test('PKCE: a verifier that is too short is refused, whatever its hash (RFC 7636 section 4.1)', async () => {
  const short = 'v'.repeat(42);
  const value = createHash('sha256').update(short).digest('base64url');
  const { platform, code } = consented({}, { method: 'S256', value });
  const asked = platform.exchange({ code: code.value, code_verifier: short });
  expect(await errorOf(asked)).toEqual([400, 'invalid_grant']);
});

test("PKCE: the RFC's own example (RFC 7636 appendix B)", () => {
  expect(challenges[0]![1]).toBe('E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM');
});

test('the token endpoint takes a form by POST, with clean URL, and each parameter once', async () => {
  const { platform, code } = consented();
  const path = '/auth/oauth/token';
  const fields = { grant_type: 'authorization_code', code: code.value, redirect_uri: CALLBACK };
  const form = { ...fields, client_id: platform.client.id, client_secret: platform.client.secret };
  const ask = (query: string, init: RequestInit) =>
    platform.call(`${path}${query}`, { method: 'POST', ...init });
  const json = { headers: { 'content-type': 'application/json' }, body: JSON.stringify(form) };
  expect(await errorOf(ask('', json))).toEqual([400, 'invalid_request']);
  expect(await errorOf(ask('?x=1', { body: new URLSearchParams(form) }))).toEqual([400, 'invalid_request']);
  const twice = new URLSearchParams([...Object.entries(form), ['code', code.value]]);
  expect(await errorOf(ask('', { body: twice }))).toEqual([400, 'invalid_request']);
  const got = await platform.call(path);
  expect([got.status, got.headers.get('allow'), got.json.error]).toEqual([405, 'POST', 'invalid_request']);
});

test('access tokens are opaque: some look like a JWT, whose claims are wrong, some do not (C16, X2)', async () => {
  const tokensOf = async (tokenFormat: CloudApiSettings['tokenFormat'], times: number) => {
    const platform = platforms.open({ tokenFormat });
    const values: string[] = [];
    for (let i = 0; i < times; i++) values.push(platform.state.issueToken(platform.client).value);
    for (const value of values) expect((await platform.get('/user', value)).status).toBe(200);
    return values;
  };
  const shaped = (value: string) => /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/.test(value);
  const [first, ...rest] = await tokensOf('alternating', 3);
  expect([first!, ...rest].map(shaped)).toEqual([true, false, true]);
  expect((await tokensOf('jwt-shaped', 2)).map(shaped)).toEqual([true, true]);
  expect((await tokensOf('plain', 2)).map(shaped)).toEqual([false, false]);
  const claims = JSON.parse(Buffer.from(first!.split('.')[1]!, 'base64url').toString());
  expect(claims.exp).toBeLessThan(claims.iat);
});

test('settings: what the answer says of the token', async () => {
  const { platform, code } = consented({ tokenType: 'bearer', accessTokenLifetimeSeconds: 7 });
  const { json } = await platform.exchange({ code: code.value });
  expect([json.token_type, json.expires_in]).toEqual(['bearer', 7]);
  const silent = consented({ expiresIn: 'left out' });
  expect((await silent.platform.exchange({ code: silent.code.value })).json).not.toHaveProperty('expires_in');
});

async function refreshing(refreshTokens: 'reusable' | 'rotating') {
  const { platform, code } = consented({ refreshTokens });
  const { json } = await platform.exchange({ code: code.value });
  const renew = (fields: Record<string, string | undefined> = {}) =>
    platform.exchange({
      grant_type: 'refresh_token',
      refresh_token: json.refresh_token,
      redirect_uri: undefined,
      ...fields,
    });
  return { platform, code, renew, first: json };
}

test('settings: a reusable refresh token renews, for less if asked, and for its client only', async () => {
  const { platform, renew, first } = await refreshing('reusable');
  const { status, json } = await renew({ scope: 'read' });
  expect([status, json.scope, json.refresh_token]).toEqual([200, 'read', undefined]);
  expect((await renew()).json.scope).toBe('read write');
  expect(await errorOf(renew({ scope: 'all' }))).toEqual([400, 'invalid_scope']);
  expect(await errorOf(renew({ refresh_token: undefined }))).toEqual([400, 'invalid_request']);
  expect(await errorOf(renew({ refresh_token: 'x' }))).toEqual([400, 'invalid_grant']);
  const { id, secret } = platform.state.createClient({ redirectUris: [CALLBACK] });
  expect(await errorOf(renew({ client_id: id, client_secret: secret }))).toEqual([400, 'invalid_grant']);
  expect((await platform.get('/user', first.access_token)).status).toBe(200);
});

test('settings: a rotating refresh token is good once; its second use ends all (RFC 9700 section 4.14.2)', async () => {
  const { platform, renew } = await refreshing('rotating');
  const second = (await renew()).json;
  expect(second.refresh_token).toMatch(/./);
  expect(await errorOf(renew())).toEqual([400, 'invalid_grant']);
  expect((await platform.get('/user', second.access_token)).status).toBe(401);
  expect(await errorOf(renew({ refresh_token: second.refresh_token }))).toEqual([400, 'invalid_grant']);
});

test('a replayed code ends the refresh token too', async () => {
  const { platform, code, renew } = await refreshing('reusable');
  await platform.exchange({ code: code.value });
  expect(await errorOf(renew())).toEqual([400, 'invalid_grant']);
});

test.each(['/auth/oauth/token/', '/auth/oauth/token/?'])(
  '%s is the token endpoint, in its errors too',
  async path => {
    const { platform } = consented();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = platform.call(path, { method: 'POST', headers: form, body: 'x=1' });
    expect(await errorOf(answer)).toEqual([400, 'invalid_request']);
  },
);
