import { expect, test } from 'vitest';
import { type Serving, servings } from './testing/serving.ts';

const start = servings();

/** Everything that could be read back out of a text, whichever way it was encoded. */
function spellings(secret: string): string[] {
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  const encoded = encodeURIComponent(secret);
  return [secret, encoded, encodeURIComponent(encoded), base64, JSON.stringify(secret).slice(1, -1)];
}

async function expectHidden(serving: Serving, secrets: readonly string[]): Promise<void> {
  const { text } = await serving.control('GET', '/journal?limit=200');
  expect(secrets.flatMap(spellings).filter(spelling => text.includes(spelling))).toEqual([]);
}

test('it shows every exchange, and how the mock came to its answer', async () => {
  const serving = await start();
  await serving.callWith(await serving.tokenValue());
  const { exchanges } = (await serving.control('GET', '/journal')).body;
  expect(exchanges).toMatchObject([
    {
      n: 1,
      at: '2026-01-02T03:04:05.000Z',
      operation: 'token.issue',
      issuedToken: 't1',
      request: { method: 'POST', url: `${serving.url}/acquia/api/auth/oauth/token` },
      response: { status: 200 },
    },
    { n: 2, operation: 'account.get', usedToken: 't1', response: { status: 200 } },
  ]);
  const trail = exchanges[0].decisions.map((d: { check: string; ok: boolean }) => [d.check, d.ok]);
  expect(trail).toContainEqual(['client secret matches', true]);
  expect(exchanges[0].request.body).toMatch(/client_secret=[•%0-9A-F]+&grant_type=client_credentials$/);
});

test("it never holds a secret that is the mock's own, wherever a client puts it", async () => {
  const serving = await start();
  const made = await serving.control('POST', '/keys', { label: 'canary', secret: 'Canary+/=& %é"Canary' });
  const { id, secret } = made.body;
  const token = await serving.tokenValue();
  const api = `${serving.url}/acquia/api/account`;
  const basic = Buffer.from(`${id}:${secret}`).toString('base64');
  await serving.token(id, secret);
  await serving.token(id, encodeURIComponent(secret));
  await fetch(`${api}?access_token=${token}&s=${encodeURIComponent(secret)}`);
  await fetch(api, {
    headers: { 'X-Note': `token=${token}`, 'User-Agent': token, 'X-Basic': basic },
  });
  await fetch(api, { method: 'POST', body: JSON.stringify({ note: secret, again: token }) });
  await expectHidden(serving, [secret, token, serving.keySecret, basic, serving.secret]);
  // Past the part that is the identifier alone, the secret could be read back.
  await expectHidden(serving, [basic.slice(Buffer.from(id).toString('base64').length)]);
});

test('it never holds what stands where secrets stand, whoever made it up', async () => {
  const serving = await start();
  const word = (n: number) => String.fromCharCode(96 + n).repeat(9);
  const real = (n: number) => `${word(n)}/${n}+${word(n + 10)}=`;
  const token = `${serving.url}/acquia/api/auth/oauth/token`;
  const api = `${serving.url}/acquia/api/account`;
  await serving.token(serving.key, real(1));
  const basic = `Basic ${Buffer.from(`key:${real(2)}`).toString('base64')}`;
  await fetch(token, { method: 'POST', headers: { Authorization: basic } });
  const json = { 'Content-Type': 'application/json' };
  await fetch(token, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ client_id: 'k', client_secret: real(3) }),
  });
  await fetch(api, { headers: { Authorization: `Bearer ${real(4)}` } });
  await fetch(api, { headers: { Authorization: real(5), Cookie: `a=1; session=${real(6)}` } });
  await fetch(api, { headers: { 'Proxy-Authorization': `Bearer ${real(8)}` } });
  await fetch(`${api}?client_secret=${encodeURIComponent(real(7))}`);
  await fetch(api, { headers: { Authorization: `Bearer ${'Long7secret'.repeat(700)}` } });
  await expectHidden(serving, [1, 2, 3, 4, 5, 6, 7, 8].map(real));
  await expectHidden(serving, [basic.slice(6), 'Long7secretLong7secret']);
  expect((await serving.control('GET', '/journal')).body.exchanges).toHaveLength(8);
});

test('it never holds what signs people in to the console', async () => {
  const serving = await start();
  const post = (path: string, body: Record<string, string>, cookie = '') =>
    fetch(`${serving.url}/acquia/console${path}`, {
      method: 'POST',
      body: new URLSearchParams(body),
      headers: { Cookie: cookie },
      redirect: 'manual',
    });
  const signedIn = await post('/sign-in', { email: 'ada@example.com', password: serving.password });
  const cookie = signedIn.headers.getSetCookie()[0]!.split(';', 1)[0]!;
  const page = await fetch(`${serving.url}/acquia/console/profile/tokens`, { headers: { Cookie: cookie } });
  const csrf = /name="csrf" value="([^"]+)"/.exec(await page.text())![1]!;
  const made = await (await post('/profile/tokens', { csrf, label: 'mine' }, cookie)).text();
  const secret = /id="api-secret">([^<]+)</.exec(made)![1]!;
  await post('/profile/tokens', { csrf: `${csrf}x`, label: 'mine' }, cookie);
  await expectHidden(serving, [
    serving.password,
    cookie.split('=')[1]!,
    csrf,
    secret.replaceAll('&#x3D;', '='),
  ]);
  await post('/sign-out', { csrf }, cookie);
  await expectHidden(serving, [cookie.split('=')[1]!]);
});

test('it is read in pages, can be emptied, and keeps its numbers', async () => {
  const serving = await start();
  for (let i = 0; i < 5; i++) await fetch(`${serving.url}/acquia/api/account`);
  const numbers = async (query: string) =>
    (await serving.control('GET', `/journal${query}`)).body.exchanges.map((e: { n: number }) => e.n);
  expect(await numbers('?limit=2')).toEqual([4, 5]);
  expect(await numbers('?after=1&limit=3')).toEqual([2, 3, 4]);
  expect(await numbers('?after=5')).toEqual([]);
  expect((await serving.control('DELETE', '/journal')).body).toEqual({ exchanges: [] });
  await fetch(`${serving.url}/acquia/api/account`);
  expect(await numbers('')).toEqual([6]);
});

test('a body that is too long is told by its length', async () => {
  const serving = await start();
  const body = `client_secret=${'Canary'.repeat(10_000)}`;
  await fetch(`${serving.url}/acquia/api/account`, { method: 'POST', body });
  const { text } = await serving.control('GET', '/journal');
  expect(text).toContain(`(${body.length} bytes, too long to show)`);
  expect(text).not.toContain('Canary');
});

test('tokens that have a beginning in common are all hidden', async () => {
  const serving = await start();
  await serving.control('PATCH', '/settings', { tokenFormat: 'jwt' });
  const tokens = [await serving.tokenValue(), await serving.tokenValue()];
  const encoded = tokens.map(token => Buffer.from(token).toString('base64'));
  for (const note of [...tokens, ...encoded])
    await fetch(`${serving.url}/acquia/api/account`, { headers: { 'X-Note': note } });
  await expectHidden(serving, tokens);
  await expectHidden(
    serving,
    tokens.flatMap(token => token.split('.').slice(1)),
  );
});
