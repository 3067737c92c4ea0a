import { expect, test } from 'vitest';
import { PERMISSIONS } from '../index.ts';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const path = '/_console/tokens';

/** Ada's token for everything but other users' tokens; Max's for all. */
function cast(platform: TestPlatform) {
  const admin = platform.tokenOf(platform.state.admin, ...PERMISSIONS);
  const other = platform.state.addUser({ name: 'Eve Park', email: 'eve@example.com' });
  return { admin, other, others: platform.tokenOf(other, 'metrics.read') };
}

test('a token is made with name and permissions as asked, by a value of the server (R8-R10)', async () => {
  const platform = platforms.open();
  const asked = { name: 'nightly export', permissions: ['metrics.read'], token: 'mine', active: false };
  const { status, json } = await platform.send('POST', path, asked);
  expect([status, json]).toEqual([
    201,
    {
      id: 'tok_2',
      name: 'nightly export',
      owner: platform.state.user.id,
      permissions: ['metrics.read'],
      active: true,
      token: expect.stringMatching(/^[a-z0-9]{26}$/),
      createdAt: '2026-01-02T03:04:05.000Z',
    },
  ]);
  expect((await platform.with(`apiToken ${json.token}`)).status).toBe(200);
  expect((await platform.with(`apiToken ${json.token}`, '/projects')).status).toBe(403);
  expect(platform.sandbox.journal.exchanges[0]!.issuedToken).toBe(platform.state.tokens[1]!.access.id);
});

test('names need not be unique, nor permissions be any (R8, R9)', async () => {
  const platform = platforms.open();
  const make = async () => (await platform.send('POST', path, { name: 'x' })).json;
  const [first, second] = [await make(), await make()];
  expect([first.permissions, first.name === second.name, first.token === second.token]).toEqual([
    [],
    true,
    false,
  ]);
});

test('values with awkward characters are made where that is set (b1)', async () => {
  const { json } = await platforms.open({ tokenValues: 'awkward' }).send('POST', path, { name: 'x' });
  for (const part of ['%2B', '+', '&', '#', '/', '=']) expect(json.token).toContain(part);
});

const wrong: [body: unknown, path: string][] = [
  [{}, 'name'],
  [{ name: '' }, 'name'],
  [{ name: ['x'] }, 'name'],
  [{ name: 'x', permissions: 'metrics.read' }, 'permissions'],
  [{ name: 'x', permissions: ['metrics'] }, 'permissions'],
];
test.each(wrong)('%j makes no token', async (body, member) => {
  const platform = platforms.open();
  const { status, json } = await platform.send('POST', path, body);
  expect([status, json.error.constraintViolations[0].path]).toEqual([400, member]);
  expect(platform.state.tokens).toHaveLength(1);
});

test('nobody makes a token for what they may not do themselves (b3)', async () => {
  const platform = platforms.open();
  const { status } = await platform.send('POST', path, { name: 'x', permissions: ['tokens.manage.all'] });
  expect([status, platform.refusals]).toEqual([403, ['permissions are within the rights of the user']]);
  expect(platform.state.tokens).toHaveLength(1);
});

test('the owner reads the value at any time, from no list, and an inactive one too (R12)', async () => {
  const platform = platforms.open();
  const spare = platform.tokenOf(platform.state.user, 'metrics.read');
  platform.state.deactivate(spare, platform.state.admin);
  for (const _time of [1, 2]) {
    const { json } = await platform.get(`${path}/${spare.id}`);
    expect([json.token, json.permissions, json.active]).toEqual([
      spare.access.value,
      ['metrics.read'],
      false,
    ]);
  }
  const { text, json } = await platform.get(path);
  expect(text).not.toContain(spare.access.value);
  expect(json.tokens.map(({ id, active }: Record<string, unknown>) => [id, active])).toEqual([
    ['tok_1', true],
    ['tok_2', false],
  ]);
});

test('a list holds own tokens only; all of the environment needs authority, and shows owners (R16-R19)', async () => {
  const platform = platforms.open();
  const { admin, others, other } = cast(platform);
  const ids = async (query: string, token = platform.token) =>
    (await platform.get(`${path}?limit=9${query}`, token)).json.tokens?.map(({ id }: { id: string }) => id);
  expect(await ids('')).toEqual(['tok_1']);
  expect(await ids('', admin)).toEqual([admin.id]);
  expect(await ids('&scope=all')).toBeUndefined();
  expect(platform.refusals).toEqual(["sight of other users' tokens"]);
  expect(await ids('&scope=all', admin)).toEqual(['tok_1', admin.id, others.id]);
  const { json, text } = await platform.get(`${path}?limit=9&scope=all`, admin);
  expect(json.tokens[2]).toEqual({
    ...{ id: others.id, name: 'some', owner: other.id, active: true },
    createdAt: '2026-01-02T03:04:05.000Z',
  });
  for (const token of platform.state.tokens) expect(text).not.toContain(token.access.value);
  const reader = platform.tokenOf(platform.state.admin, 'tokens.read.all');
  expect((await platform.get(`${path}?scope=all`, reader)).status).toBe(200);
});

