import { expect, test } from 'vitest';
import { type TinySandbox, tinyHost } from './testing/tiny-host.ts';

const tinies = tinyHost();

async function ask(sandbox: TinySandbox, init: RequestInit): Promise<string> {
  const response = await fetch(`${sandbox.base}/token`, init);
  const json = (await response.json()) as { code?: string };
  return json.code ?? 'granted';
}

const post = (text: string, headers = {}) => ({ method: 'POST', headers, body: new URLSearchParams(text) });
const json = { 'content-type': 'application/json' };

/** Each request mends the fault that the one before it was refused for, and keeps every later one. */
const order: [name: string, init: RequestInit, code: string][] = [
  ['method', { method: 'PUT', headers: json, body: '{' }, 'method_not_allowed'],
  ['body', { method: 'POST', headers: json, body: '{' }, 'malformed_body'],
  ['repetition', post('client_id=gone&client_id=gone'), 'invalid_request'],
  ['grant', post('client_id=gone'), 'grant_type_missing'],
  ['known grant', post('client_id=gone&grant_type=take'), 'unsupported_grant_type'],
  ['both credentials', post('client_id=gone&grant_type=give'), 'client_credentials_missing'],
  ['active client', post('client_id=gone&client_secret=x&grant_type=give'), 'invalid_client'],
  ['right secret', post('client_id=me&client_secret=x&grant_type=give'), 'invalid_client'],
  ['nothing', post('client_id=me&client_secret=a%2Bb&grant_type=give'), 'granted'],
];

test.each(order)('the checks have an order: %s', async (_name, init, code) => {
  expect(await ask(tinies.open(), init)).toBe(code);
});

test('the trail names every check that was made, the failed one last', async () => {
  const sandbox = tinies.open();
  const last = order.slice(-3);
  for (const [, init] of last) await ask(sandbox, init);
  const names = [
    'request method',
    'every parameter once',
    'grant_type',
    'client credentials present',
    'client is known and active',
  ];
  const trails = sandbox.journal.exchanges.map(e => e.decisions);
  expect(trails.map(t => t.map(d => d.check))).toEqual([
    names,
    [...names, 'client secret matches'],
    [...names, 'client secret matches'],
  ]);
  expect(trails.map(t => t.filter(d => !d.ok).map(d => [d.check, d.got]))).toEqual([
    [['client is known and active', 'gone']],
    [['client secret matches', 'x']],
    [],
  ]);
});

test('the trail says what came in place of what was expected', async () => {
  const sandbox = tinies.open();
  for (const [, init] of order.slice(2, 5)) await ask(sandbox, init);
  expect(sandbox.journal.exchanges.map(e => e.decisions.at(-1))).toEqual([
    { check: 'every parameter once', expected: 'no repetition', got: 'repeated: client_id', ok: false },
    { check: 'grant_type', expected: 'give', got: 'none', ok: false },
    { check: 'grant_type', expected: 'give', got: 'take', ok: false },
  ]);
});

const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });
test.each([
  ['right', basic('me:a+b'), 'granted'],
  ['in another case', { authorization: basic('me:a+b').authorization.replace('Basic', 'bASIC') }, 'granted'],
  ['with a colon in the secret', basic('me:a+b:'), 'invalid_client'],
  ['without a secret', basic('me:'), 'client_credentials_missing'],
  ['without a key', basic(':a+b'), 'client_credentials_missing'],
  ['without a colon', basic('me'), 'client_credentials_missing'],
  ['that are no base64', { authorization: 'Basic !' }, 'client_credentials_missing'],
  ['of another scheme', { authorization: 'Bearer bWU6YStiCg==' }, 'client_credentials_missing'],
])('credentials in the Authorization header, %s', async (_name, headers, code) => {
  expect(await ask(tinies.open(), post('grant_type=give', headers))).toBe(code);
});

test('credentials in the header come before those in the body', async () => {
  const sandbox = tinies.open();
  const body = 'grant_type=give&client_id=gone&client_secret=x';
  expect(await ask(sandbox, post(body, basic('me:a+b')))).toBe('granted');
  const present = sandbox.journal.exchanges[0]!.decisions.find(d => d.check === 'client credentials present');
  expect(present!.got).toBe('client_secret_basic');
});

test.each([
  ['', 'invalid_token'],
  ['Bearer v1', 't1'],
  ['bearer  v1 ', 't1'],
  ['Bearer v2', 'invalid_token'],
  ['Bearer v1 v1', 'invalid_token'],
  ['Basic v1', 'invalid_token'],
])('the guard answers %j: %s', async (authorization, expected) => {
  const sandbox = tinies.open();
  await ask(sandbox, order.at(-1)![1]);
  const response = await fetch(`${sandbox.base}/guarded`, { headers: { authorization } });
  expect(await response.text()).toContain(expected);
  expect(sandbox.tokens.all[0]!.usedIn).toEqual(expected === 't1' ? [2] : []);
});

test('the guard tells revoked from expired, and notes the use of either', async () => {
  const sandbox = tinies.open();
  await ask(sandbox, order.at(-1)![1]);
  const guarded = async () =>
    (await fetch(`${sandbox.base}/guarded`, { headers: { authorization: 'Bearer v1' } })).text();
  expect(await guarded()).toBe('t1');
  sandbox.clock.advance(300_000);
  expect(await guarded()).toContain('token_expired');
  sandbox.tokens.revokeAll('me');
  expect(await guarded()).toContain('token_revoked');
  expect(sandbox.tokens.all[0]!.usedIn).toEqual([2, 3, 4]);
  expect(sandbox.journal.exchanges.map(e => e.usedToken)).toEqual([undefined, 't1', 't1', 't1']);
  const checks = sandbox.journal.exchanges.slice(1).map(e => e.decisions.at(-1));
  const check = { check: 'bearer token is live', expected: 'live' };
  expect(checks).toEqual([
    { ...check, got: 'live', ok: true },
    { ...check, got: 'expired', ok: false },
    { ...check, got: 'revoked', ok: false },
  ]);
});
