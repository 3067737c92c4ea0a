import { expect, test } from 'vitest';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';
import { hmacHeader, oauthHeader, plaintext, type ToSign } from '../testing/signer.ts';

const platforms = testPlatforms();
const error = (message: string) => ({ id: 2001, message, type: 'error' });

test('a request token is answered as a form (b2, V21)', async () => {
  const platform = platforms.open();
  const { status, headers, text } = await platform.askRequestToken();
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/x-www-form-urlencoded');
  expect(headers.get('cache-control')).toBe('no-store');
  expect(text).toMatch(
    /^oauth_token=[0-9a-f]{32}&oauth_token_secret=[0-9a-f]{32}&oauth_callback_confirmed=true$/,
  );
  expect(await platform.requestToken()).not.toEqual(await platform.requestToken());
});

/** Step 1 with its parameters in the query, or in the header. */
const step1 = (platform: TestPlatform) =>
  Object.entries({
    oauth_consumer_key: platform.consumer.key,
    oauth_signature_method: 'PLAINTEXT',
    oauth_signature: plaintext(platform.consumer.secret),
    oauth_callback: 'https://app.example.test/cb',
  });
const form = { 'content-type': 'application/x-www-form-urlencoded' };

test.each<[string, (p: TestPlatform) => [string, Record<string, string>]]>([
  ['the query of request_token_query', p => [`_query?${new URLSearchParams(step1(p))}`, {}]],
  ['the header of request_token_query', p => ['_query', { authorization: oauthHeader(step1(p)) }]],
  ['the header of request_token', p => ['', { ...form, authorization: oauthHeader(step1(p)) }]],
  ['the query of request_token', p => [`?${new URLSearchParams(step1(p))}`, form]],
])('step 1 may come in %s (b2)', async (_place, requestOf) => {
  const platform = platforms.open();
  const [tail, headers] = requestOf(platform);
  const answer = await platform.call(`/api/v2/oauth/request_token${tail}`, { method: 'POST', headers });
  expect([answer.status, answer.text]).toEqual([
    200,
    expect.stringContaining('oauth_callback_confirmed=true'),
  ]);
});

/** The Authorization header of a step, signed by HMAC. */
const signedStep = (platform: TestPlatform, url: string, changes: Partial<ToSign>) =>
  hmacHeader({
    method: 'POST',
    url,
    signatureMethod: 'HMAC-SHA512',
    consumerKey: platform.consumer.key,
    consumerSecret: platform.consumer.secret,
    timestamp: platform.sandbox.clock.now() / 1000,
    nonce: 'n',
    ...changes,
  });

test.each(['HMAC-SHA1', 'HMAC-SHA512'] as const)(
  'both steps may be signed by %s (V27)',
  async signatureMethod => {
    const platform = platforms.open();
    const { requestToken, accessToken } = platform.sandbox.endpoints;
    const more = { oauth_callback: 'https://app.example.test/c b?x=a+b' };
    const one = signedStep(platform, requestToken!, { signatureMethod, more });
    const first = await platform.call('/api/v2/oauth/request_token', {
      method: 'POST',
      headers: { ...form, authorization: one },
    });
    const temporary = new URLSearchParams(first.text);
    const token = temporary.get('oauth_token')!;
    const two = signedStep(platform, accessToken!, {
      signatureMethod,
      token,
      tokenSecret: temporary.get('oauth_token_secret')!,
      more: { oauth_verifier: platform.consent({ token, secret: '' }) },
    });
    const second = await platform.call('/api/v2/oauth/access_token', {
      method: 'POST',
      headers: { ...form, authorization: two },
    });
    expect([first.status, second.status]).toEqual([200, 200]);
  },
);

test.each([
  ['application/json', '{"oauth_consumer_key":"x"}'],
  ['text/plain', 'oauth_consumer_key=x'],
  ['', ''],
])(
  'a body of type %j is 415 at both steps, and no matter to the _query variants (b2, d5)',
  async (type, body) => {
    const platform = platforms.open();
    const headers = { 'content-type': type };
    for (const step of ['request_token', 'access_token']) {
      const answer = await platform.call(`/api/v2/oauth/${step}`, { method: 'POST', headers, body });
      expect([answer.status, answer.json]).toEqual([
        415,
        { id: 415, message: 'The content type must be application/x-www-form-urlencoded', type: 'error' },
      ]);
      const inQuery = await platform.call(`/api/v2/oauth/${step}_query`, { method: 'POST', headers, body });
      expect([inQuery.status, inQuery.json]).toEqual([401, error('An OAuth parameter is missing')]);
    }
  },
);

