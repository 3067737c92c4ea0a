import { expect, test } from 'vitest';
import { acquia } from '../../mocks/acquia/index.ts';
import { inBrowser } from './in-browser.ts';

const at = inBrowser(acquia);

async function signIn(): Promise<void> {
  const { mail, password } = at.sandbox.state.user;
  await at.page.goto(at.sandbox.endpoints.console!);
  await at.page.getByLabel('Email address').fill(mail);
  await at.page.getByLabel('Password').fill(password);
  await at.page.getByRole('button', { name: 'Sign in' }).click();
}

/** The vendor's page: avatar, Account Settings, API Tokens. */
async function goToTokens(): Promise<void> {
  await at.page.getByLabel('User menu of Ada Moreno').click();
  await at.page.getByRole('link', { name: 'Account Settings' }).click();
  await at.page.getByRole('link', { name: 'API Tokens' }).click();
}

async function createToken(label: string): Promise<{ id: string; secret: string }> {
  await at.page.getByLabel('Label').fill(label);
  await at.page.getByRole('button', { name: 'Create Token' }).click();
  return {
    id: (await at.page.locator('#api-key').textContent())!,
    secret: (await at.page.locator('#api-secret').textContent())!,
  };
}

/** Status of the exchange of a pair for an access token. */
async function exchange({ id, secret }: { id: string; secret: string }): Promise<number> {
  const form = { client_id: id, client_secret: secret, grant_type: 'client_credentials' };
  return (await fetch(at.sandbox.endpoints.token!, { method: 'POST', body: new URLSearchParams(form) }))
    .status;
}

test('sign in, create a token, use it, remove it (A9-A15)', async () => {
  await signIn();
  await goToTokens();
  expect(await at.page.getByRole('heading', { level: 1 }).textContent()).toBe('API Tokens');
  const kept = await createToken('kept');
  const doomed = await createToken('doomed');
  expect([await exchange(kept), await exchange(doomed)]).toEqual([200, 200]);
  await at.page.getByRole('button', { name: 'Remove doomed' }).click();
  expect(await at.page.getByRole('row').allTextContents()).toEqual([
    expect.any(String),
    expect.stringContaining('kept'),
  ]);
  expect([await exchange(kept), await exchange(doomed)]).toEqual([200, 400]);
});

test('key and secret are gone with the page that showed them (A13)', async () => {
  await signIn();
  await goToTokens();
  const { id, secret } = await createToken('once');
  await at.page.goto(`${at.sandbox.endpoints.console}/profile/tokens`);
  const html = await at.page.content();
  expect(html).toContain('once');
  expect([html.includes(id), html.includes(secret)]).toEqual([false, false]);
  await at.page.goBack();
  expect(await at.page.content()).not.toContain(secret);
});

test('the browser itself asks for a label (A11)', async () => {
  await signIn();
  await goToTokens();
  await at.page.getByRole('button', { name: 'Create Token' }).click();
  expect(await at.page.locator('#label:invalid').count()).toBe(1);
  expect(at.sandbox.state.keys).toEqual([]);
});

test('a label that is a script is shown, not run', async () => {
  const label = `<script>document.title = 'run'</script><img src=x onerror="document.title = 'run'">`;
  const asked: string[] = [];
  at.page.on('request', request => asked.push(request.resourceType()));
  await signIn();
  await goToTokens();
  await createToken(label);
  expect(await at.page.getByRole('rowheader').textContent()).toBe(label);
  expect(await at.page.title()).toBe('API Tokens - Cloud Platform (mock)');
  expect(asked.filter(type => !['document', 'other'].includes(type))).toEqual([]);
});

test('scripts cannot read the cookie, and another site cannot send it', async () => {
  await signIn();
  await goToTokens();
  const [cookie] = await at.page.context().cookies();
  expect(cookie).toMatchObject({
    httpOnly: true,
    sameSite: 'Strict',
    path: new URL(at.sandbox.endpoints.console!).pathname,
  });
  expect(await at.page.evaluate('document.cookie')).toBe('');
  const csrf = await at.page.locator('input[name=csrf]').first().inputValue();
  const forged = `<form method="post" action="${at.sandbox.endpoints.console}/profile/tokens"><input name="csrf" value="${csrf}"><input name="label" value="forged"></form>`;
  await at.page.route('http://elsewhere.test/', route =>
    route.fulfill({ contentType: 'text/html', body: forged }),
  );
  await at.page.goto('http://elsewhere.test/');
  await Promise.all([at.page.waitForURL(/\/console$/), at.page.evaluate('document.forms[0].submit()')]);
  expect(at.sandbox.state.keys).toEqual([]);
});

test('Sign out leads back to the form', async () => {
  await signIn();
  await at.page.getByLabel('User menu of Ada Moreno').click();
  await at.page.getByRole('button', { name: 'Sign out' }).click();
  expect(await at.page.getByRole('button', { name: 'Sign in' }).count()).toBe(1);
  expect(await at.page.context().cookies()).toEqual([]);
});
