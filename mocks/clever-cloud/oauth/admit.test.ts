import { expect, test } from 'vitest';
import { rawExchange } from '../../kernel/testing/raw-exchange.ts';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';
import { nowhere, publicRoutes, signedRoutes } from '../testing/routes.ts';
import { hmacHeader, plaintext, type ToSign } from '../testing/signer.ts';

const platforms = testPlatforms();
const notLoggedIn = { id: 2001, message: 'Not logged in', type: 'error' };
const refusedBy = (platform: TestPlatform) => platform.sandbox.journal.exchanges.at(-1)!.decisions.at(-1)!;

test.each([...signedRoutes, ...nowhere])('%s %s refuses who did not sign', async (method, path) => {
  const platform = platforms.open();
  const { status, json } = await platform.call(`/api${path}`, { method });
  expect(status).toBe(401);
  if (path.startsWith('/v2')) expect(json).toEqual(notLoggedIn);
  else expect(json).toEqual({ code: 'unauthorized', error: 'Not logged in' });
  expect(refusedBy(platform)).toEqual({
    check: 'the call carries a credential',
    expected: 'OAuth 1 parameters',
    got: 'nothing',
    ok: false,
  });
});

test.each(publicRoutes)(
  '%s %s answers everybody, whatever they carry (b2, b5, b7)',
  async (method, path, status) => {
    const platform = platforms.open();
    for (const authorization of ['', 'Basic eDp5', 'Bearer x', 'OAuth oauth_token="x"']) {
      const answer = await platform.call(`/api${path}`, { method, headers: { authorization } });
      expect(answer.status).toBe(status);
    }
  },
);

test.each(nowhere)('%s %s leads nowhere, signed too', async (method, path) => {
  const platform = platforms.open();
  const { status, json } = await platform.send(method, path);
  expect(status).toBe(404);
  expect([json.id, json.code]).toEqual(
    path.startsWith('/v2') ? [404, undefined] : [undefined, 'clever.core.not-found'],
  );
});

test.each([
  ['Basic eDp5', 'Basic'],
  ['Bearer', 'Bearer'],
  ['oauthx oauth_token="x"', 'oauthx'],
])('%s is no credential', async (authorization, got) => {
  const platform = platforms.open();
  const { json } = await platform.call('/api/v2/self', { headers: { authorization } });
  expect([json, refusedBy(platform).got]).toEqual([notLoggedIn, got]);
});

const inQuery = (platform: TestPlatform) => {
  const { consumer, token } = platform;
  return new URLSearchParams({
    oauth_consumer_key: consumer.key,
    oauth_token: token.access.value,
    oauth_signature_method: 'PLAINTEXT',
    oauth_signature: plaintext(consumer.secret, token.secret),
  });
};

test.each<[string, (p: TestPlatform) => [string, RequestInit]]>([
  ['header', p => ['/v2/self', { headers: { authorization: p.header() } }]],
  ['query', p => [`/v2/self?${inQuery(p)}`, {}]],
  ['form', p => ['/v2/self/tokens', { method: 'DELETE', body: inQuery(p) }]],
])('a signature in the %s lets its user in (b2, V26)', async (_place, requestOf) => {
  const platform = platforms.open();
  const [path, init] = requestOf(platform);
  expect((await platform.call(`/api${path}`, init)).status).toBeLessThan(300);
  const [exchange] = platform.sandbox.journal.exchanges;
  expect(exchange!.usedToken).toBe(platform.token.access.id);
  expect(platform.token.access.usedIn).toEqual([1]);
  expect(exchange!.decisions.filter(d => !d.ok)).toEqual([]);
});

const refusals: [name: string, (p: TestPlatform) => Record<string, string | undefined>, message: string][] = [
  ['no consumer key', () => ({ oauth_consumer_key: undefined }), 'An OAuth parameter is missing'],
  ['no token', () => ({ oauth_token: undefined }), 'An OAuth parameter is missing'],
  ['no signature method', () => ({ oauth_signature_method: undefined }), 'An OAuth parameter is missing'],
  ['another version', () => ({ oauth_version: '2.0' }), 'The OAuth version is not supported'],
  ['HMAC-SHA256', () => ({ oauth_signature_method: 'HMAC-SHA256' }), 'The signature method is not supported'],
  ['RSA-SHA1', () => ({ oauth_signature_method: 'RSA-SHA1' }), 'The signature method is not supported'],
  ['a rubbish timestamp', () => ({ oauth_timestamp: 'now' }), 'The OAuth parameters could not be read'],
  ['an unknown consumer', () => ({ oauth_consumer_key: 'ck' }), 'The consumer is unknown'],
  ["another consumer's token", p => ({ oauth_token: foreignToken(p) }), 'The token is unknown'],
  ['an unknown token', () => ({ oauth_token: 'ut_1' }), 'The token is unknown'],
  ['an API token', p => ({ oauth_token: apiToken(p) }), 'The token is unknown'],
  [
    'secrets that are not encoded',
    p => ({ oauth_signature: `${p.consumer.secret}&${p.token.secret}` }),
    'The signature is invalid',
  ],
  [
    'the consumer’s secret alone',
    p => ({ oauth_signature: plaintext(p.consumer.secret) }),
    'The signature is invalid',
  ],
];
const foreignToken = ({ state }: TestPlatform) =>
  state.userTokens.issue({ consumer: state.cliConsumer, user: state.user }).access.value;
