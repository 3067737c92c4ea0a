import { expect, test } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const REFUSED = '<h1>This authorization request is not valid any more</h1>';

/** A browser on the page that a consumer has led it to, with the request token in question. */
async function led(platform: TestPlatform = platforms.open(), user = platform.state.user) {
  const temporary = await platform.requestToken();
  const browser = new Browser(platform, user);
  await browser.authorize(temporary);
  return { platform, temporary, browser };
}

/** On the consent page. */
async function loggedIn(platform?: TestPlatform, user = platform?.state.user) {
  const at = await led(platform, user);
  await at.browser.logIn();
  return at;
}

test('a user logs in, consents, and is led back with token, verifier and user (V22, V23)', async () => {
  const { platform, temporary, browser } = await led();
  expect([browser.page.status, browser.page.text]).toEqual([200, expect.stringContaining('<h1>Log in</h1>')]);
  await browser.logIn();
  expect(browser.page.text).toContain('<h1>Demo asks for access</h1>');
  expect(browser.page.text).toContain('Logged in as ada@example.com.');
  expect(browser.left).toBeUndefined();
  const answer = await browser.press('Authorize');
  expect(answer.status).toBe(303);
  const { consent } = platform.state.requestTokens.find(temporary.token)!;
  const back = `oauth_token=${temporary.token}&oauth_verifier=${consent!.verifier}&user=${platform.state.user.id}`;
  expect(browser.left!.href).toBe(`https://app.example.test/cb?from=dance&${back}`);
  expect((await platform.askAccessToken(temporary, consent!.verifier)).status).toBe(200);
});

test.each([
  ['https://app.example.test/cb', /^https:\/\/app\.example\.test\/cb\?oauth_token=/],
  [
    'https://app.example.test/cb?a=b+c%20d#top',
    /^https:\/\/app\.example\.test\/cb\?a=b\+c%20d&oauth_token=.*#top$/,
  ],
])('the callback %s keeps what it holds', async (oauth_callback, expected) => {
  const platform = platforms.open();
  const { text } = await platform.askRequestToken({ oauth_callback });
  const browser = new Browser(platform);
  await browser.visit(`/api/v2/oauth/authorize?oauth_token=${new URLSearchParams(text).get('oauth_token')}`);
  await browser.logIn();
  await browser.press('Authorize');
  expect(browser.left!.href).toMatch(expected);
});

test('the consent form has a box for each right that the consumer asks for, and no others (b2)', async () => {
  const { platform, browser } = await loggedIn();
  const { action, hidden } = browser.form('Authorize');
  expect(action).toBe('/api/v2/oauth/authorize');
  expect(hidden).toEqual({ access_organisations: 'on', manage_ssh_keys: 'on' });
  const { pathname } = new URL(platform.sandbox.endpoints.authorize!);
  expect(browser.page.text.match(new RegExp(`<form method="post" action="${pathname}">`, 'g'))).toHaveLength(
    1,
  );
});

test('only what is ticked is granted, and nothing that was not asked for (V7)', async () => {
  const { platform, temporary, browser } = await loggedIn();
  await browser.press('Authorize', {
    access_organisations: undefined,
    almighty: 'on',
    manage_organisations: 'on',
  });
  const { consent } = platform.state.requestTokens.find(temporary.token)!;
  expect(consent!.rights).toEqual(['manage_ssh_keys']);
  await platform.askAccessToken(temporary, consent!.verifier);
  expect(platform.state.userTokens.all.at(-1)!.rights).toEqual(['manage_ssh_keys']);
});

const denials: [string, (browser: Browser) => Promise<unknown>][] = [
  ['Deny', browser => browser.press('Deny')],
  [
    'no right ticked',
    browser => browser.press('Authorize', { access_organisations: undefined, manage_ssh_keys: 'no' }),
  ],
];
test.each(denials)('%s leads back without a verifier, and ends the dance (b2)', async (_name, press) => {
  const { platform, temporary, browser } = await loggedIn();
  await press(browser);
  expect(browser.left!.href).toBe(`https://app.example.test/cb?from=dance&oauth_token=${temporary.token}`);
  expect((await platform.askAccessToken(temporary, 'v')).json.message).toBe('The token was used before');
  expect((await browser.authorize(temporary)).text).toContain(REFUSED);
});

