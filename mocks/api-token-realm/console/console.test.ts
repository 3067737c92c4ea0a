import { expect, test } from 'vitest';
import { PERMISSIONS, type User } from '../index.ts';
import { Browser } from '../testing/browser.ts';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const TOKENS = '/environments/env_1/settings/access-management/api-token';

/** On the page of API tokens, by the menus that the vendor's page names (R6, R7). */
async function atTokens(platform = platforms.open(), user: User = platform.state.user) {
  const browser = new Browser(platform, user);
  await browser.openTokens();
  expect(browser.page.text).toContain('<h1>API token</h1>');
  return { platform, browser };
}

const shownValue = (html: string) => /<code id="api-token">(.*)<\/code>/.exec(html)?.[1];
const shownPermissions = (html: string) =>
  [.../<ul id="permissions">(.*?)<\/ul>/s.exec(html)![1]!.matchAll(/<li>(.*)<\/li>/g)].map(
    ([, text]) => text,
  );
const works = async (platform: TestPlatform, token = platform.token) =>
  (await platform.get('/metrics', token)).status;

test('the way leads by Environment settings, Access management, API token (R6, R7)', async () => {
  const { browser } = await atTokens();
  await browser.open();
  expect(browser.page.text).toContain('<h2>Production</h2>');
  await browser.follow('Environment settings');
  expect(browser.page.text).toMatch(/<h1>Environment settings<\/h1>.*<h2>Access management<\/h2>/s);
});

test('Generate makes a token with the ticked permissions, and its line shows the value again and again (R8-R13)', async () => {
  const { platform, browser } = await atTokens();
  await browser.press('Generate', { name: 'nightly <export>', 'metrics.read': 'on', 'projects.read': 'on' });
  expect(browser.page.text).toMatch(/<h2 id="mine">My API Token<\/h2>.*nightly &lt;export&gt;.*tok_2/s);
  const token = platform.state.tokens[1]!;
  expect(browser.page.text).not.toContain(token.access.value);
  for (const _time of [1, 2]) {
    await browser.visit(`/console${TOKENS}`);
    await browser.follow('tok_2');
    expect(shownValue(browser.page.text)).toBe(token.access.value);
    expect(shownPermissions(browser.page.text)).toEqual(['metrics.read', 'projects.read']);
  }
  expect(browser.page.headers.get('cache-control')).toBe('no-store');
  expect(token.owner).toBe(platform.state.user);
  expect(await works(platform, token)).toBe(200);
  expect((await platform.get('/_console/tokens', token)).status).toBe(403);
});

test('a name is asked for, no permission is (R8, R9)', async () => {
  const { platform, browser } = await atTokens();
  await browser.press('Generate', { name: ' ', 'metrics.read': 'on' });
  expect([browser.page.status, platform.state.tokens.length]).toEqual([400, 1]);
  expect(browser.page.text).toContain('role="alert">Give a name.');
  await browser.press('Generate', { name: 'none' });
  expect(platform.state.tokens[1]!.permissions).toEqual([]);
});

test('only permissions that are the own ones are offered, and given (b3)', async () => {
  const { platform, browser } = await atTokens();
  const offered = (html: string) =>
    [...html.matchAll(/type="checkbox" name="(.*?)"/g)].map(([, name]) => name);
  expect(offered(browser.page.text)).toEqual(PERMISSIONS.filter(name => !name.endsWith('.all')));
  await browser.press('Generate', { name: 'x', 'tokens.manage.all': 'on' });
  expect([browser.page.status, platform.state.tokens.length]).toEqual([403, 1]);
  const { browser: admin } = await atTokens(platform, platform.state.admin);
  expect(offered(admin.page.text)).toEqual([...PERMISSIONS]);
});

test('an owner deactivates, activates and deletes (R15, R20)', async () => {
  const { platform, browser } = await atTokens();
  await browser.press('Deactivate', {}, 'all');
  expect([await works(platform), browser.page.text.includes('<td>inactive</td>')]).toEqual([401, true]);
  await browser.follow('tok_1');
  expect(browser.page.text).toContain('<dd id="state">inactive</dd>');
  expect(shownValue(browser.page.text)).toBeDefined();
  await browser.follow('Back to all API tokens');
  await browser.press('Activate', {}, 'all');
  expect([await works(platform), browser.page.text.includes('<td>active</td>')]).toEqual([200, true]);
  await browser.press('Delete', {}, 'all');
  expect([await works(platform), browser.page.text.includes('You have no API token.')]).toEqual([401, true]);
  expect((await browser.open(`${TOKENS}/tok_1`)).status).toBe(404);
});

