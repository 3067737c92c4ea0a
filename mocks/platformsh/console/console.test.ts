import { expect, test } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();

async function signedIn(
  platform: TestPlatform,
  user?: { email: string; password: string },
): Promise<Browser> {
  const browser = new Browser(platform, user);
  expect((await browser.signIn()).status).toBe(200);
  return browser;
}

test('an API token is made as the page says: the value is in the banner, and it works', async () => {
  const platform = platforms.open();
  const browser = await signedIn(platform);
  await browser.toApiTokens();
  expect(browser.page.text).toContain('<th scope="row">test token</th>');
  expect(browser.page.text).not.toContain(platform.apiToken.value);
  await browser.follow('Create an API Token');
  const made = await browser.press('Create API Token', { name: 'ci <nightly>' });
  expect([made.status, made.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const value = browser.shownToken!;
  expect((await platform.exchange({ api_token: value })).status).toBe(200);
  await browser.toApiTokens();
  expect(browser.page.text).toContain('ci &lt;nightly&gt;');
  expect(browser.page.text).not.toContain(value);
});

test('the name is needed, and unique', async () => {
  const platform = platforms.open();
  const browser = await signedIn(platform);
  await browser.toApiTokens();
  for (const [name, status] of [
    ['', 400],
    ['test token', 409],
  ] as const) {
    await browser.open('/user/api-tokens/new');
    const answer = await browser.press('Create API Token', { name });
    expect([answer.status, browser.shownToken]).toEqual([status, undefined]);
    expect(answer.text).toContain('role="alert"');
  }
  expect(platform.state.apiTokens.all).toHaveLength(1);
});

test('creating asks for the password again once the sign-in is old', async () => {
  const platform = platforms.open({ passwordRecheckSeconds: 600 });
  const browser = await signedIn(platform);
  const { clock } = platform.sandbox;
  clock.advance(599_999);
  await browser.open('/user/api-tokens/new');
  expect(browser.page.text).toContain('Application name');
  clock.advance(1);
  await browser.press('Create API Token', { name: 'late' });
  expect(browser.page.text).toContain('Verify your password');
  expect((await browser.press('Verify', { password: 'wrong' })).status).toBe(403);
  await browser.press('Verify', { password: platform.user.password });
  await browser.press('Create API Token', { name: 'late' });
  expect(browser.shownToken).toBe(platform.state.apiTokens.named(platform.user, 'late')!.value);
});

test('viewing a token asks for the password every time', async () => {
  const platform = platforms.open();
  const browser = await signedIn(platform);
  for (let i = 0; i < 2; i++) {
    await browser.toApiTokens();
    await browser.follow('view');
    expect(browser.page.text).not.toContain(platform.apiToken.value);
    const wrong = await browser.press('Verify', { password: 'wrong' });
    expect([wrong.status, browser.shownToken]).toEqual([403, undefined]);
    await browser.press('Verify', { password: platform.user.password });
    expect(browser.shownToken).toBe(platform.apiToken.value);
  }
});

test('mode current: a token is shown once, and never again', async () => {
  const platform = platforms.open({ apiTokens: 'current' });
  const browser = await signedIn(platform);
  await browser.toApiTokens();
  const { csrf } = browser.form('Delete').hidden;
  expect(browser.page.text).not.toContain('>view</a>');
  const path = `/user/api-tokens/${platform.apiToken.id}/view`;
  expect((await browser.open(path)).status).toBe(404);
  const body = new URLSearchParams({ csrf: csrf!, password: platform.user.password });
  const headers = { cookie: browser.cookie };
  const forced = await platform.call(`/console${path}`, { method: 'POST', headers, body });
  expect([forced.status, forced.text.includes(platform.apiToken.value)]).toEqual([404, false]);
});

test("a deleted token is gone; another user's is nobody else's business", async () => {
  const platform = platforms.open();
  const browser = await signedIn(platform);
  const machine = platform.machine([]);
  for (const page of ['view', 'delete']) {
    const body = new URLSearchParams({
      csrf: [...platform.state.consoleSessions.values()][0]!.csrf,
      password: platform.user.password,
    });
    const headers = { cookie: browser.cookie };
    const path = `/console/user/api-tokens/${machine.id}/${page}`;
    expect((await platform.call(path, { method: 'POST', headers, body })).status).toBe(404);
  }
  await browser.toApiTokens();
  await browser.press('Delete', {}, 'test token');
  expect((await platform.exchange()).status).toBe(400);
  expect((await platform.exchange({}, machine)).status).toBe(200);
});

test('a machine user: an account of its own address, an invitation, a token of its own session', async () => {
  const platform = platforms.open();
  const bot = { email: 'bot@example.com', password: 'a long password' };
  const browser = new Browser(platform, bot);
  const account = { ...bot, firstName: 'Backup', lastName: 'Bot' };
  const registered = async (fields: object) => {
    await browser.open('/register');
    return (await browser.press('Create account', { ...account, ...fields })).status;
  };
  expect(await registered({ email: platform.user.email.toUpperCase() })).toBe(409);
  expect(await registered({ email: 'bot' })).toBe(400);
  expect(await registered({ lastName: '' })).toBe(400);
  expect(await registered({})).toBe(200);
  expect(await registered({})).toBe(409);

  const human = await signedIn(platform);
  await human.follow('Meadow site');
  await human.follow('Users');
  await human.press('Invite', { email: bot.email, role: 'viewer', production: 'admin' });
  expect(human.page.text).toContain('viewer, production:admin (invited)');
  expect((await human.press('Invite', { email: bot.email })).status).toBe(409);

  await browser.signIn();
  expect(browser.page.text).toContain('You have no projects.');
  await browser.follow('Invitations');
  await browser.press('Accept');
  expect(browser.page.text).toContain('<h1>Meadow site</h1>');
  await browser.toApiTokens();
  await browser.follow('Create an API Token');
  await browser.press('Create API Token', { name: 'backups' });
  const token = platform.state.apiTokens.withValue(browser.shownToken!)!;
  const me = await platform.get('/users/me', token);
  expect(me.json.email).toBe(bot.email);
  const path = `/projects/${platform.project.id}/environments/master/backup`;
  expect((await platform.send('POST', path, {}, token)).status).toBe(201);
  expect((await browser.open('/invitations')).text).toContain('You have no invitations.');
});

test('an invitation is for its address alone, and users are for admins to invite', async () => {
  const platform = platforms.open();
  const machine = platform.machine(['viewer']);
  const invitation = platform.state.invitations.create(platform.user, platform.project, 'other@example.com', [
    'admin',
  ]);
  const browser = await signedIn(platform, machine.user);
  const post = (path: string, fields = {}) => {
    const { csrf } = [...platform.state.consoleSessions.values()][0]!;
    const headers = { cookie: browser.cookie };
    return platform.call(`/console${path}`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ csrf, ...fields }),
    });
  };
  expect((await post(`/invitations/${invitation.id}/accept`)).status).toBe(404);
  const at = `/projects/${platform.project.id}`;
  expect((await post(`${at}/users`, { email: 'x@example.com', role: 'admin' })).status).toBe(403);
  expect((await post(`${at}/environments/master/variables`, { name: 'a', value: 'b' })).status).toBe(403);
  for (const page of [`${at}/users`, `${at}/environments/master/variables`]) {
    expect((await browser.open(page)).status).toBe(200);
    expect(browser.page.text).not.toContain('<h2>');
  }
  const stranger = await signedIn(platform, platform.machine([], platform.project, 's@example.com').user);
  expect((await stranger.open(at)).status).toBe(404);
  expect(platform.state.invitations.all).toHaveLength(1);
});