test('settings: a denial may lead nowhere', async () => {
  const { browser } = await loggedIn(platforms.open({ deniedConsent: 'page' }));
  const { status, text } = await browser.press('Deny');
  expect([status, text, browser.left]).toEqual([
    200,
    expect.stringContaining('<h1>Access denied</h1>'),
    undefined,
  ]);
});

test('who has consented before is led back at once, unless the consumer asks for more (b2)', async () => {
  const { platform, browser } = await loggedIn();
  await browser.press('Authorize', { access_organisations: undefined });
  browser.left = undefined;
  const again = await platform.requestToken();
  expect((await browser.authorize(again)).status).toBe(303);
  expect(browser.left).toMatchObject({ host: 'app.example.test' });
  expect(platform.state.requestTokens.find(again.token)!.consent!.rights).toEqual(['manage_ssh_keys']);
  platform.consumer.rights = [...platform.consumer.rights, 'manage_organisations'];
  expect((await browser.authorize(await platform.requestToken())).text).toContain('asks for access');
  await browser.press('Authorize');
  const third = await platform.requestToken();
  expect((await browser.authorize(third)).status).toBe(303);
  expect(platform.state.requestTokens.find(third.token)!.consent!.rights).toHaveLength(3);
});

test('a consent is one user’s, one consumer’s, and gone with a token that is revoked', async () => {
  const { platform, temporary, browser } = await loggedIn();
  await browser.press('Authorize');
  const bob = platform.state.people.addUser({ name: 'Bob Okafor', email: 'bob@example.com' });
  const { browser: other } = await loggedIn(platform, bob);
  expect(other.page.text).toContain('Logged in as bob@example.com.');
  const { state } = platform;
  const second = state.consumers.create(state.organisation, { ...platform.consumer, name: 'Second' });
  const token = state.requestTokens.issue(second, 'https://app.example.test/').value;
  expect((await browser.authorize({ token, secret: '' })).text).toContain('Second asks for access');
  const { verifier } = platform.state.requestTokens.find(temporary.token)!.consent!;
  await platform.askAccessToken(temporary, verifier);
  platform.state.revoke(platform.state.userTokens.all.at(-1)!);
  expect((await browser.authorize(await platform.requestToken())).text).toContain('asks for access');
});

test('a login without a dance leads to the console; the cookie of the dance is kept from scripts (b2)', async () => {
  const platform = platforms.open();
  const { email, password } = platform.state.user;
  const { status, headers } = await platform.post('/v2/sessions/login', { email, pass: password! });
  expect([status, headers.get('location')]).toEqual([303, platform.sandbox.endpoints.console]);
  const path = new URL(platform.sandbox.endpoints.api!).pathname;
  const attributes = `; Path=${path}; HttpOnly; SameSite=Lax$`;
  expect(headers.get('set-cookie')).toMatch(new RegExp(`^ccid=[0-9a-f]{48}${attributes}`));
  const { token } = await platform.requestToken();
  const page = await platform.call(`/api/v2/oauth/authorize?oauth_token=${token}`);
  expect(page.headers.get('set-cookie')).toMatch(new RegExp(`^cctk=${token}${attributes}`));
});

