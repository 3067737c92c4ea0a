import { expect, test } from 'vitest';
import { platformsh } from '../../mocks/platformsh/index.ts';
import { inBrowser } from './in-browser.ts';

const at = inBrowser(platformsh);
const HOUR_MS = 3_600_000;

async function signIn({ email, password } = at.sandbox.state.user): Promise<void> {
  await at.page.goto(at.sandbox.endpoints.console!);
  await at.page.getByLabel('Email address').fill(email);
  await givePassword('Sign in', password);
}

async function givePassword(button: string, password = at.sandbox.state.user.password): Promise<void> {
  await at.page.getByLabel('Password').fill(password);
  await click(button);
}

const click = (button: string) => at.page.getByRole('button', { name: button }).click();
const follow = (link: string) => at.page.getByRole('link', { name: link, exact: true }).click();
const heading = () => at.page.getByRole('heading', { level: 1 }).textContent();
const shown = () => at.page.locator('#api-token').textContent();

/** The vendor's page: User, Account Settings, API Tokens. */
async function goToTokens(): Promise<void> {
  await openMenu();
  await follow('User');
  await follow('Account Settings');
  await follow('API Tokens');
}

async function openMenu(): Promise<void> {
  await at.page.locator('summary').click();
}

async function nameToken(name: string): Promise<void> {
  await at.page.getByLabel('Application name').fill(name);
  await click('Create API Token');
}

/** Answer to the exchange of an API token. */
async function exchange(value: string): Promise<Record<string, unknown>> {
  const headers = { Authorization: `Basic ${Buffer.from('platform-api-user:').toString('base64')}` };
  const body = new URLSearchParams({ grant_type: 'api_token', api_token: value });
  const response = await fetch(at.sandbox.endpoints.token!, { method: 'POST', headers, body });
  return (await response.json()) as Record<string, unknown>;
}

test('create an API token after the password is checked again, use it, delete it (P2-P6)', async () => {
  await signIn();
  await goToTokens();
  at.sandbox.clock.advance(HOUR_MS);
  await follow('Create an API Token');
  expect(await heading()).toBe('Verify your password');
  await givePassword('Verify', 'a wrong one');
  expect(await at.page.getByRole('alert').textContent()).toBe('The password is wrong.');
  await givePassword('Verify');
  await nameToken('ci nightly');
  const banner = at.page.getByRole('region', { name: 'API token "ci nightly"' });
  expect(await banner.isVisible()).toBe(true);
  const color = "getComputedStyle(document.querySelector('main section')).borderColor";
  expect(await at.page.evaluate(color)).toBe('rgb(43, 138, 62)');
  const value = (await shown())!;
  expect(await exchange(value)).toMatchObject({ token_type: 'bearer', expires_in: 900 });
  await click('Delete ci nightly');
  expect(await at.page.getByRole('row').count()).toBe(0);
  expect(await exchange(value)).toMatchObject({ error: 'invalid_grant' });
});

test('a value is gone with its page, and viewed again by password (P6-P8)', async () => {
  await signIn();
  await goToTokens();
  await follow('Create an API Token');
  await nameToken('laptop');
  const value = (await shown())!;
  await at.page.goto(`${at.sandbox.endpoints.console}/user/api-tokens`);
  expect(await at.page.content()).not.toContain(value);
  await follow('view');
  expect(await heading()).toBe('Verify your password');
  expect(await at.page.content()).not.toContain(value);
  await givePassword('Verify');
  expect(await shown()).toBe(value);
});

test('a name is given once (P5)', async () => {
  await signIn();
  for (const _ of ['first', 'second']) {
    await at.page.goto(`${at.sandbox.endpoints.console}/user/api-tokens/new`);
    await nameToken('ci nightly');
  }
  expect(await at.page.getByRole('alert').textContent()).toBe('You have an API token of that name already.');
  expect(at.sandbox.state.apiTokens.all.map(({ name }) => name)).toEqual(['ci nightly']);
});

test('a sensitive variable is made on the page of its environment, and not read there (P24, P28)', async () => {
  await signIn();
  await follow('Meadow site');
  await follow('master');
  await at.page.getByLabel(/^Name/).fill('env:PLATFORMSH_CLI_TOKEN');
  await at.page.getByLabel('Value', { exact: true }).fill('the value of a token');
  await at.page.getByLabel('Sensitive variable').check();
  await click('Add variable');
  const row = at.page.getByRole('row', { name: 'env:PLATFORMSH_CLI_TOKEN' });
  expect(await row.getByRole('cell').textContent()).toBe('sensitive');
  expect(await at.page.content()).not.toContain('the value of a token');
  expect(at.sandbox.state.project.environments[0]!.variables).toMatchObject([
    {
      name: 'env:PLATFORMSH_CLI_TOKEN',
      value: 'the value of a token',
      isSensitive: true,
      visibleBuild: false,
    },
  ]);
});

test('a machine user makes an account, takes an invitation up and is on the project (P15, P22)', async () => {
  await signIn();
  await follow('Meadow site');
  await follow('Users');
  await at.page.getByLabel('Email address').fill('bot@example.com');
  await at.page.getByLabel('On production environments').selectOption('Admin');
  await click('Invite');
  expect(await at.page.getByRole('row', { name: 'bot@example.com' }).textContent()).toContain('(invited)');
  await openMenu();
  await click('Sign out');
  await at.page.goto(`${at.sandbox.endpoints.console}/register`);
  await at.page.getByLabel('Email address').fill('bot@example.com');
  await at.page.getByLabel('First name').fill('Back');
  await at.page.getByLabel('Last name').fill('Up');
  await givePassword('Create account', 'of the machine');
  await signIn({ ...at.sandbox.state.user, email: 'bot@example.com', password: 'of the machine' });
  expect(await at.page.getByText('You have no projects.').count()).toBe(1);
  await openMenu();
  await follow('Invitations');
  await click('Accept');
  expect(await heading()).toBe('Meadow site');
  const { access, people, project } = at.sandbox.state;
  const machine = people.withEmail('bot@example.com')!;
  expect(access.find(machine, project)?.permissions).toEqual(['viewer', 'production:admin']);
});

test('a name that is a script is shown, not run', async () => {
  const name = `<script>document.title = 'run'</script><img src=x onerror="document.title = 'run'">`;
  const asked: string[] = [];
  at.page.on('request', request => asked.push(request.resourceType()));
  await signIn();
  await goToTokens();
  await follow('Create an API Token');
  await nameToken(name);
  expect(await at.page.getByRole('rowheader').textContent()).toBe(name);
  expect(await at.page.title()).toBe('API Tokens - Platform.sh (mock)');
  expect(asked.filter(type => !['document', 'other'].includes(type))).toEqual([]);
});
