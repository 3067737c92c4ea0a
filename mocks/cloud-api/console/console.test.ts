import { expect, test } from 'vitest';
import { Browser } from '../testing/browser.ts';
import { testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();

async function atKeys() {
  const platform = platforms.open();
  const browser = new Browser(platform);
  await browser.open();
  await browser.signIn();
  await browser.follow('API keys');
  return { platform, browser };
}
const shown = (html: string) => /<code id="api-key">(.*)<\/code>/.exec(html)?.[1];
const made = { name: 'deploy', project: 'prj_101' };

test('a key is created, shown this once, and works (C9)', async () => {
  const { platform, browser } = await atKeys();
  const page = await browser.press('Create', made);
  expect([page.status, page.headers.get('cache-control')]).toEqual([200, 'no-store']);
  const value = shown(page.text)!;
  expect(value).toMatch(/^sk_live_[A-Za-z0-9]{21}$/);
  expect((await platform.get('/projects', value)).status).toBe(200);
  expect(platform.state.keys.withValue(value)).toMatchObject({ name: 'deploy', project: { id: 'prj_101' } });
  await browser.open('/keys');
  expect(browser.page.text).not.toContain(value);
  expect(browser.page.text).toContain(`<code>sk_live_…${value.slice(-4)}</code>`);
});

test('several keys live until each is revoked, and then it is dead at once (C17)', async () => {
  const { platform, browser } = await atKeys();
  const [one, two] = [
    shown((await browser.press('Create', { ...made, name: 'one' })).text)!,
    shown((await browser.press('Create', { ...made, name: 'two' })).text)!,
  ];
  await browser.press('Revoke', {}, 'one');
  expect(browser.page.text).not.toContain(`…${one.slice(-4)}`);
  const statuses = [await platform.get('/projects', one), await platform.get('/projects', two)];
  expect(statuses.map(({ status }) => status)).toEqual([401, 200]);
});

test.each([
  { ...made, name: ' ' },
  { ...made, project: 'prj_102' },
  { name: 'x', project: undefined },
])('%j makes no key', async fields => {
  const { platform, browser } = await atKeys();
  const owner = platform.state.addUser({ name: 'Gil Hub', email: 'gil@example.com' });
  platform.state.addProject({ name: 'theirs', region: 'us-east', owner });
  const { status, text } = await browser.press('Create', fields);
  expect([status, text, platform.state.keys.all.length]).toEqual([
    400,
    expect.stringContaining('role="alert"'),
    1,
  ]);
});

test('nobody sees or revokes the keys of another', async () => {
  const { platform, browser } = await atKeys();
  const owner = platform.state.addUser({ name: 'Gil Hub', email: 'gil@example.com' });
  const project = platform.state.addProject({ name: 'theirs', region: 'us-east', owner });
  const key = platform.state.createKey({ project, name: 'not-mine' });
  expect((await browser.open('/keys')).text).not.toContain('not-mine');
  const { hidden } = browser.form('Revoke');
  const revoke = (fields: Record<string, string>, id = key.id) =>
    platform.call(`/console/keys/${id}/revoke`, {
      method: 'POST',
      headers: { cookie: browser.cookie },
      body: new URLSearchParams(fields),
    });
  expect((await revoke(hidden)).status).toBe(404);
  expect((await revoke({}, platform.key.id)).status).toBe(403);
  expect([key.access.revoked, platform.key.access.revoked]).toEqual([false, false]);
});

test('keys open no page, and cookies open no API', async () => {
  const { platform, browser } = await atKeys();
  const headers = { authorization: `Bearer ${platform.key.access.value}` };
  expect((await platform.call('/console/keys', { headers })).status).toBe(303);
  const { status } = await platform.call('/api/v1/projects', { headers: { cookie: browser.cookie } });
  expect(status).toBe(401);
});