test.each<[string, (p: TestPlatform) => Record<string, string>]>([
  ['a wrong password', p => ({ email: p.state.user.email, pass: 'guess' })],
  ['a wrong address', p => ({ email: 'eve@example.com', pass: p.state.user.password! })],
  ['nothing', () => ({ email: '', pass: '' })],
  [
    'an account linked by GitHub',
    p => ({
      email: p.state.people.addUser({ name: 'Gil Hub', email: 'gil@example.com', hasPassword: false }).email,
      pass: '',
    }),
  ],
])('%s logs nobody in (b2)', async (_name, fieldsOf) => {
  const { platform, browser } = await led();
  const { status, text } = await browser.press('Log in', fieldsOf(platform));
  expect([status, text]).toEqual([
    401,
    expect.stringContaining('The email address or the password is wrong.'),
  ]);
  expect(text).toContain('>Log in</button>');
  expect(platform.state.signIns.sessions.size).toBe(0);
  expect(platform.sandbox.journal.exchanges.at(-1)!.decisions).toEqual([
    { check: 'e-mail address and password', expected: "the user's", got: 'others', ok: false },
  ]);
});

async function withMfa() {
  const platform = platforms.open();
  const user = platform.state.people.addUser({ name: 'Mia Fa', email: 'mia@example.com', mfa: true });
  const at = await led(platform, user);
  await at.browser.press('Log in', { email: user.email, pass: user.password });
  return { ...at, user };
}

test('with MFA, the password is half of it: a form asks for the code (b2)', async () => {
  const { platform, browser, user } = await withMfa();
  expect(browser.page.status).toBe(200);
  expect(platform.state.signIns.sessions.size).toBe(0);
  const { action, hidden } = browser.form('Verify');
  expect(action).toBe('/api/v2/sessions/mfa_login');
  expect(hidden).toEqual({
    auth_id: expect.stringMatching(/^[0-9a-f]{48}$/),
    email: user.email,
    mfa_kind: 'TOTP',
  });
  await browser.press('Verify', { mfa_attempt: platform.state.codeOf(user) });
  expect(browser.page.text).toContain('<h1>Demo asks for access</h1>');
  const code = platform.state.codeOf(user);
  const again = await platform.post('/v2/sessions/mfa_login', { ...hidden, mfa_attempt: code });
  expect([again.status, platform.state.signIns.sessions.size]).toEqual([401, 1]);
});

test.each<[string, Record<string, string>]>([
  ['another code', { mfa_attempt: '000000' }],
  ['no code', { mfa_attempt: '' }],
  ['another kind', { mfa_kind: 'EMAIL' }],
  ['another address', { email: 'ada@example.com' }],
  ['another attempt', { auth_id: 'guess' }],
])('%s is refused, and may be put right (b2)', async (_name, changes) => {
  const { platform, browser, user } = await withMfa();
  const { hidden } = browser.form('Verify');
  const fields = { ...hidden, mfa_attempt: platform.state.codeOf(user), ...changes };
  const { status, text } = await browser.press('Verify', fields);
  expect([status, text]).toEqual([401, expect.stringContaining('The code is wrong.')]);
  expect(platform.state.signIns.sessions.size).toBe(0);
  await browser.press('Verify', { ...hidden, mfa_attempt: platform.state.codeOf(user) });
  expect(platform.state.signIns.sessions.size).toBe(1);
});

test("the vendor's own walk without a browser: cookies and nothing else (b2)", async () => {
  const platform = platforms.open();
  const { token, secret } = await platform.requestToken();
  const { email, password } = platform.state.user;
  const login = await platform.post('/v2/sessions/login', { email, pass: password!, from_authorize: 'true' });
  expect(login.headers.get('location')).toBe(new URL(platform.sandbox.endpoints.authorize!).pathname);
  const [ccid] = login.headers.get('set-cookie')!.split(';', 1);
  const cookie = `cctk=${token};${ccid}`;
  const page = await platform.call('/api/v2/oauth/authorize', { headers: { cookie } });
  const boxes = [...page.text.matchAll(/<input type="checkbox" name="(\w+)"/g)].map(m => m[1]!);
  const rights = Object.fromEntries(boxes.map(box => [box, 'on']));
  const consent = await platform.post('/v2/oauth/authorize', rights, cookie);
  const back = new URL(consent.headers.get('location')!);
  expect([consent.status, back.searchParams.get('user')]).toEqual([303, platform.state.user.id]);
  const verifier = back.searchParams.get('oauth_verifier')!;
  expect((await platform.askAccessToken({ token, secret }, verifier)).status).toBe(200);
});

