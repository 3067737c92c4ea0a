import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type AcquiaState, acquia } from '../../mocks/acquia/index.ts';
import { MockHost, type Sandbox } from '../../mocks/kernel/index.ts';
import { launchChromium } from './chromium.ts';

let host: MockHost;
let browser: Browser;
let sandbox: Sandbox<AcquiaState>;
let page: Page;

beforeAll(async () => {
  host = await MockHost.start(() => Date.now());
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await host?.stop();
});
beforeEach(async () => {
  sandbox = host.open(acquia);
  const context = await browser.newContext();
  page = await context.newPage();
  return async () => {
    await context.close();
    expect(sandbox.defects).toEqual([]);
    host.close(sandbox);
  };
});

async function signIn(): Promise<void> {
  const { mail, password } = sandbox.state.user;
  await page.goto(sandbox.endpoints.console!);
  await page.getByLabel('Email address').fill(mail);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** The vendor's page: avatar, Account Settings, API Tokens. */
async function goToTokens(): Promise<void> {
  await page.getByLabel('User menu of Ada Moreno').click();
  await page.getByRole('link', { name: 'Account Settings' }).click();
  await page.getByRole('link', { name: 'API Tokens' }).click();
}

async function createToken(label: string): Promise<{ id: string; secret: string }> {
  await page.getByLabel('Label').fill(label);
  await page.getByRole('button', { name: 'Create Token' }).click();
  return {
    id: (await page.locator('#api-key').textContent())!,
    secret: (await page.locator('#api-secret').textContent())!,
  };
}

/** Status of the exchange of a pair for an access token. */
async function exchange({ id, secret }: { id: string; secret: string }): Promise<number> {
  const form = { client_id: id, client_secret: secret, grant_type: 'client_credentials' };
  return (await fetch(sandbox.endpoints.token!, { method: 'POST', body: new URLSearchParams(form) })).status;
}

test('sign in, create a token, use it, remove it (A9-A15)', async () => {
  await signIn();
  await goToTokens();
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('API Tokens');
  const kept = await createToken('kept');
  const doomed = await createToken('doomed');
  expect([await exchange(kept), await exchange(doomed)]).toEqual([200, 200]);
  await page.getByRole('button', { name: 'Remove doomed' }).click();
  expect(await page.getByRole('row').allTextContents()).toEqual([
    expect.any(String),
    expect.stringContaining('kept'),
  ]);
  expect([await exchange(kept), await exchange(doomed)]).toEqual([200, 400]);
});

test('key and secret are gone with the page that showed them (A13)', async () => {
  await signIn();
  await goToTokens();
  const { id, secret } = await createToken('once');
  await page.goto(`${sandbox.endpoints.console}/profile/tokens`);
  const html = await page.content();
  expect(html).toContain('once');
  expect([html.includes(id), html.includes(secret)]).toEqual([false, false]);
  await page.goBack();
  expect(await page.content()).not.toContain(secret);
});

test('the browser itself asks for a label (A11)', async () => {
  await signIn();
  await goToTokens();
  await page.getByRole('button', { name: 'Create Token' }).click();
  expect(await page.locator('#label:invalid').count()).toBe(1);
  expect(sandbox.state.keys).toEqual([]);
});

test('a label that is a script is shown, not run', async () => {
  const label = `<script>document.title = 'run'</script><img src=x onerror="document.title = 'run'">`;
  const asked: string[] = [];
  page.on('request', request => asked.push(request.resourceType()));
  await signIn();
  await goToTokens();
  await createToken(label);
  expect(await page.getByRole('rowheader').textContent()).toBe(label);
  expect(await page.title()).toBe('API Tokens - Cloud Platform (mock)');
  expect(asked.filter(type => !['document', 'other'].includes(type))).toEqual([]);
});

test('scripts cannot read the cookie, and another site cannot send it', async () => {
  await signIn();
  await goToTokens();
  const [cookie] = await page.context().cookies();
  expect(cookie).toMatchObject({
    httpOnly: true,
    sameSite: 'Strict',
    path: new URL(sandbox.endpoints.console!).pathname,
  });
  expect(await page.evaluate('document.cookie')).toBe('');
  const csrf = await page.locator('input[name=csrf]').first().inputValue();
  const forged = `<form method="post" action="${sandbox.endpoints.console}/profile/tokens"><input name="csrf" value="${csrf}"><input name="label" value="forged"></form>`;
  await page.route('http://elsewhere.test/', route =>
    route.fulfill({ contentType: 'text/html', body: forged }),
  );
  await page.goto('http://elsewhere.test/');
  await Promise.all([page.waitForURL(/\/console$/), page.evaluate('document.forms[0].submit()')]);
  expect(sandbox.state.keys).toEqual([]);
});

test('Sign out leads back to the form', async () => {
  await signIn();
  await page.getByLabel('User menu of Ada Moreno').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  expect(await page.getByRole('button', { name: 'Sign in' }).count()).toBe(1);
  expect(await page.context().cookies()).toEqual([]);
});
