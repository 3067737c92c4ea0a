import { expect, test } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();

async function signedIn(platform = platforms.open()): Promise<{ platform: TestPlatform; browser: Browser }> {
  const browser = new Browser(platform);
  await browser.signIn();
  return { platform, browser };
}

/** On the page of API tokens, by the links that the vendor's page names (A10). */
async function atTokens() {
  const { platform, browser } = await signedIn();
  await browser.follow('Account Settings');
  expect(browser.page.text).toContain('<h1>Profile</h1>');
  await browser.follow('API Tokens');
  expect(browser.page.text).toContain('<h1>API Tokens</h1>');
  return { platform, browser };
}

const shown = (html: string) => ({
  id: /<code id="api-key">(.*)<\/code>/.exec(html)?.[1],
  secret: /<code id="api-secret">(.*)<\/code>/.exec(html)?.[1],
});

test('a user signs in with e-mail address and password, and is led to the tokens (A9, A10)', async () => {
  const { browser } = await atTokens();
  expect(browser.page.status).toBe(200);
  expect(browser.page.text).toContain('test key');
});

const wrongUser = ({ sandbox }: TestPlatform) => ({
  email: 'eve@example.com',
  password: sandbox.state.user.password,
});
test.each<[string, (p: TestPlatform) => Record<string, string>]>([
  ['a wrong password', ({ sandbox }) => ({ email: sandbox.state.user.mail, password: 'guess' })],
  ['a wrong address', wrongUser],
  ['an API key', ({ key }) => ({ email: key.id, password: key.secret })],
  ['nothing', () => ({})],
])('%s signs nobody in', async (_name, fieldsOf) => {
  const platform = platforms.open();
  const browser = new Browser(platform);
  await browser.open();
  const { status, text } = await browser.press('Sign in', fieldsOf(platform));
  expect(status).toBe(403);
  expect(text).toContain('<p class="wrong" role="alert">The email address or the password is wrong.</p>');
  expect(text).toContain('>Sign in</button>');
  expect([browser.cookie, platform.sandbox.state.consoleSessions.size]).toEqual(['', 0]);
});

test("the session's cookie is out of reach of scripts and of other sites", async () => {
  const platform = platforms.open();
  const { mail, password } = platform.sandbox.state.user;
  const body = new URLSearchParams({ email: mail.toUpperCase(), password });
  const { status, headers } = await platform.call('/console/sign-in', { method: 'POST', body });
  expect(status).toBe(303);
  const path = new URL(platform.sandbox.endpoints.console!).pathname;
  expect(headers.get('location')).toBe(path);
  expect(headers.get('set-cookie')).toMatch(
    new RegExp(`^console_session=[0-9a-f]{48}; Path=${path}; HttpOnly; SameSite=Strict$`),
  );
});

test("Create Token shows a key and a secret of the server's own making, and they work (A11, A12)", async () => {
  const { platform, browser } = await atTokens();
  const { status, text } = await browser.press('Create Token', {
    label: 'ci job',
    id: 'mine',
    secret: 'mine',
  });
  const { id, secret } = shown(text);
  expect(status).toBe(200);
  expect(secret).toMatch(/^[\w+/]{43}=$/);
  expect(platform.sandbox.state.keys.at(-1)).toMatchObject({ id, secret, label: 'ci job' });
  expect((await platform.exchange({ client_id: id!, client_secret: secret! })).status).toBe(200);
});

test('key and secret are on that page only, and on no other ever after (A13)', async () => {
  const { platform, browser } = await atTokens();
  const { id, secret } = shown((await browser.press('Create Token', { label: 'one' })).text);
  const other = await browser.press('Create Token', { label: 'two' });
  expect(shown(other.text)).not.toEqual({ id, secret });
  const later = [other];
  for (const path of ['', '/profile', '/profile/tokens']) later.push(await browser.open(path));
  later.push(await browser.press('Remove', {}, 'two'));
  const { browser: again } = await signedIn(platform);
  later.push(await again.open('/profile/tokens'));
  for (const { text } of later) {
    expect(text).not.toContain(id);
    expect(text).not.toContain(secret);
  }
  expect(later.at(-1)!.text).toContain('>one</th>');
});

test.each([{}, { label: '' }, { label: '   ' }])('the label is required: %j (A11)', async fields => {
  const { platform, browser } = await atTokens();
  const { status, text } = await browser.press('Create Token', fields);
  expect(status).toBe(400);
  expect(text).toContain('Provide a label for the token.');
  expect([platform.sandbox.state.keys.length, shown(text).id]).toEqual([1, undefined]);
});

test('two tokens may have one label', async () => {
  const { platform, browser } = await atTokens();
  await browser.press('Create Token', { label: 'same' });
  await browser.press('Create Token', { label: 'same' });
  expect(platform.sandbox.state.keys.map(k => k.label)).toEqual(['test key', 'same', 'same']);
});

test('Remove is immediate, and the other tokens go on working (A14, A15)', async () => {
  const { platform, browser } = await atTokens();
  const { id, secret } = shown((await browser.press('Create Token', { label: 'doomed' })).text);
  const { action, hidden } = browser.form('Remove', 'doomed');
  expect((await browser.press('Remove', {}, 'doomed')).text).not.toContain('doomed');
  expect((await platform.exchange({ client_id: id!, client_secret: secret! })).json.error).toBe(
    'invalid_client',
  );
  expect((await platform.exchange()).status).toBe(200);
  const headers = { cookie: browser.cookie };
  const again = await platform.call(action, { method: 'POST', headers, body: new URLSearchParams(hidden) });
  expect(again.status).toBe(404);
});

test('without tokens the page says so', async () => {
  const { browser } = await atTokens();
  expect((await browser.press('Remove', {}, 'test key')).text).toContain('You have no API tokens.');
});

