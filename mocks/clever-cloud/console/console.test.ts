import { expect, test } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();

async function signedIn(platform: TestPlatform = platforms.open(), user = platform.state.user) {
  const browser = new Browser(platform, user);
  await browser.signIn();
  return { platform, browser };
}
const shown = (html: string, id: string) => new RegExp(`<code id="${id}">(.*)</code>`).exec(html)?.[1];

/** At the form for a new consumer, by the words of the vendor's page (V20). */
async function atNewConsumer(platform?: TestPlatform) {
  const at = await signedIn(platform);
  await at.browser.follow('Meadow');
  await at.browser.follow('Create…');
  await at.browser.follow('an OAuth consumer');
  return at;
}
const fields = {
  name: 'my-app',
  baseUrl: 'https://my-app.example.test/cb',
  manage_ssh_keys: 'on',
  almighty: 'on',
};

test('an organisation creates a consumer, and is shown key and secret, which work (V20)', async () => {
  const { platform, browser } = await atNewConsumer();
  const page = await browser.press('Create', fields);
  expect(page.status).toBe(200);
  const consumer = platform.state.consumers.find(shown(page.text, 'consumer-key')!)!;
  expect(consumer).toMatchObject({
    name: 'my-app',
    baseUrl: fields.baseUrl,
    url: fields.baseUrl,
    rights: ['manage_ssh_keys'],
    owner: platform.state.organisation,
    secret: shown(page.text, 'consumer-secret'),
  });
  const { status } = await platform.askRequestToken({
    oauth_consumer_key: consumer.key,
    oauth_signature: `${consumer.secret}&`,
    oauth_callback: 'https://my-app.example.test/back',
  });
  expect(status).toBe(200);
  await browser.open();
  await browser.follow('Meadow');
  expect(browser.page.text).not.toContain(consumer.secret);
  expect(shown((await browser.follow('my-app')).text, 'consumer-secret')).toBe(consumer.secret);
});

test.each([{ ...fields, name: ' ' }, { ...fields, baseUrl: 'none' }, {}])(
  '%j makes no consumer',
  async wrong => {
    const { platform, browser } = await atNewConsumer();
    const { status, text } = await browser.press('Create', wrong);
    expect([status, text]).toEqual([
      400,
      expect.stringContaining('Give a name, and a base URL that is one.'),
    ]);
    expect([platform.state.consumers.all.length, text.includes('>Create</button>')]).toEqual([2, true]);
  },
);

test('an organisation without consumers says so; the vendor’s own right is none to ask for', async () => {
  const platform = platforms.open();
  platform.state.consumers.remove(platform.consumer);
  const { browser } = await signedIn(platform);
  expect((await browser.follow('Meadow')).text).toContain('This organisation has no OAuth consumers.');
  const { text } = (await atNewConsumer(platform)).browser.page;
  expect([...text.matchAll(/type="checkbox" name="(\w+)"/g)]).toHaveLength(11);
  expect(text).not.toContain('almighty');
});

test("an organisation and its consumers are its members' only", async () => {
  const platform = platforms.open();
  const bob = platform.state.people.addUser({ name: 'Bob Okafor', email: 'bob@example.com' });
  const own = platform.state.people.addOrganisation({ name: 'Harbour', members: [bob] });
  const { browser } = await signedIn(platform, bob);
  expect(browser.page.text).toContain('Harbour');
  expect(browser.page.text).not.toContain('Meadow');
  const { id } = platform.state.organisation;
  const { key } = platform.consumer;
  const foreign = ['', '/create', '/consumers/new', `/consumers/${key}`].map(
    path => `/organisations/${id}${path}`,
  );
  for (const path of [...foreign, `/organisations/${own.id}/consumers/${key}`, '/organisations/x'])
    expect([path, (await browser.open(path)).status]).toEqual([path, 404]);
  const { csrf } = browser.form('Sign out').hidden;
  const body = new URLSearchParams({ ...fields, csrf: csrf! });
  const headers = { cookie: browser.cookie };
  const forged = await platform.call(`/console/organisations/${id}/consumers`, {
    method: 'POST',
    headers,
    body,
  });
  expect([forged.status, platform.state.consumers.all.length]).toEqual([404, 2]);
});

