import { expect, test } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { CALLBACK, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
function visitor() {
  const platform = platforms.open();
  return { platform, browser: new Browser(platform) };
}

test('a user signs in, consents, and the application gets a code that it can exchange (b4)', async () => {
  const { platform, browser } = visitor();
  const state = 'a b+c/=&é';
  expect((await browser.authorize({ state, scope: 'read' })).text).toContain('<title>Sign in');
  const page = await browser.signIn();
  expect([page.status, page.text]).toEqual([
    200,
    expect.stringMatching(/Demo asks for access[\s\S]*<li>read</),
  ]);
  expect(page.text).not.toContain('<li>write');
  expect(page.headers.get('content-security-policy')).toContain(
    "form-action 'self' https://app.example.com;",
  );
  await browser.press('Allow');
  expect(browser.left?.href).toMatch(new RegExp(`^${CALLBACK}\\?`));
  expect(browser.told).toEqual({ code: expect.stringMatching(/^[\w-]{32}$/), state });
  const { status, json } = await platform.exchange({ code: browser.told.code });
  expect([status, json.scope]).toEqual([200, 'read']);
  const user = await platform.get('/user', json.access_token);
  expect(user.json.email).toBe(browser.user.email);
});

test('a user who denies sends the application back without a code, with its state', async () => {
  const { platform, browser } = visitor();
  await browser.authorize({ state: 's' });
  await browser.signIn();
  await browser.press('Deny');
  const { error, state, code } = browser.told;
  expect([error, state, code]).toEqual(['access_denied', 's', undefined]);
  expect(platform.state.grants.codes).toEqual([]);
});

test('a decision is made once, by who is signed in here; the console is another place', async () => {
  const { platform, browser } = visitor();
  await browser.open();
  await browser.signIn();
  await browser.authorize();
  expect(browser.page.text).toContain('<title>Sign in');
  await browser.signIn();
  const { action, hidden } = browser.form('Allow');
  const post = (cookie: string) =>
    platform.call(action, { method: 'POST', headers: { cookie }, body: new URLSearchParams(hidden) });
  expect((await post('')).status).toBe(403);
  expect((await post(browser.cookie)).status).toBe(303);
  expect((await post(browser.cookie)).status).toBe(400);
  expect(platform.state.grants.codes).toHaveLength(1);
  await browser.authorize();
  expect(browser.page.text).toContain('Demo asks for access');
});

test('a wrong password opens nothing', async () => {
  const { platform, browser } = visitor();
  await browser.authorize();
  const page = await browser.press('Sign in', { email: browser.user.email, password: 'wrong' });
  expect([page.status, page.text]).toEqual([403, expect.stringContaining('role="alert"')]);
  expect(platform.state.signIns.size).toBe(0);
  expect((await browser.signIn()).text).toContain('>Allow</button>');
});

test.each([
  ['an unknown application', { client_id: 'nobody' }],
  ['no application', { client_id: undefined }],
  ['an address that is not registered', { redirect_uri: 'https://app.example.com/callback/' }],
  ['an address that only begins as one', { redirect_uri: `${CALLBACK}.evil.example` }],
])('nobody is redirected for %s (RFC 6749 section 4.1.2.1)', async (_name, changes) => {
  const { browser } = visitor();
  const { status, headers } = await browser.authorize({ ...changes, state: 's', response_type: 'token' });
  expect([status, headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8']);
  expect(browser.left).toBeUndefined();
});

test('an application that is not active any more is unknown', async () => {
  const { platform, browser } = visitor();
  Object.assign(platform.client, { active: false });
  expect((await browser.authorize()).status).toBe(400);
});

const verifier = 'v'.repeat(43);
test.each([
  ['invalid_request', { response_type: undefined }],
  ['unsupported_response_type', { response_type: 'token' }],
  ['invalid_scope', { scope: 'read everything' }],
  ['invalid_request', { code_challenge: 'short' }],
  ['invalid_request', { code_challenge: verifier, code_challenge_method: 's256' }],
  ['invalid_request', { code_challenge_method: 'S256' }],
])('the application is told of %s for %j, with its state', async (error, changes) => {
  const { browser } = visitor();
  await browser.authorize({ state: 's', ...changes });
  expect(browser.left?.href).toMatch(new RegExp(`^${CALLBACK}\\?`));
  expect([browser.told.error, browser.told.state]).toEqual([error, 's']);
});

test('a parameter that is sent twice is refused', async () => {
  const { platform, browser } = visitor();
  const query = `response_type=code&client_id=${platform.client.id}&scope=read&scope=read`;
  await browser.visit(`/auth/oauth/authorize?${query}`);
  expect(browser.told.error).toBe('invalid_request');
});

test('an application with one address need not name it, and one with two must', async () => {
  const { platform, browser } = visitor();
  await browser.authorize({ redirect_uri: undefined });
  await browser.signIn();
  await browser.press('Allow');
  expect(browser.left?.href).toMatch(new RegExp(`^${CALLBACK}\\?code=`));
  const { status } = await platform.exchange({ code: browser.told.code, redirect_uri: undefined });
  expect(status).toBe(200);
  const { id } = platform.state.createClient({ redirectUris: [CALLBACK, 'app://cb?x=1'] });
  expect((await browser.authorize({ client_id: id, redirect_uri: undefined })).status).toBe(400);
  await browser.authorize({ client_id: id, redirect_uri: 'app://cb?x=1' });
  await browser.press('Deny');
  expect(browser.left?.href).toMatch(/^app:\/\/cb\?x=1&error=access_denied/);
});