const apiToken = ({ state, sandbox }: TestPlatform) =>
  state.apiTokens.create({ user: state.user, name: 'x', expiresAt: sandbox.clock.now() + 1 }).access.value;

test.each(refusals)('%s is refused (b6)', async (_name, changes, message) => {
  const platform = platforms.open();
  const headers = { authorization: platform.header(platform.token, changes(platform)) };
  const { status, json } = await platform.call('/api/v2/self', { headers });
  expect([status, json]).toEqual([401, { id: 2001, message, type: 'error' }]);
  expect(refusedBy(platform)).toMatchObject({ check: expect.stringMatching(/^OAuth 1: /), ok: false });
});

test('a refusal below /v4 has the form of v4 (b6)', async () => {
  const platform = platforms.open();
  const path = `/api/v4/billing/organisations/${platform.state.organisation.id}/F1.pdf`;
  const authorization = platform.header(platform.token, { oauth_signature: 'x' });
  expect((await platform.call(path, { headers: { authorization } })).json).toEqual({
    code: 'unauthorized',
    error: 'The signature is invalid',
  });
});

test('a token lives for 3 months, however often it is used, and is dead at their end (b2, d12)', async () => {
  const platform = platforms.open();
  for (const ms of [0, 45 * 86_400_000, 45 * 86_400_000 - 1]) {
    platform.sandbox.clock.advance(ms);
    expect((await platform.get('/v2/self')).status).toBe(200);
  }
  expect(platform.token.lastUsedAt).toBe(platform.sandbox.clock.now());
  platform.sandbox.clock.advance(1);
  const { status, json } = await platform.get('/v2/self');
  expect([status, json.message]).toEqual([401, 'The token has expired']);
  expect(platform.token.access.usedIn).toEqual([1, 2, 3, 4]);
});

test('a revoked token is refused, and the others live on (V19)', async () => {
  const platform = platforms.open();
  const other = platform.tokenOf(platform.state.user);
  platform.state.revoke(platform.token);
  expect((await platform.get('/v2/self')).json.message).toBe('The token was revoked');
  expect((await platform.get('/v2/self', other)).status).toBe(200);
});

test('two users of one consumer are kept apart (V8)', async () => {
  const platform = platforms.open();
  const bob = platform.state.people.addUser({ name: 'Bob Okafor', email: 'bob@example.com' });
  const token = platform.tokenOf(bob);
  expect((await platform.get('/v2/self')).json.email).toBe('ada@example.com');
  expect((await platform.get('/v2/self', token)).json.email).toBe('bob@example.com');
  const mixed = platform.header(token, {
    oauth_signature: plaintext(platform.consumer.secret, platform.token.secret),
  });
  expect((await platform.call('/api/v2/self', { headers: { authorization: mixed } })).json.message).toBe(
    'The signature is invalid',
  );
});

test('a token of one sandbox opens no other', async () => {
  const authorization = platforms.open().header();
  const { json } = await platforms.open().call('/api/v2/self', { headers: { authorization } });
  expect(json.message).toBe('The consumer is unknown');
});

test.each([401, 403] as const)('an API token is refused on the API host, with %i (V5)', async status => {
  const platform = platforms.open({ apiTokenOnApiHostStatus: status });
  for (const path of ['/v2/self', '/v2/nothing']) {
    const headers = { authorization: `Bearer ${apiToken(platform)}` };
    const answer = await platform.call(`/api${path}`, { headers });
    expect([answer.status, answer.json]).toEqual([
      status,
      { id: 2001, message: 'API tokens are for the API bridge', type: 'error' },
    ]);
  }
  expect(refusedBy(platform)).toMatchObject({ check: 'API tokens stay with the bridge', ok: false });
  expect(platform.sandbox.tokens.all.flatMap(t => t.usedIn)).toEqual([]);
});