test('the OAuth tokens of the account are listed by consumer, and revoked at once (V19)', async () => {
  const platform = platforms.open();
  platform.state.grantCliLogin('x', platform.state.user);
  const bob = platform.state.people.addUser({ name: 'Bob Okafor', email: 'bob@example.com' });
  const bobs = platform.tokenOf(bob);
  const { browser } = await signedIn(platform);
  await browser.follow('OAuth tokens');
  expect(browser.page.text).toContain('<h1>OAuth tokens</h1>');
  expect([...browser.page.text.matchAll(/<th scope="row">(.*)<\/th>/g)].map(m => m[1])).toEqual(
    ['Clever Tools', 'Demo'].reverse(),
  );
  expect(browser.page.text).toContain('<time datetime="2026-04-02T03:04:05.000Z">2026-04-02</time>');
  for (const { secret, access } of platform.state.userTokens.all)
    for (const text of [secret, access.value]) expect(browser.page.text).not.toContain(text);
  const { action, hidden } = browser.form('Revoke', 'Demo');
  expect((await browser.press('Revoke', {}, 'Demo')).text).not.toContain('Demo');
  expect((await platform.get('/v2/self')).json.message).toBe('The token was revoked');
  expect((await platform.get('/v2/self', bobs)).status).toBe(200);
  const headers = { cookie: browser.cookie };
  for (const handle of [platform.token.access.id, bobs.access.id]) {
    const path = action.replace(/\w+\/revoke$/, `${handle}/revoke`);
    const body = new URLSearchParams(hidden);
    expect((await platform.call(path, { method: 'POST', headers, body })).status).toBe(404);
  }
  expect((await platform.get('/v2/self', bobs)).status).toBe(200);
  expect((await browser.press('Revoke', {}, 'Clever Tools')).text).toContain('You have no OAuth tokens.');
});

/** At the page of API tokens (V9). */
async function atApiTokens(platform?: TestPlatform, user = platform?.state.user) {
  const at = await signedIn(platform, user);
  await at.browser.follow('API tokens');
  const { password } = at.browser.user;
  return { ...at, password: password! };
}

test('an API token is created, shown once, and works on the bridge (V9)', async () => {
  const { platform, browser, password } = await atApiTokens();
  expect(browser.page.text).toContain('You have no API tokens.');
  const { status, text } = await browser.press('Create', {
    name: 'CI job',
    description: 'd',
    expiration: '1h',
    password,
  });
  const [value, id] = [shown(text, 'api-token')!, shown(text, 'api-token-id')!];
  expect([status, id]).toEqual([200, expect.stringMatching(/^api_tokens_/)]);
  expect(platform.state.apiTokens.all).toMatchObject([{ id, name: 'CI job', description: 'd' }]);
  const use = () => platform.call('/bridge/v2/self', { headers: { authorization: `Bearer ${value}` } });
  expect((await use()).json.id).toBe(platform.state.user.id);
  for (const path of ['/users/me/api-tokens', ''])
    expect((await browser.open(path)).text).not.toContain(value);
  const [, made] = platform.sandbox.journal.exchanges.filter(e => e.request.method === 'POST');
  expect(made!.issuedToken).toBe(platform.state.apiTokens.all[0]!.access.id);
  platform.sandbox.clock.advance(3_600_000);
  expect((await use()).status).toBe(401);
  expect((await browser.open('/users/me/api-tokens')).text).toContain('<td>EXPIRED</td>');
});

test.each([
  [{ password: 'guess' }, 'The password is wrong.'],
  [{ name: ' ' }, 'Give a name, and an expiration within a year.'],
  [{ expiration: '2y' }, 'Give a name, and an expiration within a year.'],
])('%j creates no API token, and says why', async (changes, wrong) => {
  const { platform, browser, password } = await atApiTokens();
  const { status, text } = await browser.press('Create', { name: 'CI job', password, ...changes });
  expect([status, text]).toEqual([
    400,
    expect.stringContaining(`<p class="wrong" role="alert">${wrong}</p>`),
  ]);
  expect(platform.state.apiTokens.all).toEqual([]);
});

test('with MFA the form asks for the code too', async () => {
  const platform = platforms.open();
  const mia = platform.state.people.addUser({ name: 'Mia Fa', email: 'mia@example.com', mfa: true });
  expect((await atApiTokens(platform)).browser.page.text).not.toContain('mfaCode');
  const { browser, password } = await atApiTokens(platform, mia);
  const wish = { name: 'CI job', password };
  expect((await browser.press('Create', { ...wish, mfaCode: '1' })).text).toContain(
    'The two-factor code is wrong.',
  );
  const mfaCode = platform.state.codeOf(mia);
  expect((await browser.press('Create', { ...wish, mfaCode })).status).toBe(200);
});

test('an API token is revoked at once, and is gone from the page (V9)', async () => {
  const platform = platforms.open({ revokedApiTokens: 'stay' });
  const bob = platform.state.people.addUser({ name: 'Bob Okafor', email: 'bob@example.com' });
  const expiresAt = platform.sandbox.clock.now() + 1000;
  const [own, kept, bobs] = [platform.state.user, platform.state.user, bob].map((user, n) =>
    platform.state.apiTokens.create({ user, name: `token ${n}`, expiresAt }),
  );
  const { browser } = await atApiTokens(platform);
  const { action, hidden } = browser.form('Revoke', 'token 0');
  await browser.press('Revoke', {}, 'token 0');
  expect([own, kept, bobs].map(token => token!.access.revoked)).toEqual([true, false, false]);
  expect(browser.page.text).not.toContain('token 0');
  expect(browser.page.text).toContain('<th scope="row">token 1</th>');
  expect(browser.page.text).not.toContain('token 2');
  const headers = { cookie: browser.cookie };
  const body = new URLSearchParams(hidden);
  for (const path of [action, action.replace(own!.id, bobs!.id)])
    expect((await platform.call(path, { method: 'POST', headers, body })).status).toBe(404);
  expect(bobs!.access.revoked).toBe(false);
});

