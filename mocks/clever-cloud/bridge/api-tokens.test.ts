import { expect, test } from 'vitest';
import type { User } from '../state/model.ts';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const HOUR = 3_600_000;

/** Ask the bridge on behalf of a user. */
const ask = (platform: TestPlatform, method: string, path = '', body?: unknown, user?: User) =>
  platform.send(method, `/api-tokens${path}`, body, user && platform.tokenOf(user), '/bridge');

/** What a user sends to create a token. */
const wish = ({ email, password }: User, changes: object = {}) => ({
  email,
  password,
  name: 'CI job Foobar',
  expirationDate: '2026-12-31T00:00:00.000Z',
  ...changes,
});
const create = (platform: TestPlatform, changes: object = {}, user = platform.state.user) =>
  ask(platform, 'POST', '', wish(user, changes), user);

test('a token is created, shown once, and works (b4, V11)', async () => {
  const platform = platforms.open();
  const { status, json } = await create(platform, { description: 'for tests' });
  expect(status).toBe(200);
  expect(json).toEqual({
    apiToken: expect.stringMatching(/^[\w-]{43}$/),
    apiTokenId: expect.stringMatching(/^api_tokens_[0-9a-f-]{36}$/),
    creationDate: '2026-01-02T03:04:05.000Z',
    expirationDate: '2026-12-31T00:00:00.000Z',
    name: 'CI job Foobar',
    description: 'for tests',
    state: 'ACTIVE',
  });
  const headers = { authorization: `Bearer ${json.apiToken}` };
  expect((await platform.call('/bridge/v2/self', { headers })).json.id).toBe(platform.state.user.id);
  const list = await ask(platform, 'GET');
  expect(list.text).not.toContain(json.apiToken);
  const { apiToken: _secret, ...shown } = json;
  expect(list.json).toEqual([{ ...shown, userId: platform.state.user.id, ip: '127.0.0.1' }]);
  const [made] = platform.state.apiTokens.all;
  expect(platform.sandbox.journal.exchanges[0]!.issuedToken).toBe(made!.access.id);
  expect(made!.access.issuedIn).toBe(1);
});

test.each([200, 201] as const)('settings: creation is answered %i', async apiTokenCreatedStatus => {
  expect((await create(platforms.open({ apiTokenCreatedStatus }))).status).toBe(apiTokenCreatedStatus);
});

test('without an expiration a token lives for a year (V11)', async () => {
  const { json } = await create(platforms.open(), { expirationDate: undefined });
  expect([json.expirationDate, json.description]).toEqual(['2027-01-02T03:04:05.000Z', '']);
});

test.each<[string, object, string, string]>([
  [
    'another password',
    { password: 'guess' },
    'invalid-credential',
    'The e-mail address or the password is wrong',
  ],
  [
    'no password',
    { password: undefined },
    'invalid-credential',
    'The e-mail address or the password is wrong',
  ],
  ['no address', { email: undefined }, 'invalid-credential', 'The e-mail address or the password is wrong'],
  [
    'another address',
    { email: 'eve@example.com' },
    'invalid-credential',
    'The e-mail address or the password is wrong',
  ],
])('%s creates nothing, signed as it may be (b4)', async (_name, changes, code, error) => {
  const platform = platforms.open();
  const { status, json } = await create(platform, changes);
  expect([status, json, platform.state.apiTokens.all]).toEqual([401, { code, error }, []]);
});

test("another user's password creates no token of the user who signed, nor of the other", async () => {
  const platform = platforms.open();
  const bob = platform.state.people.addUser({ name: 'Bob Okafor', email: 'bob@example.com' });
  const { json } = await create(platform, { email: bob.email, password: bob.password });
  expect([json.code, platform.state.apiTokens.all]).toEqual(['invalid-credential', []]);
});

test('an account linked by GitHub has no password, and creates no token (b4)', async () => {
  const platform = platforms.open();
  const gil = platform.state.people.addUser({
    name: 'Gil Hub',
    email: 'gil@example.com',
    hasPassword: false,
  });
  for (const password of ['', 'guess', undefined])
    expect((await create(platform, { password }, gil)).json.code).toBe('invalid-credential');
});

test('with MFA a code is demanded beside the password (b4)', async () => {
  const platform = platforms.open();
  const mia = platform.state.people.addUser({ name: 'Mia Fa', email: 'mia@example.com', mfa: true });
  for (const mfaCode of [undefined, '', '000000', 123]) {
    const { status, json } = await create(platform, { mfaCode }, mia);
    expect([status, json]).toEqual([401, { code: 'invalid-mfa-code', error: 'The MFA code is wrong' }]);
  }
  const wrong = { mfaCode: platform.state.codeOf(mia), password: 'guess' };
  expect((await create(platform, wrong, mia)).json.code).toBe('invalid-credential');
  expect((await create(platform, { mfaCode: platform.state.codeOf(mia) }, mia)).status).toBe(200);
  expect((await create(platform, { mfaCode: '000000' })).status).toBe(200);
});

