import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzTimeout, oddRequests, withstands, withstandsRubbish } from '../kernel/testing/fuzz.ts';
import { sent } from '../kernel/testing/near-requests.ts';
import { latin1 } from '../kernel/testing/odd-text.ts';
import { type TestPlatform, testPlatforms } from './testing/platform.ts';
import { apiTokenRoutes, danceRoutes, publicRoutes, signedRoutes } from './testing/routes.ts';

const platforms = testPlatforms();

const api = [...signedRoutes, ...publicRoutes, ...danceRoutes].map(([, path]) => path);
const places = [
  ...api.map(path => `/api${path}`),
  ...api.map(path => `/bridge${path}`),
  ...apiTokenRoutes.map(([, path]) => `/bridge${path}`),
  '/api/v2/oauth/request_token_query?oauth_callback=',
  '/api/v2/oauth/access_token_query?oauth_token=',
  '/api/v2/oauth/authorize?oauth_token=',
  '/api/v2/oauth/deny',
  '/api/v2/organisations/',
  '/api/v4/billing/organisations/',
  '/console',
  '/console/sign-in',
  '/console/cli-oauth?cli_token=',
  '/console/organisations/x/consumers',
  '/console/users/me/oauth-tokens/x/revoke',
  '/console/users/me/api-tokens',
  '/api',
  '/bridge',
  '/',
];

const names = [
  'oauth_consumer_key',
  'oauth_token',
  'oauth_signature_method',
  'oauth_signature',
  'oauth_timestamp',
  'oauth_nonce',
  'realm',
  'x',
];
const values = fc.oneof(
  latin1,
  fc.constantFrom('', '%', '%ff', '"', 'HMAC-SHA512', 'HMAC-SHA1', 'PLAINTEXT', '-1', '9'.repeat(400)),
);
const parameters = fc.array(fc.tuple(fc.constantFrom(...names), values));
const authorization = fc.oneof(
  latin1,
  fc.tuple(fc.constantFrom('Bearer', 'Basic', 'OAuth', 'Digest'), latin1).map(pair => pair.join(' ')),
  parameters.map(pairs => `OAuth ${pairs.map(([name, value]) => `${name}="${value}"`).join(', ')}`),
);
const json = fc.oneof(
  fc.json(),
  fc
    .record({
      name: fc.jsonValue(),
      baseUrl: fc.jsonValue(),
      rights: fc.jsonValue(),
      expirationDate: fc.jsonValue(),
    })
    .map(value => JSON.stringify(value)),
  fc.constantFrom(
    '{"name":{"toString":1},"baseUrl":{"toString":1}}',
    '{"__proto__":{"name":"x"},"rights":"x"}',
    '{"name":"\\ud800","baseUrl":"https://x","rights":{"__proto__":null}}',
    '['.repeat(9_999),
  ),
);
const form = fc.oneof(
  parameters.map(pairs => new URLSearchParams(pairs).toString()),
  fc.constantFrom(
    'email=%ff&pass=%00&from_authorize=true',
    'mfa_attempt=%&auth_id[]=x&email=',
    'csrf=c&name=%00%ff&baseUrl=https://x&expiration=9999y',
    'csrf=c&cli_token=%0d%0a',
    'email=ada@example.com&password=x&next=/%0d%0aX:',
    '&&&===',
  ),
);
const calls = ({ consumer, state }: TestPlatform, dance: string) => {
  const { email, password = '' } = state.user;
  const organisation = `/organisations/${state.organisation.id}`;
  const [name, baseUrl] = ['x', 'https://app.example.test/'];
  const made = {
    name,
    baseUrl,
    description: '',
    url: baseUrl,
    picture: '',
    rights: { access_organisations: true },
  };
  const form = { name, baseUrl, description: '', url: baseUrl, picture: '', access_organisations: 'on' };
  const apiToken = { email, password, mfaCode: '', name, description: '', expirationDate: '30d' };
  const asked = {
    oauth_consumer_key: consumer.key,
    oauth_signature_method: 'PLAINTEXT',
    oauth_signature: `${encodeURIComponent(consumer.secret)}&`,
    oauth_callback: baseUrl,
    oauth_version: '1.0',
  };
  return [
    sent('POST', `/api/v2${organisation}/consumers`, 'live', { json: made }),
    sent('POST', `/api/v2${organisation}/consumers`, 'live', { form }),
    sent('PUT', `/api/v2${organisation}/consumers/${consumer.key}`, 'live', { json: made }),
    sent('POST', '/api/v2/oauth/request_token', 'none', { form: asked }),
    sent('POST', '/api/v2/oauth/access_token', 'none', {
      form: { ...asked, oauth_token: dance, oauth_verifier: 'x' },
    }),
    sent('POST', '/api/v2/sessions/login', 'dance', {
      form: { email, pass: password, from_authorize: 'true' },
    }),
    sent('POST', '/api/v2/sessions/mfa_login', 'dance', {
      form: { email, mfa_kind: 'TOTP', mfa_attempt: '123456', auth_id: 'x' },
    }),
    sent('POST', '/bridge/api-tokens', 'live', { json: apiToken }),
    sent('PUT', '/bridge/api-tokens/x', 'live', { json: { name, description: '' } }),
    sent('POST', '/console/sign-in', 'none', { form: { email, password, next: '/users/me' } }),
    sent('POST', `/console${organisation}/consumers`, 'console', { form: { csrf: 'c', ...form } }),
    sent('POST', '/console/users/me/api-tokens', 'console', {
      form: { csrf: 'c', password, mfaCode: '', name, expiration: '30d' },
    }),
    sent('POST', '/console/cli-oauth', 'console', { form: { csrf: 'c', cli_token: 'x' } }),
  ];
};
const requestsOf = (platform: TestPlatform, dance: string) =>
  oddRequests({
    calls: calls(platform, dance),
    places,
    credentials: fc.oneof(
      { arbitrary: fc.constantFrom('live', 'live', 'api token', 'console', 'dance'), weight: 6 },
      authorization.map(value => `Authorization: ${value}`),
    ),
    headers: ['X-Clever-Password', 'Authorization'],
    body: fc.oneof(json, form),
  });

test.each(['strict', 'lenient'] as const)(
  'no request, however odd, is answered with a 5xx or not at all: %s',
  async signatures => {
    const platform = platforms.open({ signatures });
    const { state, sandbox } = platform;
    const { user } = state;
    const { token } = await platform.requestToken();
    await withstands(sandbox, requestsOf(platform, token), () => {
      state.consoleSessions.set('s', { value: 's', csrf: 'c', user });
      state.signIns.sessions.set('d', user);
      const apiToken = state.apiTokens.create({ user, name: 'x', expiresAt: sandbox.clock.now() + 1000 });
      return {
        live: `Authorization: ${platform.header(platform.tokenOf(user))}`,
        'api token': `Authorization: Bearer ${apiToken.access.value}`,
        console: 'Cookie: console_session=s',
        dance: `Cookie: ccid=d; cctk=${token}`,
      };
    });
    expect((await platform.askRequestToken()).status).toBe(200);
  },
  fuzzTimeout,
);

test(
  'bytes that are no request at all do no harm',
  async () => {
    const platform = platforms.open();
    const prefix = new URL(platform.sandbox.base).pathname;
    await withstandsRubbish(platform.sandbox, [
      `GET ${prefix}/api/v2/self HTTP/1.1\r\n`,
      `POST ${prefix}/api/v2/oauth/request_token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ]);
    expect((await platform.get('/v2/self')).status).toBe(200);
  },
  fuzzTimeout,
);
