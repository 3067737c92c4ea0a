import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rawExchange } from '../kernel/testing/raw-exchange.ts';
import { type TestPlatform, testPlatforms } from './testing/platform.ts';

/** How many requests each property makes up; the longer checks raise it. */
const numRuns = Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 300);
const timeout = 30_000 + numRuns * 100;

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

/** Bytes of a header or a target that end neither: everything but control characters. */
const latin1 = fc.string({
  unit: fc
    .nat(254)
    .filter(n => n >= 32 && n !== 127)
    .map(n => String.fromCharCode(n)),
});
const targetTail = fc.oneof(
  { arbitrary: fc.constant(''), weight: 4 },
  fc.constantFrom(
    '',
    '%',
    '%zz',
    '%c3%28',
    '%00',
    '%2e%2e',
    '/../..',
    '//',
    '?',
    '?%',
    '#',
    '\xa0',
    '[',
    ';',
    '\\',
  ),
  fc.webPath(),
  fc.webQueryParameters(),
  fc.string({ unit: fc.constantFrom('%', '/', '?', '&', '=', '+', '.', ':', '*', 'a', '0') }),
);
const authorization = fc.oneof(
  { arbitrary: fc.constant('live'), weight: 6 },
  fc.constant('console'),
  latin1,
  fc
    .tuple(fc.constantFrom('Bearer', 'Basic', 'acquia-http-hmac', 'Digest'), latin1)
    .map(pair => pair.join(' ')),
  fc.base64String().map(text => `Basic ${text}`),
  fc
    .tuple(fc.subarray(['realm', 'id', 'nonce', 'version', 'headers', 'signature', 'x']), latin1)
    .map(([names, value]) => `acquia-http-hmac ${names.map(n => `${n}="${value}"`)}`),
);
const contentType = fc.constantFrom(
  'application/json',
  'application/hal+json',
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'a/b; charset=\xff',
  '',
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
const body = fc.oneof(
  fc.uint8Array().map(bytes => Buffer.from(bytes)),
  fc.oneof(json, form).map(text => Buffer.from(text)),
);

const request = fc.record({
  method: fc.constantFrom(
    'GET',
    'POST',
    'POST',
    'PUT',
    'DELETE',
    'OPTIONS',
    'HEAD',
    'PATCH',
    'TRACE',
    'PROPFIND',
  ),
  place: fc.constantFrom(...places),
  tail: targetTail,
  authorization,
  contentType,
  header: fc.tuple(
    fc.constantFrom(
      'X-Authorization-Timestamp',
      'X-Authorization-Content-SHA256',
      'Cookie',
      'Host',
      'Accept',
      'X-Authenticated-Id',
    ),
    latin1,
  ),
  body,
});
type MadeUp = typeof request extends fc.Arbitrary<infer T> ? T : never;

/** A request as bytes; `live` and `console` stand for a good access token and a good session. */
function bytesOf(platform: TestPlatform, made: MadeUp, live: string, session: string): Buffer {
  const prefix = new URL(platform.sandbox.base).pathname;
  const given = made.authorization === 'live' ? live : made.authorization;
  const head = [
    `${made.method} ${prefix}${made.place}${made.tail} HTTP/1.1`,
    'Host: x',
    'Connection: close',
    made.authorization === 'console' ? `Cookie: console_session=${session}` : `Authorization: ${given}`,
    `Content-Type: ${made.contentType}`,
    `${made.header[0]}: ${made.header[1]}`,
    `Content-Length: ${made.body.length}`,
    '\r\n',
  ];
  return Buffer.concat([Buffer.from(head.join('\r\n'), 'latin1'), made.body]);
}

const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1]);

test(
  'no request, however odd, is answered with a 5xx or not at all',
  async () => {
    const platform = platforms.open({ hmac: 'accepted' });
    const { authorization: live } = await platform.bearer();
    const { consoleSessions, user } = platform.sandbox.state;
    consoleSessions.set('s', { value: 's', csrf: 'c', user });
    await fc.assert(
      fc.asyncProperty(request, async made => {
        const status = statusOf(await rawExchange(platform.sandbox.base, bytesOf(platform, made, live, 's')));
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(500);
        expect(platform.sandbox.defects).toEqual([]);
      }),
      { numRuns },
    );
    expect((await platform.exchange()).status).toBe(200);
  },
  timeout,
);

test(
  'bytes that are no request at all do no harm',
  async () => {
    const platform = platforms.open();
    const prefix = new URL(platform.sandbox.base).pathname;
    const starts = [
      '',
      'GET ',
      `GET ${prefix}/api/account HTTP/1.1\r\n`,
      `POST ${prefix}/api/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...starts),
        fc.uint8Array({ maxLength: 200 }),
        async (start, rubbish) => {
          const answer = await rawExchange(
            platform.sandbox.base,
            Buffer.concat([Buffer.from(start), rubbish]),
            true,
          );
          if (answer !== '') expect(statusOf(answer)).toBeLessThan(500);
        },
      ),
      { numRuns },
    );
    expect((await platform.exchange()).status).toBe(200);
  },
  timeout,
);

test("a body past the limit, and headers past the server's, are refused", async () => {
  const platform = platforms.open();
  const body = Buffer.alloc(1024 * 1024 + 1, 'a');
  expect((await platform.call('/api/auth/oauth/token', { method: 'POST', body })).status).toBe(413);
  expect((await platform.call('/api/account', { headers: { 'x-long': 'a'.repeat(20_000) } })).status).toBe(
    431,
  );
});