test.each(['<script>alert(1)</script>', `"'><img src=x onerror=alert(1)>`, '</th>&amp;{{x}}<%= 1 %>'])(
  'the label %j is shown as text',
  async label => {
    const { browser } = await atTokens();
    const { text } = await browser.press('Create Token', { label });
    expect(text).not.toContain(label);
    expect(text).not.toMatch(/<script|<img|<%/);
    const escaped = label.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    expect(text).toContain(
      `<th scope="row">${escaped.replaceAll('"', '&quot;').replaceAll("'", '&#39;')}</th>`,
    );
  },
);

const doors = ['/profile', '/profile/tokens', '/nothing'];
test.each(doors)('%s leads a stranger to the sign-in form', async path => {
  const platform = platforms.open();
  const strangers = [
    {},
    { cookie: 'console_session=' },
    { cookie: 'console_session=guess' },
    await platform.bearer(),
  ];
  for (const headers of strangers) {
    for (const method of ['GET', 'POST']) {
      const answer = await platform.call(`/console${path}`, { method, headers });
      expect([answer.status, answer.headers.get('location')]).toEqual([
        303,
        expect.stringMatching(/\/console$/),
      ]);
    }
  }
  expect(platform.sandbox.state.keys).toHaveLength(1);
});

test.each([
  ['Create Token', { label: 'forged' }],
  ['Remove', {}],
  ['Sign out', {}],
])('%s refuses a form that is not of the session', async (button, fields) => {
  const { platform, browser } = await atTokens();
  const { browser: other } = await signedIn(platform);
  const { csrf } = other.form('Sign out').hidden;
  for (const forged of ['', 'guess', csrf!]) {
    await browser.open('/profile/tokens');
    const { status, text } = await browser.press(button, { ...fields, csrf: forged });
    expect(status).toBe(403);
    expect(text).toContain('<h1>This form does not belong to your session</h1>');
  }
  const { keys, consoleSessions } = platform.sandbox.state;
  expect([keys.map(k => k.active), consoleSessions.size]).toEqual([[true], 2]);
});

test('Sign out ends the session at the server and in the browser', async () => {
  const { platform, browser } = await signedIn();
  const { cookie } = browser;
  const { action, hidden } = browser.form('Sign out');
  const body = new URLSearchParams(hidden);
  const out = await platform.call(action, { method: 'POST', headers: { cookie }, body });
  expect(out.headers.get('set-cookie')).toMatch(/^console_session=; .*; Max-Age=0$/);
  expect((await platform.call('/console/profile', { headers: { cookie } })).status).toBe(303);
});

test('a console session opens no API, and no console of another sandbox', async () => {
  const { platform, browser } = await signedIn();
  const headers = { cookie: browser.cookie };
  expect((await platform.call('/api/account', { headers })).status).toBe(403);
  expect((await platforms.open().call('/console/profile', { headers })).status).toBe(303);
  expect(
    (await platform.call('/console/profile', { headers: { cookie: `a=b; ${browser.cookie}` } })).status,
  ).toBe(200);
});

test('pages are kept by nobody, and run no script', async () => {
  const { browser } = await atTokens();
  const { headers } = await browser.press('Create Token', { label: 'x' });
  expect(headers.get('cache-control')).toBe('no-store');
  expect(headers.get('content-security-policy')).toMatch(/^default-src 'none';.*form-action 'self'/);
  expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(headers.get('x-cloudapi-stability')).toBeNull();
});

test('people get a page where programs get JSON', async () => {
  const { platform, browser } = await signedIn();
  const lost = await browser.open('/nothing');
  expect([lost.status, lost.text]).toEqual([404, expect.stringContaining('<h1>There is no such page</h1>')]);
  const headers = { 'content-type': 'application/json' };
  const broken = await platform.call('/console/sign-in', { method: 'POST', headers, body: '{' });
  expect([broken.status, broken.text]).toEqual([
    400,
    expect.stringContaining('<h1>The form could not be read</h1>'),
  ]);
});

test("addresses are as they are written, and a malformed one is the sender's fault", async () => {
  const { platform, browser } = await signedIn();
  expect((await browser.open('/Profile')).status).toBe(404);
  const headers = { cookie: browser.cookie };
  await browser.open();
  const body = new URLSearchParams(browser.form('Sign out').hidden);
  const malformed = await platform.call('/console/profile/tokens/%zz/remove', {
    method: 'POST',
    headers,
    body,
  });
  expect([malformed.status, malformed.text]).toEqual([400, '']);
});

test('the trail tells strangers, forged forms and good ones apart', async () => {
  const { platform, browser } = await signedIn();
  const { csrf } = browser.form('Sign out').hidden;
  const before = platform.sandbox.journal.exchanges.length;
  await platform.call('/console/profile');
  await browser.press('Sign out', { csrf: 'guess' });
  await browser.open();
  await browser.press('Sign out');
  const trails = platform.sandbox.journal.exchanges
    .slice(before)
    .map(e => e.decisions.map(d => [d.got, d.ok]));
  expect(trails.slice(0, 2)).toEqual([
    [['no session', false]],
    [
      ['a session', true],
      ['guess', false],
    ],
  ]);
  expect(trails).toContainEqual([
    ['a session', true],
    [csrf, true],
  ]);
});

test('all of it is one operation, which faults can name', async () => {
  const platform = platforms.open();
  const effect = { kind: 'respond', status: 502, headers: {}, body: 'down' } as const;
  platform.sandbox.faults.arm({ name: 'down', operation: 'console', effect });
  expect((await platform.call('/console')).status).toBe(502);
  expect(platform.sandbox.journal.exchanges[0]!.operation).toBe('console');
});
