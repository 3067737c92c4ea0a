import { expect, test } from 'vitest';
import { NONCE, type SignedCall } from '../testing/hmac-client.ts';
import { BEFORE, openHmac, wrongKey } from '../testing/hmac-platform.ts';
import { testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const open = openHmac.bind(undefined, platforms);

const POST = { method: 'POST', body: '{"label":"made by HMAC"}' };

test('a signed call is let in, and its answer is signed', async () => {
  const { call } = open();
  const answer = await call('/api/account');
  expect([answer.status, JSON.parse(answer.body).mail]).toEqual([200, 'ada@example.com']);
  expect(answer.headers['x-server-authorization-hmac-sha256']).toBe(answer.expectedSignature);
});

test.each<[name: string, path: string, changes: Partial<SignedCall>]>([
  ['a body', '/api/account/tokens', POST],
  [
    'a body whose type is written in capitals',
    '/api/account/tokens',
    { ...POST, contentType: 'Application/JSON' },
  ],
  ['an encoded query', '/api/applications?filter=name%3D%40meadow+x', {}],
  ['signed headers', '/api/account', { signed: { 'X-B': 'Two', 'X-A': 'one' } }],
  ['an encoded signature', '/api/account', { authorization: encodeSignature }],
  ['a nonce of version 1', '/api/account', { nonce: 'e7fe97fa-a0c8-1a42-ab8e-2c26d52df059' }],
  [
    'a body of no type',
    '/api/environments/1/databases/d/backups',
    { ...POST, contentType: '', headers: { 'Content-Type': undefined } },
  ],
  [
    'another scheme case',
    '/api/account',
    { authorization: h => h.replace('acquia-http-hmac', 'Acquia-HTTP-HMAC') },
  ],
])('a call with %s is let in', async (_name, path, changes) => {
  const { call } = open();
  const { status, headers, expectedSignature } = await call(path, changes);
  expect(status).toBeLessThan(300);
  expect(headers['x-server-authorization-hmac-sha256']).toBe(expectedSignature);
});

function encodeSignature(header: string): string {
  return header.replace(/signature="(.*)"/, (_, value) => `signature="${encodeURIComponent(value)}"`);
}

test('attributes may come in the order of http-hmac-javascript', async () => {
  const { call } = open();
  const reorder = (header: string) => {
    const [realm, id, nonce, version, headers, signature] = header
      .slice('acquia-http-hmac '.length)
      .split(',');
    return `acquia-http-hmac ${[id, nonce, realm, version, headers, signature].join(',')}`;
  };
  expect((await call('/api/account', { authorization: reorder })).status).toBe(200);
});

test("the host line is lower-case, and without the port that is the scheme's own", async () => {
  const { call } = open();
  const signedHost = (host: string) => (text: string) => text.replace(/^(.*\n).*/, `$1${host}`);
  const send = (sent: string, signed: string) =>
    call('/api/account', { headers: { Host: sent }, text: signedHost(signed) });
  expect((await send('Cloud.Acquia.com', 'cloud.acquia.com')).status).toBe(200);
  expect((await send('cloud.acquia.com:80', 'cloud.acquia.com')).status).toBe(200);
  expect((await send('cloud.acquia.com:80', 'cloud.acquia.com:80')).status).toBe(401);
  expect((await send('cloud.acquia.com:8080', 'cloud.acquia.com:8080')).status).toBe(200);
});

const refusals: [name: string, check: string, changes: Partial<SignedCall>][] = [
  ['X-Authenticated-Id', 'X-Authenticated-Id is absent', { headers: { 'X-Authenticated-Id': 'me' } }],
  [
    'no signature',
    'Authorization header has all its attributes',
    { authorization: h => h.replace(/,signature=.*/, '') },
  ],
  ['another version', 'version', { version: '1.0' }],
  ['another realm', 'realm', { realm: 'acquia' }],
  ['a nonce that is no UUID', 'nonce is a UUID of version 4 or 1', { nonce: 'abc' }],
  ['a nonce of version 3', 'nonce is a UUID of version 4 or 1', { nonce: NONCE.replace('-4000-', '-3000-') }],
  [
    'no timestamp',
    'X-Authorization-Timestamp is within 900 seconds',
    { headers: { 'X-Authorization-Timestamp': undefined } },
  ],
  ['milliseconds', 'X-Authorization-Timestamp is within 900 seconds', { timestamp: String(BEFORE) }],
  ['a timestamp that is no number', 'X-Authorization-Timestamp is within 900 seconds', { timestamp: '1e9' }],
  [
    'no body hash',
    'X-Authorization-Content-SHA256 matches the body',
    { headers: { 'X-Authorization-Content-SHA256': undefined } },
  ],
  [
    "another body's hash",
    'X-Authorization-Content-SHA256 matches the body',
    { headers: { 'X-Authorization-Content-SHA256': 'AAAA' } },
  ],
  ['an unknown key', 'key is known and active', { id: NONCE }],
  ['a secret that was not decoded (d12)', 'signature matches', wrongKey],
  [
    'the type as it was sent, not in lower case (d12)',
    'signature matches',
    { contentType: 'Application/JSON', text: t => t.replace('application/json', 'Application/JSON') },
  ],
  [
    'no line for the missing type (d12)',
    'signature matches',
    {
      contentType: '',
      headers: { 'Content-Type': undefined },
      text: t => t.replace(/\n\n([^\n]+)$/, '\n$1'),
    },
  ],
  [
    'a header that was signed and changed',
    'signature matches',
    { signed: { 'X-A': 'one' }, headers: { 'X-A': 'two' } },
  ],
  ['a method that was not signed', 'signature matches', { text: t => t.replace('POST', 'PUT') }],
];

test.each(refusals)('%s is refused: %s', async (_name, check, changes) => {
  const { platform, call } = open();
  const answer = await call('/api/account/tokens', { ...POST, ...changes });
  expect(answer.status).toBe(401);
  const { error, message } = JSON.parse(answer.body);
  expect(error).toBe('unauthorized');
  expect(message).toContain(`HMAC authentication failed this check: ${check}`);
  const trail = platform.sandbox.journal.exchanges[0]!.decisions;
  expect(trail.filter(d => !d.ok).map(d => d.check)).toEqual([expect.stringContaining(`HMAC: ${check}`)]);
  expect(platform.sandbox.state.keys).toHaveLength(2);
});

test('a removed key is refused, and its answer not signed', async () => {
  const { platform, key, call } = open();
  platform.sandbox.state.removeKey(key);
  const { status, headers } = await call('/api/account');
  expect(status).toBe(401);
  expect(headers['x-server-authorization-hmac-sha256']).toBeUndefined();
});

test('the query is signed as sent, not decoded (d12)', async () => {
  const { call } = open();
  const decoded = await call('/api/applications?filter=name%3Dx', { text: t => t.replace('%3D', '=') });
  expect(decoded.status).toBe(401);
});

test.each([
  [-900, 200],
  [900, 200],
  [-901, 401],
  [901, 401],
])('a timestamp %i seconds away: %i', async (seconds, status) => {
  const { now, call } = open();
  expect((await call('/api/account', { timestamp: String(now() + seconds) })).status).toBe(status);
});

test('the trail holds what should have been signed', async () => {
  const { platform, call } = open();
  await call('/api/account', { text: t => `${t}\n` });
  const last = platform.sandbox.journal.exchanges[0]!.decisions.at(-1)!;
  expect(last.ok).toBe(false);
  expect(last.expected).toMatch(/^[\w+/]{43}= over "GET\\n127\.0\.0\.1:\d+\\n\/s\d+\/api\/account\\n\\nid=/);
});

test.each([
  [false, [200, 200]],
  [true, [200, 401]],
])('a nonce used twice; setting hmacRefusesReplay %s: %j', async (hmacRefusesReplay, statuses) => {
  const { call } = open({ hmacRefusesReplay });
  expect([(await call('/api/account')).status, (await call('/api/account')).status]).toEqual(statuses);
});

test.each([
  ['any', 200],
  ['named', 401],
] as const)(
  'a nonce of no known variant; setting hmacNonceVariant %s: %i',
  async (hmacNonceVariant, status) => {
    const { call } = open({ hmacNonceVariant });
    expect((await call('/api/account', { nonce: NONCE.replace('-8000-', '-c000-') })).status).toBe(status);
    expect((await call('/api/account')).status).toBe(200);
  },
);

test('a refused call does not use its nonce up', async () => {
  const { call } = open({ hmacRefusesReplay: true });
  expect((await call('/api/account', wrongKey)).status).toBe(401);
  expect((await call('/api/account')).status).toBe(200);
});