test("an administrator sees all users' tokens with their owners, and manages them, but reads none (R16-R19)", async () => {
  const { platform, browser } = await atTokens(platforms.open(), undefined);
  expect(browser.page.text).not.toContain('API tokens of all users');
  const { browser: admin } = await atTokens(platform, platform.state.admin);
  expect(admin.page.text).toMatch(/You have no API token\..*API tokens of all users.*tok_1.*Ada Moreno/s);
  expect((await admin.open(`${TOKENS}/tok_1`)).status).toBe(404);
  expect(admin.page.text).not.toContain('metrics.read');
  const { state } = platform;
  for (const [button, status] of [
    ['Deactivate', 401],
    ['Activate', 200],
    ['Delete', 401],
  ] as const) {
    await admin.open(TOKENS);
    await admin.press(button, {}, 'tok_1');
    expect([button, await works(platform)]).toEqual([button, status]);
  }
  expect(state.events.slice(1).map(({ actor, action }) => [actor.name, action])).toEqual([
    [state.admin.name, 'deactivate'],
    [state.admin.name, 'activate'],
    [state.admin.name, 'delete'],
  ]);
});

test("without authority another user's token is neither listed nor changed (R18)", async () => {
  const { platform, browser } = await atTokens();
  const token = platform.tokenOf(platform.state.admin, 'metrics.read');
  await browser.open(TOKENS);
  expect(browser.page.text).not.toContain(token.id);
  const { csrf } = browser.form('Generate').hidden;
  for (const change of ['deactivate', 'activate', 'delete']) {
    const headers = { cookie: browser.cookie };
    const body = new URLSearchParams({ csrf: csrf! });
    const answer = await platform.call(`/console${TOKENS}/${token.id}/${change}`, {
      method: 'POST',
      headers,
      body,
    });
    expect([answer.status, await works(platform, token)]).toEqual([403, 200]);
    expect(answer.text).toContain('You may not manage the API tokens of other users');
  }
  expect((await browser.open(`${TOKENS}/${token.id}`)).status).toBe(404);
});

test('an environment is for its members, and an administrator of one is none of another (R16)', async () => {
  const platform = platforms.open();
  const { state } = platform;
  const staging = state.addEnvironment('Staging');
  const user = state.addUser({ name: 'Kim Lund', email: 'kim@example.com', environment: staging });
  const there = state.createToken({ user, name: 'x', permissions: [], environment: staging });
  const { browser } = await atTokens(platform, state.admin);
  expect(browser.page.text).not.toContain(there.id);
  const { csrf } = browser.form('Generate').hidden;
  const headers = { cookie: browser.cookie };
  const post = (path: string) =>
    platform.call(`/console${path}`, { method: 'POST', headers, body: new URLSearchParams({ csrf: csrf! }) });
  expect((await post(`${TOKENS}/${there.id}/delete`)).status).toBe(404);
  const elsewhere = TOKENS.replace('env_1', staging.id);
  expect((await browser.open(elsewhere)).status).toBe(404);
  expect((await post(`${elsewhere}/${there.id}/delete`)).status).toBe(404);
  expect([there.access.revoked, platform.refusals]).toEqual([false, []]);
  state.setRights(state.admin, [], staging);
  expect((await post(`${elsewhere}/${there.id}/delete`)).status).toBe(403);
});

test('adminLock holds in the console too (e)', async () => {
  const platform = platforms.open({ adminLock: true });
  platform.state.deactivate(platform.token, platform.state.admin);
  const { browser } = await atTokens(platform);
  await browser.press('Activate', {}, 'all');
  expect([browser.page.status, platform.token.active]).toEqual([403, false]);
});

test('without a session every page leads to the sign-in form; a token opens no page', async () => {
  const platform = platforms.open();
  const { value } = platform.token.access;
  for (const path of ['/environments/env_1/settings', TOKENS, `${TOKENS}/tok_1`]) {
    const headers = { authorization: `apiToken ${value}` };
    const { status, text } = await platform.call(`/console${path}`, { headers });
    expect([status, text]).toEqual([303, '']);
  }
});

test('a form without its csrf value changes nothing, and a cookie opens no API', async () => {
  const { platform, browser } = await atTokens();
  const headers = { cookie: browser.cookie };
  const deleted = await platform.call(`/console${TOKENS}/tok_1/delete`, { method: 'POST', headers });
  expect([deleted.status, await works(platform)]).toEqual([403, 200]);
  expect((await platform.call('/api/v1/metrics', { headers })).status).toBe(401);
});