test('a variable with env: in front, sensitive, is not shown again', async () => {
  const platform = platforms.open();
  const browser = await signedIn(platform);
  await browser.follow('Meadow site');
  await browser.follow('feature/login');
  const fields = { name: 'env:PLATFORMSH_CLI_TOKEN', value: 'not-to-be-seen', is_sensitive: 'on' };
  const added = await browser.press('Add variable', fields);
  expect(added.text).toContain('<th scope="row">env:PLATFORMSH_CLI_TOKEN</th><td>sensitive</td>');
  expect(added.text).not.toContain('not-to-be-seen');
  expect(platform.project.environments[2]!.variables).toMatchObject([
    {
      value: 'not-to-be-seen',
      isSensitive: true,
      visibleRuntime: true,
      visibleBuild: false,
      isInheritable: true,
    },
  ]);
  expect((await browser.press('Add variable', fields)).status).toBe(409);
  expect((await browser.press('Add variable', { name: 'a b', value: 'x' })).status).toBe(400);
  await browser.press('Add variable', { name: 'plain', value: 'seen', is_inheritable: undefined });
  expect(browser.page.text).toContain('<code>seen</code>');
  expect(platform.project.environments[2]!.variables[1]).toMatchObject({
    isSensitive: false,
    isInheritable: false,
  });
});

test('no session, no page; no csrf, no change; an access token opens no page, a cookie no API', async () => {
  const platform = platforms.open();
  const browser = await signedIn(platform);
  const headers = { cookie: browser.cookie };
  for (const path of ['/user/api-tokens', '/user/api-tokens/new', `/projects/${platform.project.id}`]) {
    expect((await platform.call(`/console${path}`)).status).toBe(303);
    expect((await platform.call(`/console${path}`, { headers: await platform.bearer() })).status).toBe(303);
  }
  const body = new URLSearchParams({ name: 'x' });
  const posted = await platform.call('/console/user/api-tokens', { method: 'POST', headers, body });
  expect([posted.status, platform.state.apiTokens.all.length]).toEqual([403, 1]);
  expect((await platform.call('/api/users/me', { headers })).status).toBe(401);
});
