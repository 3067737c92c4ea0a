import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzTimeout, oddRequests, withstands, withstandsRubbish } from '../kernel/testing/fuzz.ts';
import { sent } from '../kernel/testing/near-requests.ts';
import { latin1 } from '../kernel/testing/odd-text.ts';
import { Browser } from './testing/browser.ts';
import { CALLBACK, type TestPlatform, testPlatforms } from './testing/platform.ts';
import { apiRoutes } from './testing/routes.ts';

const platforms = testPlatforms();

const places = [
  ...apiRoutes.map(([, path]) => `/api/v1${path}`),
  '/api-dev/v1/projects',
  '/api-samples/v1/projects',
  '/api/v1/usage?project_id=prj_101&start=2026-01-01T00:00:00Z&end=',
  '/api/v1/projects?access_token=',
  '/api/v1/projects?limit=1&cursor=',
  '/api/v1/keys/',
  '/auth/oauth/token',
  '/auth/oauth/authorize?response_type=code&client_id=app&redirect_uri=',
  '/auth/oauth/authorize?client_id=app&scope=read&code_challenge=',
  '/auth/oauth/consent?request=',
  '/auth/oauth/consent',
  '/auth/oauth/deny',
  '/auth/oauth/sign-in',
  '/console',
  '/console/sign-in',
  '/console/keys',
  '/console/keys/x/revoke',
  '/api',
  '/auth',
  '/',
];
const authorization = fc.oneof(
  latin1,
  fc.tuple(fc.constantFrom('Bearer', 'Basic', 'bearer'), latin1).map(pair => pair.join(' ')),
  fc.base64String().map(text => `Basic ${text}`),
);
const json = fc.oneof(
  fc.json(),
  fc
    .record({ name: fc.jsonValue(), region: fc.jsonValue(), project_id: fc.jsonValue() })
    .map(value => JSON.stringify(value)),
  fc.constantFrom(
    '{"name":{"toString":1},"region":"us-east"}',
    '{"__proto__":{"name":"x","region":"us-east"}}',
    '{"name":"\\ud800","region":"us-east"}',
    'null',
    '['.repeat(9_999),
  ),
);
const form = fc.constantFrom(
  'grant_type=authorization_code&client_id=app&client_secret=s&code=live&redirect_uri=x',
  'grant_type=authorization_code&client_id=app&client_secret=s&code=%ff%00',
  'grant_type=refresh_token&client_id=app&client_secret=s&refresh_token=%',
  'request=pending&email=%ff&password=%00',
  'request[]=pending&csrf=c&name=%0d%0a&project=prj_101',
  'csrf=c&name=x&project=prj_101',
  '&&&===',
);
const calls = ({ client, state }: TestPlatform) => {
  const { email, password } = state.user;
  const app = { client_id: client.id, client_secret: client.secret, redirect_uri: CALLBACK };
  const code = { grant_type: 'authorization_code', code: state.authorize(client).value };
  return [
    sent('POST', '/api/v1/projects', 'key', { json: { name: 'x', region: 'us-east' } }),
    sent('POST', '/api/v1/projects', 'token', { json: { name: 'y', region: 'us-east' } }),
    sent('POST', '/api/v1/keys', 'token', { json: { project_id: 'prj_101', name: 'x' } }),
    sent('POST', '/auth/oauth/token', 'none', { form: { ...app, ...code, code_verifier: 'x'.repeat(43) } }),
    sent('POST', '/auth/oauth/token', 'none', {
      form: { ...app, grant_type: 'refresh_token', refresh_token: 'x', scope: 'read' },
    }),
    sent('POST', '/auth/oauth/sign-in', 'none', { form: { email, password, request: 'pending' } }),
    sent('POST', '/auth/oauth/consent', 'auth', { form: { request: 'pending' } }),
    sent('POST', '/console/sign-in', 'none', { form: { email, password, next: '/keys' } }),
    sent('POST', '/console/keys', 'console', { form: { csrf: 'c', name: 'x', project: 'prj_101' } }),
  ];
};
const requestsOf = (platform: TestPlatform) =>
  oddRequests({
    calls: calls(platform),
    places,
    credentials: fc.oneof(
      { arbitrary: fc.constantFrom('key', 'key', 'token', 'console', 'auth'), weight: 6 },
      authorization.map(value => `Authorization: ${value}`),
    ),
    headers: ['Idempotency-Key', 'X-Api-Key', 'Authorization'],
    body: fc.oneof(json, form),
  });

test.each([
  {},
  {
    errors: 'problem',
    pagination: 'cursor',
    refreshTokens: 'rotating',
    idempotencyKey: 'required',
    plainHttp: 'flagged',
  },
] as const)(
  'no request, however odd, is answered with a 5xx or not at all: %j',
  async settings => {
    const platform = platforms.open({ ...settings, rateLimit: 1_000_000 });
    const { state, sandbox, client } = platform;
    state.createClient({ id: 'app', secret: 's', redirectUris: ['https://app.example.com/x?y=%'] });
    await withstands(sandbox, requestsOf(platform), () => {
      state.consoleSessions.set('s', { value: 's', csrf: 'c', user: state.user });
      state.signIns.set('d', state.user);
      return {
        key: `Authorization: Bearer ${state.createKey().access.value}`,
        token: `Authorization: Bearer ${state.issueToken(client).value}`,
        console: 'Cookie: console_session=s',
        auth: 'Cookie: auth_session=d',
      };
    });
    const browser = new Browser(platform);
    expect((await browser.authorize()).status).toBe(200);
  },
  fuzzTimeout,
);

test(
  'bytes that are no request at all do no harm',
  async () => {
    const platform = platforms.open();
    const prefix = new URL(platform.sandbox.base).pathname;
    await withstandsRubbish(platform.sandbox, [
      `GET ${prefix}/api/v1/projects HTTP/1.1\r\n`,
      `POST ${prefix}/auth/oauth/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ]);
    expect((await platform.get('/projects')).status).toBe(200);
  },
  fuzzTimeout,
);