test('an administrator deactivates, activates and deletes, and reads neither value nor permissions (R16, R17)', async () => {
  const platform = platforms.open();
  const { admin } = cast(platform);
  const at = `${path}/tok_1`;
  const act = async (method: string, to = '') =>
    (await platform.send(method, `${at}${to}`, undefined, admin)).status;
  const works = async () => (await platform.get('/metrics')).status;
  const seen = (await platform.get(at, admin)).json;
  expect(Object.keys(seen).sort()).toEqual(['active', 'createdAt', 'id', 'name', 'owner']);
  expect([await act('POST', '/deactivate'), await act('POST', '/deactivate'), await works()]).toEqual([
    204, 204, 401,
  ]);
  expect([await act('POST', '/activate'), await act('POST', '/activate'), await works()]).toEqual([
    204, 204, 200,
  ]);
  expect([await act('DELETE'), await act('DELETE'), await works()]).toEqual([204, 404, 401]);
  const { state } = platform;
  const deeds = state.events.filter(({ actor }) => actor === state.admin);
  expect(deeds.slice(1).map(({ action, token }) => [action, token.id])).toEqual([
    ['deactivate', 'tok_1'],
    ['deactivate', 'tok_1'],
    ['activate', 'tok_1'],
    ['activate', 'tok_1'],
    ['delete', 'tok_1'],
  ]);
});

const deeds: [method: string, to: string][] = [
  ['GET', ''],
  ['POST', '/activate'],
  ['POST', '/deactivate'],
  ['DELETE', ''],
];
test.each(deeds)(
  'without authority %s %s touches no other token, and tells of none (R18)',
  async (method, to) => {
    for (const [foreignTokens, status] of [
      ['forbidden', 403],
      ['hidden', 404],
    ] as const) {
      const platform = platforms.open({ foreignTokens });
      const { others } = cast(platform);
      const answers = [];
      for (const id of [others.id, 'tok_99', '__proto__'])
        answers.push(await platform.send(method, `${path}/${id}${to}`));
      expect(answers.map(a => a.status)).toEqual([status, status, status]);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
      expect([others.active, others.access.revoked]).toEqual([true, false]);
      expect(platform.refusals).toEqual(["authority over other users' tokens"]);
    }
  },
);

test('an owner deactivates, activates and deletes their own; a deleted one is not there (R15, R20)', async () => {
  const platform = platforms.open();
  const token = platform.tokenOf(platform.state.user, 'metrics.read');
  const act = async (method: string, to = '') =>
    (await platform.send(method, `${path}/${token.id}${to}`)).status;
  const works = async () => (await platform.get('/metrics', token)).status;
  expect([await act('POST', '/deactivate'), await works()]).toEqual([204, 401]);
  expect([await act('POST', '/activate'), await works()]).toEqual([204, 200]);
  expect([await act('DELETE'), await works(), await act('DELETE'), await act('GET')]).toEqual([
    204, 401, 404, 404,
  ]);
});

test('an administrator of one environment sees nothing of another (R16)', async () => {
  const platform = platforms.open();
  const { state } = platform;
  const { admin } = cast(platform);
  const staging = state.addEnvironment('Staging');
  const user = state.addUser({ name: 'Kim Lund', email: 'kim@example.com', environment: staging });
  const made = { name: 'x', permissions: ['metrics.read'], environment: staging } as const;
  const there = state.createToken({ ...made, user });
  const own = state.createToken({ ...made, user: state.admin });
  for (const { id } of [there, own])
    for (const [method, to] of deeds) {
      expect((await platform.send(method, `${path}/${id}${to}`, undefined, admin)).status).toBe(404);
      expect(platform.refusals).toEqual(['token is of this environment']);
    }
  expect((await platform.get(`${path}?limit=9&scope=all`, admin)).text).not.toContain(there.id);
  expect([there.active, there.access.revoked]).toEqual([true, false]);
  expect((await platform.get(`${path}/tok_99`, admin)).status).toBe(404);
});

test.each([
  [false, 204, true],
  [true, 403, false],
] as const)(
  'what an administrator deactivated the owner may activate again, unless adminLock is %s (e)',
  async (adminLock, status, active) => {
    const platform = platforms.open({ adminLock });
    const { admin } = cast(platform);
    const spare = platform.tokenOf(platform.state.user, 'metrics.read');
    const activate = async (token = platform.token) =>
      (await platform.send('POST', `${path}/${spare.id}/activate`, undefined, token)).status;
    platform.state.deactivate(spare, platform.state.admin);
    expect([await activate(), spare.active]).toEqual([status, active]);
    expect([await activate(admin), spare.active]).toEqual([204, true]);
    platform.state.deactivate(spare);
    expect([await activate(), spare.active]).toEqual([204, true]);
  },
);