test('a charset does not change what a form is', async () => {
  const platform = platforms.open();
  const headers = { 'content-type': 'Application/X-WWW-Form-URLencoded; charset=UTF-8' };
  const body = new URLSearchParams(step1(platform)).toString();
  const answer = await platform.call('/api/v2/oauth/request_token', { method: 'POST', headers, body });
  expect(answer.status).toBe(200);
});

test.each([
  ['an unknown consumer', { oauth_consumer_key: 'ck' }, 'The consumer is unknown'],
  ['a wrong secret', { oauth_signature: 'cs%26' }, 'The signature is invalid'],
  [
    'a missing ampersand',
    { oauth_signature: plaintext('cs demo+secret/&').slice(0, -1) },
    'The signature is invalid',
  ],
  ['HMAC-SHA256', { oauth_signature_method: 'HMAC-SHA256' }, 'The signature method is not supported'],
  ['a token already', { oauth_token: 'rt_1' }, 'The token is unknown'],
])('step 1 refuses %s (b6)', async (_name, changes, message) => {
  const platform = platforms.open();
  const { status, json } = await platform.askRequestToken(changes);
  expect([status, json, platform.state.requestTokens.all]).toEqual([401, error(message), []]);
});

test.each([
  '',
  'oob',
  '/cb',
  'https://evil.example.test/cb',
  'https://app.example.test.evil.test/',
  'javascript://app.example.test/%0aalert(1)',
])('the callback %j is not of the consumer’s domain (b2)', async oauth_callback => {
  const platform = platforms.open();
  const { status, json } = await platform.askRequestToken({ oauth_callback });
  expect([status, json]).toEqual([401, error("The callback does not match the consumer's base URL")]);
  expect(platform.state.requestTokens.all).toEqual([]);
});

test.each([
  ['https://app.example.test', 'https://app.example.test/'],
  ['http://APP.example.test:8080/a b?x=1#f', 'http://app.example.test:8080/a%20b?x=1#f'],
])('the callback %s is, whatever its scheme, port and path', async (oauth_callback, kept) => {
  const platform = platforms.open();
  expect((await platform.askRequestToken({ oauth_callback })).status).toBe(200);
  expect(platform.state.requestTokens.all[0]!.callback).toBe(kept);
});

test('a consumer whose base URL is none has no callback', async () => {
  const platform = platforms.open();
  platform.consumer.baseUrl = 'none';
  expect((await platform.askRequestToken({ oauth_callback: 'none' })).status).toBe(401);
});

test.each(['/v2/oauth/access_token', '/v2/oauth/access_token_query'])(
  '%s exchanges a consent for the user’s own token, of 3 months (b2, V25)',
  async path => {
    const platform = platforms.open();
    const temporary = await platform.requestToken();
    const verifier = platform.consent(temporary);
    const { status, headers, text } = await platform.askAccessToken(temporary, verifier, {}, path);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/x-www-form-urlencoded');
    const answer = Object.fromEntries(new URLSearchParams(text));
    expect(Object.keys(answer)).toEqual(['oauth_token', 'oauth_token_secret', 'expiration_date']);
    expect(answer.expiration_date).toBe('2026-04-02T03:04:05.000Z');
    expect(answer.oauth_token).not.toBe(temporary.token);
    const token = platform.state.userTokens.find(answer.oauth_token!)!;
    expect(token).toMatchObject({
      secret: answer.oauth_token_secret,
      user: platform.state.user,
      rights: platform.consumer.rights,
    });
    expect((await platform.get('/v2/self', token)).status).toBe(200);
    const [, exchange] = platform.sandbox.journal.exchanges;
    expect([exchange!.issuedToken, token.access.issuedIn]).toEqual([token.access.id, 2]);
  },
);

test('settings: the life of a user token', async () => {
  const platform = platforms.open({ userTokenLifetimeSeconds: 5 });
  const temporary = await platform.requestToken();
  const { text } = await platform.askAccessToken(temporary, platform.consent(temporary));
  expect(new URLSearchParams(text).get('expiration_date')).toBe('2026-01-02T03:04:10.000Z');
});

