import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzTimeout, oddRequests, withstands, withstandsRubbish } from '../kernel/testing/fuzz.ts';
import { sent } from '../kernel/testing/near-requests.ts';
import { latin1 } from '../kernel/testing/odd-text.ts';
import { type TestPlatform, testPlatforms } from './testing/platform.ts';

const platforms = testPlatforms();

const places = [
  '/api/auth/oauth/token',
  '/api/account',
  '/api/account/password',
  '/api/account/tokens',
  '/api/account/tokens/',
  '/api/applications',
  '/api/applications?filter=',
  '/api/applications?limit=',
  '/api/applications/',
  '/api/organizations/x/applications',
  '/api/environments/',
  '/api/environments/1/databases/d/backups',
  '/api/notifications/',
  '/console',
  '/console/sign-in',
  '/console/profile/tokens',
  '/console/profile/tokens/x/remove',
  '/',
];

const authorization = fc.oneof(
  latin1,
  fc
    .tuple(fc.constantFrom('Bearer', 'Basic', 'acquia-http-hmac', 'Digest'), latin1)
    .map(pair => pair.join(' ')),
  fc.base64String().map(text => `Basic ${text}`),
  fc
    .tuple(fc.subarray(['realm', 'id', 'nonce', 'version', 'headers', 'signature', 'x']), latin1)
    .map(([names, value]) => `acquia-http-hmac ${names.map(n => `${n}="${value}"`)}`),
);
const json = fc.oneof(
  fc.json(),
  fc
    .record({ grant_type: fc.jsonValue(), client_id: fc.jsonValue(), label: fc.jsonValue() })
    .map(v => JSON.stringify(v)),
  fc.constantFrom(
    '{"label":{"toString":1}}',
    '{"__proto__":{"label":"x"}}',
    '{"label":"\\ud800"}',
    '['.repeat(9_999),
  ),
);
const form = fc.constantFrom(
  'grant_type=%ff%fe&client_id=%',
  'label=%00%ff',
  'grant_type[]=a&grant_type[b]=c',
  '&&&===',
  'scope=organization%3A',
);
const calls = ({ key, state: { user, applications } }: TestPlatform) => {
  const { mail: email, password } = user;
  const own = { client_id: key.id, client_secret: key.secret, grant_type: 'client_credentials', scope: '' };
  return [
    sent('POST', '/api/auth/oauth/token', 'none', { form: own }),
    sent('POST', '/api/auth/oauth/token', 'none', { json: own }),
    sent('POST', '/api/account/password', 'live', { json: { password } }),
    sent('POST', '/api/account/tokens', 'live', { json: { label: 'x' } }),
    sent('POST', `/api/environments/1-${applications[0]!.uuid}/databases/d/backups`, 'live', { json: {} }),
    sent('POST', '/console/sign-in', 'none', { form: { email, password, next: '/profile' } }),
    sent('POST', '/console/profile/tokens', 'console', { form: { csrf: 'c', label: 'x' } }),
  ];
};
const requestsOf = (platform: TestPlatform) =>
  oddRequests({
    calls: calls(platform),
    places,
    credentials: fc.oneof(
      { arbitrary: fc.constant('live'), weight: 6 },
      fc.constant('console'),
      authorization.map(value => `Authorization: ${value}`),
    ),
    headers: ['X-Authorization-Timestamp', 'X-Authorization-Content-SHA256', 'X-Authenticated-Id'],
    body: fc.oneof(json, form),
  });

test(
  'no request, however odd, is answered with a 5xx or not at all',
  async () => {
    const platform = platforms.open({ hmac: 'accepted' });
    const { consoleSessions, user } = platform.state;
    await withstands(platform.sandbox, requestsOf(platform), async () => {
      consoleSessions.set('s', { value: 's', csrf: 'c', user });
      const { authorization } = await platform.bearer();
      return { live: `Authorization: ${authorization}`, console: 'Cookie: console_session=s' };
    });
    expect((await platform.exchange()).status).toBe(200);
  },
  fuzzTimeout,
);

test(
  'bytes that are no request at all do no harm',
  async () => {
    const platform = platforms.open();
    const prefix = new URL(platform.sandbox.base).pathname;
    await withstandsRubbish(platform.sandbox, [
      `GET ${prefix}/api/account HTTP/1.1\r\n`,
      `POST ${prefix}/api/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ]);
    expect((await platform.exchange()).status).toBe(200);
  },
  fuzzTimeout,
);

test("a body past the limit, and headers past the server's, are refused", async () => {
  const platform = platforms.open();
  const body = Buffer.alloc(1024 * 1024 + 1, 'a');
  expect((await platform.call('/api/auth/oauth/token', { method: 'POST', body })).status).toBe(413);
  expect((await platform.call('/api/account', { headers: { 'x-long': 'a'.repeat(20_000) } })).status).toBe(
    431,
  );
});