const wrong = { code: 'clever.core.bad-request', error: 'Some fields are missing or invalid' };
test.each([
  { name: undefined },
  { name: ' ' },
  { expirationDate: 'tomorrow' },
  { expirationDate: '2026-01-02T03:04:05.000Z' },
  { expirationDate: '2027-01-02T03:09:05.001Z' },
  { expirationDate: '2y' },
])('%j is no token to create', async changes => {
  const platform = platforms.open();
  const { status, json } = await create(platform, changes);
  expect([status, json, platform.state.apiTokens.all]).toEqual([400, wrong, []]);
});

test('the limit of a year bears with a clock that is ahead by 5 minutes; settings: it may be the clients’ alone (b4)', async () => {
  const late = { expirationDate: '2027-01-02T03:09:05.000Z' };
  expect((await create(platforms.open(), late)).status).toBe(200);
  const far = { expirationDate: '2036-01-01' };
  const { json } = await create(platforms.open({ apiTokenLimit: 'none' }), far);
  expect(json.expirationDate).toBe('2036-01-01T00:00:00.000Z');
});

test('a body that is no JSON is refused', async () => {
  const platform = platforms.open();
  const headers = { authorization: platform.header(), 'content-type': 'application/json' };
  const { status, json } = await platform.call('/bridge/api-tokens', { method: 'POST', headers, body: '{' });
  expect([status, json]).toEqual([
    400,
    { code: 'clever.core.bad-request', error: 'The body could not be read' },
  ]);
});

/** A platform with one token, and its id. */
async function withToken() {
  const platform = platforms.open();
  const { json } = await create(platform);
  return { platform, id: json.apiTokenId as string, value: json.apiToken as string };
}
const notFound = { code: 'clever.core.not-found', error: 'This API token does not exist' };

test('a token is renamed, and goes on working (b4)', async () => {
  const { platform, id, value } = await withToken();
  const put = await ask(platform, 'PUT', `/${id}`, { name: 'renamed', description: 'why' });
  expect([put.status, put.text]).toEqual([204, '']);
  expect((await ask(platform, 'GET')).json[0]).toMatchObject({
    apiTokenId: id,
    name: 'renamed',
    description: 'why',
  });
  await ask(platform, 'PUT', `/${id}`, { name: 'again' });
  expect((await ask(platform, 'GET')).json[0]).toMatchObject({ name: 'again', description: '' });
  expect((await ask(platform, 'PUT', `/${id}`, {})).status).toBe(400);
  const headers = { authorization: `Bearer ${value}` };
  expect((await platform.call('/bridge/v2/self', { headers })).status).toBe(200);
});

test('a revoked token is dead at once, gone from the list, and cannot be revoked again (V14)', async () => {
  const { platform, id, value } = await withToken();
  const other = (await create(platform, { name: 'other' })).json;
  const revoked = await ask(platform, 'DELETE', `/${id}`);
  expect([revoked.status, revoked.text]).toEqual([204, '']);
  const use = (token: string) =>
    platform.call('/bridge/v2/self', { headers: { authorization: `Bearer ${token}` } });
  expect([(await use(value)).status, (await use(other.apiToken)).status]).toEqual([401, 200]);
  expect((await ask(platform, 'GET')).json.map((t: { name: string }) => t.name)).toEqual(['other']);
  for (const method of ['DELETE', 'PUT']) {
    const again = await ask(platform, method, `/${id}`, { name: 'x' });
    expect([again.status, again.json]).toEqual([404, notFound]);
  }
});

test('settings: a revoked token may stay in the list, as expired', async () => {
  const platform = platforms.open({ revokedApiTokens: 'stay' });
  const { json } = await create(platform);
  await ask(platform, 'DELETE', `/${json.apiTokenId}`);
  expect((await ask(platform, 'GET')).json).toEqual([expect.objectContaining({ state: 'EXPIRED' })]);
  expect((await ask(platform, 'DELETE', `/${json.apiTokenId}`)).status).toBe(404);
});

test('an expired token stays in the list as such (b4)', async () => {
  const platform = platforms.open();
  await create(platform, { expirationDate: new Date(platform.sandbox.clock.now() + HOUR).toISOString() });
  platform.sandbox.clock.advance(HOUR);
  expect((await ask(platform, 'GET')).json[0].state).toBe('EXPIRED');
});

test("one user's tokens are no other's", async () => {
  const { platform, id } = await withToken();
  const bob = platform.state.people.addUser({ name: 'Bob Okafor', email: 'bob@example.com' });
  expect((await ask(platform, 'GET', '', undefined, bob)).json).toEqual([]);
  for (const method of ['PUT', 'DELETE'])
    expect((await ask(platform, method, `/${id}`, { name: 'x' }, bob)).json).toEqual(notFound);
  expect((await ask(platform, 'GET')).json).toEqual([
    expect.objectContaining({ name: 'CI job Foobar', state: 'ACTIVE' }),
  ]);
});