test('a request token is good once (V21)', async () => {
  const platform = platforms.open();
  const temporary = await platform.requestToken();
  const verifier = platform.consent(temporary);
  expect((await platform.askAccessToken(temporary, verifier)).status).toBe(200);
  const again = await platform.askAccessToken(temporary, verifier);
  expect([again.status, again.json]).toEqual([401, error('The token was used before')]);
  expect(platform.state.userTokens.all).toHaveLength(2);
});

test('a request token is alive at 599.999 s and dead at 600.000 s (b2)', async () => {
  const platform = platforms.open();
  const [first, second] = [await platform.requestToken(), await platform.requestToken()];
  const verifiers = [platform.consent(first), platform.consent(second)];
  platform.sandbox.clock.advance(599_999);
  expect((await platform.askAccessToken(first, verifiers[0]!)).status).toBe(200);
  platform.sandbox.clock.advance(1);
  const late = await platform.askAccessToken(second, verifiers[1]!);
  expect([late.status, late.json]).toEqual([401, error('The token has expired')]);
});

test('settings: the life of a request token; and all can be aged to their end', async () => {
  const platform = platforms.open({ requestTokenLifetimeSeconds: 1 });
  const [first, second] = [await platform.requestToken(), await platform.requestToken()];
  platform.sandbox.clock.advance(500);
  platform.state.requestTokens.expireAll();
  expect((await platform.askAccessToken(first, platform.consent(first))).json.message).toBe(
    'The token has expired',
  );
  platform.sandbox.clock.advance(10_000);
  platform.state.requestTokens.expireAll();
  expect(platform.state.requestTokens.find(second.token)!.expiresAt).toBe(
    platform.sandbox.clock.now() - 10_000,
  );
});

const step3: [string, (p: TestPlatform) => Record<string, string>, string][] = [
  ['no verifier', () => ({ oauth_verifier: '' }), 'The verifier is wrong'],
  ['another verifier', () => ({ oauth_verifier: 'v_1' }), 'The verifier is wrong'],
  ['no token', () => ({ oauth_token: '' }), 'An OAuth parameter is missing'],
  ['an unknown token', () => ({ oauth_token: 'rt_1' }), 'The token is unknown'],
  ['a user token', p => ({ oauth_token: p.token.access.value }), 'The token is unknown'],
  [
    'a signature without the request token’s secret',
    p => ({ oauth_signature: plaintext(p.consumer.secret) }),
    'The signature is invalid',
  ],
  [
    "another consumer's signature",
    p => ({
      oauth_consumer_key: p.state.cliConsumer.key,
      oauth_signature: plaintext(p.state.cliConsumer.secret, p.state.requestTokens.all[0]!.secret),
    }),
    'The token is unknown',
  ],
];
test.each(step3)(
  'step 3 refuses %s, and takes the right request afterwards (b6)',
  async (_name, changesOf, message) => {
    const platform = platforms.open();
    const temporary = await platform.requestToken();
    const verifier = platform.consent(temporary);
    const { status, json } = await platform.askAccessToken(temporary, verifier, changesOf(platform));
    expect([status, json]).toEqual([401, error(message)]);
    expect((await platform.askAccessToken(temporary, verifier)).status).toBe(200);
  },
);

test('step 3 refuses a token that nobody has consented to', async () => {
  const platform = platforms.open();
  const temporary = await platform.requestToken();
  expect((await platform.askAccessToken(temporary, '')).json).toEqual(error('The verifier is wrong'));
  expect((await platform.askAccessToken(temporary, 'undefined')).json).toEqual(
    error('The verifier is wrong'),
  );
});

test("one dance's verifier is no other's", async () => {
  const platform = platforms.open();
  const [one, two] = [await platform.requestToken(), await platform.requestToken()];
  const verifier = platform.consent(one);
  platform.consent(two);
  expect((await platform.askAccessToken(two, verifier)).json).toEqual(error('The verifier is wrong'));
});

test('a user token signs no step 3, and a request token no API call', async () => {
  const platform = platforms.open();
  const { token, secret } = await platform.requestToken();
  const authorization = platform.header(platform.token, {
    oauth_token: token,
    oauth_signature: plaintext(platform.consumer.secret, secret),
  });
  const { json } = await platform.call('/api/v2/self', { headers: { authorization } });
  expect(json).toEqual(error('The token is unknown'));
});
