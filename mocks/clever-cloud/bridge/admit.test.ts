import { expect, test } from 'vitest';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';
import { apiTokenRoutes, nowhere, publicRoutes, signedRoutes } from '../testing/routes.ts';
import { hmacHeader } from '../testing/signer.ts';

const platforms = testPlatforms();
const DAY = 86_400_000;

/** A header with a new API token of the platform's user. */
function bearer({ state, sandbox }: TestPlatform, lifetimeMs = DAY) {
  const expiresAt = sandbox.clock.now() + lifetimeMs;
  const token = state.apiTokens.create({ user: state.user, name: 'CI job', expiresAt });
  return { token, headers: { authorization: `Bearer ${token.access.value}` } };
}

test('an API token opens the same paths on the bridge, on behalf of its user (V3, V5, V15)', async () => {
  const platform = platforms.open();
  const { token, headers } = bearer(platform);
  const { status, json } = await platform.call('/bridge/v2/self', { headers });
  expect([status, json.id]).toEqual([200, platform.state.user.id]);
  const { id } = platform.state.organisation;
  for (const path of [
    `/v2/organisations/${id}/applications`,
    '/v2/summary',
    `/v4/billing/organisations/${id}/F20260102-000001.pdf`,
  ])
    expect((await platform.call(`/bridge${path}`, { headers })).status).toBe(200);
  expect(platform.sandbox.journal.exchanges.map(e => e.usedToken)).toEqual(Array(4).fill(token.access.id));
  expect(token.access.usedIn).toEqual([1, 2, 3, 4]);
});

const [, , ...behindBridge] = publicRoutes.map(([method, path]): [string, string] => [method, path]);
test.each([...signedRoutes, ...nowhere, ...behindBridge])(
  'the bridge: %s %s wants an API token',
  async (method, path) => {
    const platform = platforms.open();
    for (const [headers, got] of [
      [{}, 'nothing'],
      [{ authorization: platform.header() }, 'OAuth'],
      [{ authorization: 'Bearer' }, 'Bearer'],
    ] as const) {
      const { status, json } = await platform.call(`/bridge${path}`, { method, headers });
      expect([status, json]).toEqual([401, { code: 'unauthorized', error: 'An API token is required' }]);
      expect(platform.sandbox.journal.exchanges.at(-1)!.decisions).toEqual([
        { check: 'the call carries a credential', expected: 'Bearer', got, ok: false },
      ]);
    }
  },
);

test('zones are public on the bridge too (b5)', async () => {
  expect((await platforms.open().call('/bridge/v4/products/zones')).status).toBe(200);
});

test('an address that leads nowhere is 404, with an API token', async () => {
  const platform = platforms.open();
  const { headers } = bearer(platform);
  const v2 = await platform.call('/bridge/v2/nothing', { headers });
  expect([v2.status, v2.json]).toEqual([
    404,
    { id: 404, message: 'This resource does not exist', type: 'error' },
  ]);
  const other = await platform.call('/bridge/nothing', { headers });
  expect([other.status, other.json.code]).toEqual([404, 'clever.core.not-found']);
});

const bad: [string, (p: TestPlatform) => string, string][] = [
  ['a value that was never issued', () => 'abc', 'The API token is unknown'],
  ['a user token', p => p.token.access.value, 'The API token is unknown'],
  ['a user token’s secret', p => p.token.secret, 'The API token is unknown'],
  ['a revoked API token', p => revoked(p), 'The API token was revoked'],
  [
    "another sandbox's API token",
    () => bearer(platforms.open()).token.access.value,
    'The API token is unknown',
  ],
];
const revoked = (platform: TestPlatform) => {
  const { token } = bearer(platform);
  token.access.revoked = true;
  return token.access.value;
};
test.each(bad)('the bridge refuses %s (b4)', async (_name, made, error) => {
  const platform = platforms.open();
  const headers = { authorization: `Bearer ${made(platform)}` };
  const { status, json } = await platform.call('/bridge/v2/self', { headers });
  expect([status, json]).toEqual([401, { code: 'unauthorized', error }]);
  expect(platform.sandbox.journal.exchanges[0]!.decisions.at(-1)!.ok).toBe(false);
});

test('an API token dies at its end, and nothing else does (V12)', async () => {
  const platform = platforms.open();
  const { headers } = bearer(platform, 3_600_000);
  const { headers: other } = bearer(platform);
  platform.sandbox.clock.advance(3_599_999);
  expect((await platform.call('/bridge/v2/self', { headers })).status).toBe(200);
  platform.sandbox.clock.advance(1);
  const { status, json } = await platform.call('/bridge/v2/self', { headers });
  expect([status, json]).toEqual([401, { code: 'unauthorized', error: 'The API token has expired' }]);
  expect((await platform.call('/bridge/v2/self', { headers: other })).status).toBe(200);
});

test.each([
  [{ bearerErrors: 'v2' } as const, { id: 2001, message: 'The API token is unknown', type: 'error' }],
  [{ v4ErrorMember: 'message' } as const, { code: 'unauthorized', message: 'The API token is unknown' }],
])('settings: with %j the refusal has another form', async (settings, body) => {
  const headers = { authorization: 'Bearer abc' };
  expect((await platforms.open(settings).call('/bridge/v2/self', { headers })).json).toEqual(body);
});

test.each(apiTokenRoutes)('%s %s wants a signature, and takes no API token (b1)', async (method, path) => {
  const platform = platforms.open();
  for (const headers of [{}, bearer(platform).headers]) {
    const { status, json } = await platform.call(`/bridge${path}`, { method, headers });
    expect([status, json]).toEqual([401, { code: 'unauthorized', error: 'Not logged in' }]);
  }
});

test.each(['HMAC-SHA1', 'HMAC-SHA512'] as const)(
  'the bridge takes no %s, right as it may be (b1, d8)',
  async signatureMethod => {
    const platform = platforms.open();
    const authorization = hmacHeader({
      method: 'GET',
      url: `${platform.sandbox.endpoints.bridge}/api-tokens`,
      signatureMethod,
      consumerKey: platform.consumer.key,
      consumerSecret: platform.consumer.secret,
      token: platform.token.access.value,
      tokenSecret: platform.token.secret,
      timestamp: platform.sandbox.clock.now() / 1000,
      nonce: 'n',
    });
    const { status, json } = await platform.call('/bridge/api-tokens', { headers: { authorization } });
    expect([status, json]).toEqual([
      401,
      { code: 'unauthorized', error: 'The API bridge takes PLAINTEXT signatures only' },
    ]);
    const { decisions } = platform.sandbox.journal.exchanges[0]!;
    expect(decisions.filter(d => !d.ok).map(d => d.check)).toEqual(['signature method of the bridge']);
  },
);

test('a wrong signature is refused in the form of the bridge', async () => {
  const platform = platforms.open();
  const authorization = platform.header(platform.token, { oauth_signature: 'x' });
  const { json } = await platform.call('/bridge/api-tokens', { headers: { authorization } });
  expect(json).toEqual({ code: 'unauthorized', error: 'The signature is invalid' });
});