/** What an HMAC client signs for `GET /v2/organisations/…/applications` with a query. */
function toSign(platform: TestPlatform, changes: Partial<ToSign> = {}): ToSign {
  return {
    method: 'GET',
    url: `${platform.sandbox.endpoints.api}/v2/organisations/${platform.state.organisation.id}/applications`,
    query: [
      ['tag', 'a b'],
      ['tag', 'a+c'],
      ['name', 'été!'],
    ],
    signatureMethod: 'HMAC-SHA512',
    consumerKey: platform.consumer.key,
    consumerSecret: platform.consumer.secret,
    token: platform.token.access.value,
    tokenSecret: platform.token.secret,
    timestamp: platform.sandbox.clock.now() / 1000,
    nonce: 'n0nce42',
    ...changes,
  };
}
const sent = '?tag=a%20b&tag=a%2Bc&name=%C3%A9t%C3%A9!';
const askApplications = (platform: TestPlatform, signed: ToSign, query = sent) =>
  platform.call(`/api/v2/organisations/${platform.state.organisation.id}/applications${query}`, {
    headers: { authorization: hmacHeader(signed) },
  });

test.each(['HMAC-SHA1', 'HMAC-SHA512'] as const)(
  '%s is over the URL as the client addressed it, sandbox and all (V27, V28)',
  async signatureMethod => {
    const platform = platforms.open();
    const { status, json } = await askApplications(platform, toSign(platform, { signatureMethod }));
    expect([status, json.length]).toEqual([200, 1]);
    const changed = sent.replace('a%20b', 'a%20c');
    const other = toSign(platform, { signatureMethod, nonce: 'other' });
    expect((await askApplications(platform, other, changed)).json.message).toBe('The signature is invalid');
  },
);

test.each([
  ['API.Example.test:80', 'http://api.example.test'],
  ['api.example.test:8080', 'http://api.example.test:8080'],
])('HMAC is over the Host header %s, not over where the mock listens', async (host, origin) => {
  const platform = platforms.open();
  const { pathname } = new URL(platform.sandbox.base);
  const header = hmacHeader(toSign(platform, { url: `${origin}${pathname}/api/v2/self`, query: [] }));
  const ask = `GET ${pathname}/api/v2/self HTTP/1.1\r\nHost: ${host}\r\nAuthorization: ${header}\r\nConnection: close\r\n\r\n`;
  expect(await rawExchange(platform.sandbox.base, ask)).toMatch(/^HTTP\/1.1 200 /);
});

test('a request of HTTP/1.0 without a Host header is taken to be for where the mock listens', async () => {
  const platform = platforms.open();
  const url = `${platform.sandbox.endpoints.api}/v2/self`;
  const header = hmacHeader(toSign(platform, { url, query: [] }));
  const ask = `GET ${new URL(url).pathname} HTTP/1.0\r\nAuthorization: ${header}\r\n\r\n`;
  expect(await rawExchange(platform.sandbox.base, ask)).toMatch(/^HTTP\/1.1 200 /);
});

test('a nonce is good once, and a timestamp for 5 minutes either way (d12)', async () => {
  const platform = platforms.open();
  // The platform's time counts, not the machine's.
  platform.sandbox.clock.advance(3_600_000);
  const now = platform.sandbox.clock.now() / 1000;
  const ask = async (nonce: string, timestamp: number) =>
    (await askApplications(platform, toSign(platform, { nonce, timestamp }))).json.message ?? 'in';
  expect([await ask('a', now), await ask('a', now)]).toEqual(['in', 'The nonce was used before']);
  expect([await ask('b', now - 300), await ask('c', now + 300)]).toEqual(['in', 'in']);
  const late = 'The timestamp is too far off';
  expect([await ask('d', now - 301), await ask('e', now + 301)]).toEqual([late, late]);
});

test('settings: how far a timestamp may be off', async () => {
  const platform = platforms.open({ timestampWindowSeconds: 1 });
  const timestamp = platform.sandbox.clock.now() / 1000 - 2;
  const { json } = await askApplications(platform, toSign(platform, { timestamp }));
  expect(json.message).toBe('The timestamp is too far off');
});

test('settings: what the vendor’s own clients leave out is let pass, and told (b3)', async () => {
  const platform = platforms.open({ signatures: 'lenient' });
  const bare = platform.header(platform.token, { oauth_signature_method: undefined });
  expect((await platform.call('/api/v2/self', { headers: { authorization: bare } })).status).toBe(200);
  expect((await askApplications(platform, toSign(platform, { query: [] }))).status).toBe(200);
  const told = platform.sandbox.journal.exchanges.map(
    e => e.decisions.filter(d => d.got.includes('let pass')).length,
  );
  expect(told).toEqual([1, 1]);
});

test('settings: the number of the error is assumed', async () => {
  const { json } = await platforms.open({ notLoggedInId: 4001 }).call('/api/v2/self');
  expect(json.id).toBe(4001);
});

test('every answer of API and bridge is named by the load balancer (b6)', async () => {
  const platform = platforms.open();
  const names = new Set<string | null>();
  for (const path of ['/api/v2/self', '/api/v2/self', '/bridge/v2/self', '/bridge/api-tokens'])
    names.add((await platform.call(path)).headers.get('sozu-id'));
  expect([names.size, [...names].every(name => /^[0-9a-f-]{36}$/.test(name ?? ''))]).toEqual([4, true]);
});
