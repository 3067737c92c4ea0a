import { expect, test } from 'vitest';
import { cloudApi } from '../../mocks/cloud-api/index.ts';
import { inBrowser } from './in-browser.ts';

const at = inBrowser(cloudApi);
const CALLBACK = 'https://app.example.com/callback';

/** An application; its own site answers in the browser only. */
async function register() {
  await at.page.route(`${CALLBACK}**`, route => route.fulfill({ contentType: 'text/html', body: 'back' }));
  return at.sandbox.state.createClient({ redirectUris: [CALLBACK] });
}

/** Go where an application sends its user. */
async function goAuthorize(clientId: string, redirectUri = CALLBACK): Promise<void> {
  const query = { response_type: 'code', client_id: clientId, redirect_uri: redirectUri, state: 'a b&c' };
  await at.page.goto(`${at.sandbox.endpoints.authorize}?${new URLSearchParams(query)}`);
}

async function signIn(): Promise<void> {
  const { email, password } = at.sandbox.state.user;
  await at.page.getByLabel('Email address').fill(email);
  await at.page.getByLabel('Password').fill(password);
  await at.page.getByRole('button', { name: 'Sign in' }).click();
}

/** Status of a call with a key or token. */
async function ask(value: string, path: string): Promise<number> {
  const headers = { Authorization: `Bearer ${value}` };
  return (await fetch(`${at.sandbox.endpoints.api}${path}`, { headers })).status;
}

test('sign in, allow, exchange the code that comes back, ask for the user (C12, C13, C15)', async () => {
  const { id, secret } = await register();
  await goAuthorize(id);
  await signIn();
  expect(await at.page.getByRole('listitem').allTextContents()).toEqual(['read', 'write']);
  await at.page.getByRole('button', { name: 'Allow' }).click();
  await at.page.waitForURL(`${CALLBACK}**`);
  const { state, code } = Object.fromEntries(new URL(at.page.url()).searchParams);
  expect(state).toBe('a b&c');
  const form = { grant_type: 'authorization_code', code: code!, client_id: id, client_secret: secret };
  const body = new URLSearchParams({ ...form, redirect_uri: CALLBACK });
  const answer = await (await fetch(at.sandbox.endpoints.token!, { method: 'POST', body })).json();
  expect(await ask((answer as { access_token: string }).access_token, '/user')).toBe(200);
});

test('Deny comes back with an error and no code', async () => {
  await goAuthorize((await register()).id);
  await signIn();
  await at.page.getByRole('button', { name: 'Deny' }).click();
  await at.page.waitForURL(`${CALLBACK}**`);
  const { searchParams } = new URL(at.page.url());
  expect([searchParams.get('error'), searchParams.has('code')]).toEqual(['access_denied', false]);
});

test('an address that is not the application’s is not gone to', async () => {
  const { id } = await register();
  await goAuthorize(id, 'https://elsewhere.example.com/');
  expect(at.page.url()).toContain(new URL(at.sandbox.endpoints.authorize!).pathname);
  expect(await at.page.getByRole('button', { name: 'Allow' }).count()).toBe(0);
});

test('another site cannot consent in the name of who is signed in', async () => {
  await goAuthorize((await register()).id);
  await signIn();
  const request = await at.page.locator('input[name=request]').first().inputValue();
  const action = new URL('consent', at.sandbox.endpoints.authorize).href;
  const forged = `<form method="post" action="${action}"><input name="request" value="${request}"></form>`;
  await at.page.route('http://elsewhere.test/', route =>
    route.fulfill({ contentType: 'text/html', body: forged }),
  );
  await at.page.goto('http://elsewhere.test/');
  await Promise.all([at.page.waitForURL(/\/consent$/), at.page.evaluate('document.forms[0].submit()')]);
  expect(at.sandbox.state.grants.codes).toEqual([]);
});

test('the console makes a key, shows it once, and revokes it (C9, C17)', async () => {
  await at.page.goto(at.sandbox.endpoints.console!);
  await signIn();
  await at.page.getByRole('link', { name: 'API keys' }).click();
  await at.page.getByLabel('Name').fill('ci job');
  await at.page.getByRole('button', { name: 'Create' }).click();
  const key = (await at.page.locator('#api-key').textContent())!;
  expect(await ask(key, '/projects')).toBe(200);
  await at.page.goto(`${at.sandbox.endpoints.console}/keys`);
  expect(await at.page.content()).not.toContain(key);
  expect(await at.page.getByRole('row').last().textContent()).toContain(key.slice(-4));
  await at.page.getByRole('button', { name: 'Revoke ci job' }).click();
  expect(await at.page.getByText('You have no API keys.').count()).toBe(1);
  expect(await ask(key, '/projects')).toBe(401);
});