test('`clever login` opens a page that signs its user in and gives it a token (b7)', async () => {
  const platform = platforms.open();
  const browser = new Browser(platform);
  await browser.open('/cli-oauth?cli_version=4.11.0&cli_token=a-b_%2B%26');
  expect(browser.page.text).toContain('<h1>Sign in</h1>');
  const wrong = await browser.press('Sign in', { email: 'ada@example.com', password: 'guess' });
  expect(wrong.status).toBe(403);
  await browser.press('Sign in', { email: 'ada@example.com', password: platform.state.user.password });
  expect(browser.page.text).toContain('<h1>Log in to Clever Tools</h1>');
  expect(platform.state.cliTokens.size).toBe(0);
  expect((await browser.press('Log in')).text).toContain('<h1>You are logged in</h1>');
  const { json } = await platform.call('/api/v2/self/cli_tokens?cli_token=a-b_%2B%26');
  const token = platform.state.userTokens.find(json.token)!;
  expect(token).toMatchObject({ consumer: platform.state.cliConsumer, user: platform.state.user });
});

test('without a cli_token, or from another site, nobody is given a token', async () => {
  const { platform, browser } = await signedIn();
  expect((await browser.open('/cli-oauth')).status).toBe(404);
  await browser.open('/cli-oauth?cli_token=x');
  expect((await browser.press('Log in', { csrf: 'guess' })).status).toBe(403);
  await browser.open('/cli-oauth?cli_token=x');
  expect((await browser.press('Log in', { cli_token: '' })).status).toBe(404);
  expect(platform.state.cliTokens.size).toBe(0);
});

test.each(['//evil.example.test', 'https://evil.example.test', '/a\r\nX: y', '@evil.example.test', '/ü'])(
  'signing in leads to the console, not to %j',
  async next => {
    const platform = platforms.open();
    const { email, password } = platform.state.user;
    const body = new URLSearchParams({ email, password: password!, next });
    const { status, headers } = await platform.call('/console/sign-in', { method: 'POST', body });
    const root = new URL(platform.sandbox.endpoints.console!).pathname;
    expect([status, headers.get('x')]).toEqual([303, null]);
    const to = new URL(headers.get('location')!, platform.sandbox.base);
    expect([to.origin, to.pathname.startsWith(root)]).toEqual([new URL(platform.sandbox.base).origin, true]);
  },
);

const pages = ['/organisations/x', '/users/me/oauth-tokens', '/users/me/api-tokens', '/nothing'];
test.each(pages)('%s leads a stranger to the sign-in form, whatever they carry', async path => {
  const platform = platforms.open();
  const { email, password } = platform.state.user;
  const login = await platform.post('/v2/sessions/login', { email, pass: password! });
  const strangers = [
    {},
    { cookie: 'console_session=guess' },
    { cookie: login.headers.get('set-cookie')!.split(';', 1)[0]! },
    { authorization: platform.header() },
  ];
  for (const headers of strangers)
    for (const method of ['GET', 'POST'])
      expect((await platform.call(`/console${path}`, { method, headers })).status).toBe(303);
});

test('an account linked by GitHub does not sign in by password', async () => {
  const platform = platforms.open();
  platform.state.people.addUser({ name: 'Gil Hub', email: 'gil@example.com', hasPassword: false });
  const body = new URLSearchParams({ email: 'gil@example.com', password: '' });
  expect((await platform.call('/console/sign-in', { method: 'POST', body })).status).toBe(403);
});

test.each(['<script>alert(1)</script>', `"'><img src=x>`, '<%= 1 %>'])(
  'the name %j is shown as text',
  async name => {
    const { platform, browser, password } = await atApiTokens();
    platform.consumer.name = name;
    const page = await browser.press('Create', { name, password });
    for (const { text } of [page, await browser.open('/users/me/oauth-tokens')]) {
      expect(text).not.toContain(name);
      expect(text).not.toMatch(/<script|<img|<%/);
    }
  },
);

test('all of it is one operation, and its answers are not the load balancer’s', async () => {
  const platform = platforms.open();
  const { headers } = await platform.call('/console');
  expect([platform.sandbox.journal.exchanges[0]!.operation, headers.get('sozu-id')]).toEqual([
    'console',
    null,
  ]);
  expect(headers.get('content-security-policy')).toContain("form-action 'self';");
});
