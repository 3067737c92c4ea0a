import { expect, test } from 'vitest';
import { cleverCloud } from '../../mocks/clever-cloud/index.ts';
import { inBrowser } from './in-browser.ts';

const at = inBrowser(cleverCloud);
const CALLBACK = 'https://app.example.test/cb';

/** A consumer that begins a dance; its own site answers in the browser only. */
async function beginDance() {
  const { state } = at.sandbox;
  const consumer = state.consumers.create(state.organisation, {
    name: 'Demo',
    baseUrl: CALLBACK,
    rights: ['access_organisations', 'manage_ssh_keys'],
  });
  await at.page.route(`${CALLBACK}**`, route => route.fulfill({ contentType: 'text/html', body: 'back' }));
  return { consumer, token: state.requestTokens.issue(consumer, CALLBACK) };
}

async function logIn(): Promise<void> {
  const { email, password } = at.sandbox.state.user;
  await at.page.getByLabel('Email address').fill(email);
  await at.page.getByLabel('Password').fill(password!);
  await at.page.getByRole('button', { name: 'Log in' }).click();
}

/** Go where the consumer sends its user. */
const goAuthorize = (token: string) => at.page.goto(`${at.sandbox.endpoints.authorize}?oauth_token=${token}`);

test('log in, untick a right, authorize: the browser comes back to the consumer (V22, V23)', async () => {
  const { token } = await beginDance();
  await goAuthorize(token.value);
  await logIn();
  await at.page.getByLabel('manage ssh keys').uncheck();
  await at.page.getByRole('button', { name: 'Authorize' }).click();
  await at.page.waitForURL(`${CALLBACK}**`);
  const query = Object.fromEntries(new URL(at.page.url()).searchParams);
  const { user } = at.sandbox.state;
  expect(query).toEqual({ oauth_token: token.value, oauth_verifier: token.consent!.verifier, user: user.id });
  expect(token.consent!.rights).toEqual(['access_organisations']);
});

test('who has consented before comes back from the login form at once', async () => {
  const { consumer, token } = await beginDance();
  const { requestTokens, user } = at.sandbox.state;
  requestTokens.authorize(token, user, consumer.rights);
  const second = requestTokens.issue(consumer, CALLBACK);
  await goAuthorize(second.value);
  await logIn();
  await at.page.waitForURL(`${CALLBACK}**`);
  expect(second.consent).toMatchObject({ user, rights: consumer.rights });
});

test('Deny comes back without a verifier', async () => {
  const { token } = await beginDance();
  await goAuthorize(token.value);
  await logIn();
  await at.page.getByRole('button', { name: 'Deny' }).click();
  await at.page.waitForURL(`${CALLBACK}**`);
  expect(at.page.url()).toBe(`${CALLBACK}?oauth_token=${token.value}`);
});

test('another site cannot consent in the name of who is logged in', async () => {
  const { token } = await beginDance();
  await goAuthorize(token.value);
  await logIn();
  const forged = `<form method="post" action="${at.sandbox.endpoints.authorize}"><input name="manage_ssh_keys" value="on"></form>`;
  await at.page.route('http://elsewhere.test/', route =>
    route.fulfill({ contentType: 'text/html', body: forged }),
  );
  await at.page.goto('http://elsewhere.test/');
  await Promise.all([at.page.waitForURL(/\/authorize$/), at.page.evaluate('document.forms[0].submit()')]);
  expect(token).not.toHaveProperty('consent');
});