test.each(['/v2/oauth/authorize', '/v2/oauth/deny'])(
  '%s needs a login: nobody consents for another',
  async path => {
    const platform = platforms.open();
    const { token } = await platform.requestToken();
    const console = new Browser(platform);
    await console.signIn();
    for (const cookie of [`cctk=${token}`, `cctk=${token}; ccid=guess`, `cctk=${token}; ${console.cookie}`]) {
      const answer = await platform.post(path, { access_organisations: 'on' }, cookie);
      expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('<h1>Log in</h1>')]);
    }
    expect(platform.state.requestTokens.find(token)).toMatchObject({ used: false });
    expect(platform.state.requestTokens.find(token)).not.toHaveProperty('consent');
  },
);

const stale: [string, (p: TestPlatform, token: string) => void][] = [
  ['unknown', p => void p.state.requestTokens.all.splice(0)],
  ['expired', p => p.sandbox.clock.advance(600_000)],
  ['consented to', (p, token) => void p.consent({ token, secret: '' })],
];
test.each(stale)('a request token that is %s is refused on a page of its own (V21)', async (_name, age) => {
  const { platform, temporary, browser } = await loggedIn();
  age(platform, temporary.token);
  const { cookie } = browser;
  const answers = [
    await platform.call(`/api/v2/oauth/authorize?oauth_token=${temporary.token}`, { headers: { cookie } }),
    await platform.call('/api/v2/oauth/authorize', { headers: { cookie } }),
    await platform.post('/v2/oauth/authorize', { access_organisations: 'on' }, cookie),
    await platform.post('/v2/oauth/deny', {}, cookie),
  ];
  for (const { status, text, headers } of answers) {
    expect([status, text, headers.get('location')]).toEqual([401, expect.stringContaining(REFUSED), null]);
  }
});

test('without a request token there is nothing to authorize', async () => {
  const { status, text } = await platforms.open().call('/api/v2/oauth/authorize');
  expect([status, text]).toEqual([401, expect.stringContaining(REFUSED)]);
});

test('the token in the address comes before the one in the cookie', async () => {
  const { platform, browser } = await loggedIn();
  const second = await platform.requestToken();
  await browser.authorize(second);
  await browser.press('Authorize');
  expect(browser.left!.searchParams.get('oauth_token')).toBe(second.token);
});

test('a form that cannot be read is told on a page', async () => {
  const platform = platforms.open();
  const headers = { 'content-type': 'application/json' };
  const { status, text } = await platform.call('/api/v2/sessions/login', {
    method: 'POST',
    headers,
    body: '{',
  });
  expect([status, text]).toEqual([400, expect.stringContaining('<h1>The form could not be read</h1>')]);
});

test('names are shown as text; pages are kept by nobody, run no script, and lead to the consumer only', async () => {
  const platform = platforms.open();
  const evil = '<script>alert(1)</script>"\'>';
  platform.consumer.name = evil;
  const { browser } = await loggedIn(platform);
  expect(browser.page.text).not.toContain('<script');
  expect(browser.page.text).toContain('&lt;script&gt;');
  expect(browser.page.headers.get('cache-control')).toBe('no-store');
  const policy = browser.page.headers.get('content-security-policy');
  expect(policy).toContain("form-action 'self' https://app.example.test;");
  expect(policy).toContain("frame-ancestors 'none'");
  const { headers } = await platform.call('/api/v2/oauth/authorize');
  expect(headers.get('content-security-policy')).toContain("form-action 'self';");
});

test('the pages of the dance are not of the console, whose session is none here', async () => {
  const platform = platforms.open();
  const browser = new Browser(platform);
  await browser.signIn();
  await browser.authorize(await platform.requestToken());
  expect(browser.page.text).toContain('<h1>Log in</h1>');
  expect(browser.page.text).not.toContain('Sign out');
  expect(browser.page.text).toContain(`<a href="${platform.sandbox.endpoints.console}">`);
});
