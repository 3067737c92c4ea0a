import { expect, test } from 'vitest';
import { apiTokenRealm } from '../../mocks/api-token-realm/index.ts';
import { inBrowser } from './in-browser.ts';

const at = inBrowser(apiTokenRealm);

const click = (button: string) => at.page.getByRole('button', { name: button, exact: true }).click();
const follow = (link: string) => at.page.getByRole('link', { name: link, exact: true }).click();
const list = (name: string) => at.page.getByRole('region', { name, exact: true });
const row = (name: string, text: string) => list(name).getByRole('row').filter({ hasText: text });

/** The page: Environment settings, Access management, API token. */
async function goToTokens({ email, password } = at.sandbox.state.user): Promise<void> {
  await at.page.goto(at.sandbox.endpoints.console!);
  await at.page.getByLabel('Email address').fill(email);
  await at.page.getByLabel('Password').fill(password);
  await click('Sign in');
  await follow('Environment settings');
  await follow('API token');
}

async function generate(name: string, ...permissions: string[]): Promise<void> {
  await at.page.getByLabel('Name').fill(name);
  for (const permission of permissions) await at.page.getByLabel(permission, { exact: true }).check();
  await click('Generate');
}

/** Status of a call with a token. */
async function call(token: string, path = '/metrics'): Promise<number> {
  const headers = { Authorization: `apiToken ${token}` };
  return (await fetch(`${at.sandbox.endpoints.api}${path}`, { headers })).status;
}

test('generate a token, open its line, use it, deactivate, activate and delete it (R6-R15, R20)', async () => {
  await goToTokens();
  await generate('nightly export', 'metrics.read');
  await follow('tok_1');
  const value = (await at.page.locator('#api-token').textContent())!;
  expect(value).toMatch(/^[a-z0-9]{26}$/);
  expect(await at.page.locator('#permissions li').allTextContents()).toEqual(['metrics.read']);
  expect([await call(value), await call(value, '/projects')]).toEqual([200, 403]);
  await follow('Back to all API tokens');
  await click('Deactivate tok_1');
  expect([await row('My API Token', 'inactive').count(), await call(value)]).toEqual([1, 401]);
  await click('Activate tok_1');
  expect(await call(value)).toBe(200);
  await click('Delete tok_1');
  expect(await list('My API Token').textContent()).toContain('You have no API token.');
  expect(await call(value)).toBe(401);
});

test('an administrator sees whose the tokens are and deactivates one, whose owner still reads it (R12, R16-R19)', async () => {
  const { state } = at.sandbox;
  const token = state.createToken({
    user: state.user,
    name: 'nightly export',
    permissions: ['metrics.read'],
  });
  await goToTokens(state.admin);
  const theirs = row('API tokens of all users', state.user.name);
  expect(await theirs.textContent()).toContain('nightly export');
  expect(await theirs.getByRole('link').count()).toBe(0);
  await click('Deactivate tok_1');
  expect(await call(token.access.value)).toBe(401);
  await at.page.context().clearCookies();
  await goToTokens();
  expect(await list('API tokens of all users').count()).toBe(0);
  await follow('tok_1');
  expect(await at.page.locator('#state').textContent()).toBe('inactive');
  expect(await at.page.locator('#api-token').textContent()).toBe(token.access.value);
});

test('the browser itself asks for a name (R8)', async () => {
  await goToTokens();
  await click('Generate');
  expect(await at.page.locator('#name:invalid').count()).toBe(1);
  expect(at.sandbox.state.tokens).toEqual([]);
});

test('a name that is a script is shown, not run', async () => {
  const name = `<script>document.title = 'run'</script><img src=x onerror="document.title = 'run'">`;
  await goToTokens();
  await generate(name);
  expect(await at.page.getByRole('rowheader').textContent()).toBe(name);
  await follow('tok_1');
  expect(await at.page.title()).toContain(name);
  expect(await at.page.getByRole('heading', { level: 1 }).textContent()).toBe(name);
});

test('a page of another site calls with its token; what the browser asks first has none (d11)', async () => {
  const { state, endpoints, foreignBase, journal } = at.sandbox;
  const { access } = state.createToken({ user: state.user, name: 'page', permissions: ['metrics.read'] });
  await at.page.goto(`${foreignBase}/page`);
  const init = { headers: { Authorization: `apiToken ${access.value}` } };
  const status = await at.page.evaluate(
    `fetch(${JSON.stringify(`${endpoints.api}/metrics`)}, ${JSON.stringify(init)}).then(r => r.status)`,
  );
  expect(status).toBe(200);
  const [preflight, called] = journal.exchanges.filter(({ site }) => site === 'platform');
  expect([preflight!.operation, preflight!.request.method]).toEqual(['preflight', 'OPTIONS']);
  expect(JSON.stringify(preflight!.request.headers)).not.toContain(access.value);
  expect(called!.usedToken).toBe(access.id);
});
