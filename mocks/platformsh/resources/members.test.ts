import { expect, test } from 'vitest';
import { testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();

test('user access: given, looked at, changed, taken away; at once, whatever tokens are out', async () => {
  const platform = platforms.open();
  const machine = platform.machine([]);
  const { id } = machine.user;
  const at = `/projects/${platform.project.id}`;
  const held = await platform.bearer(machine);
  const asMachine = async () => (await platform.call(`/api${at}`, { headers: held })).status;
  expect(await asMachine()).toBe(403);
  const given = await platform.send('POST', `${at}/user-access`, [
    { user_id: id, permissions: ['viewer', 'production:admin'], auto_add_member: true },
  ]);
  expect([given.status, await asMachine()]).toEqual([204, 200]);
  const again = await platform.send('POST', `${at}/user-access`, [{ user_id: id, permissions: ['admin'] }]);
  expect(again.status).toBe(409);
  const list = await platform.get(`${at}/user-access?page%5Bsize%5D=200`);
  expect(list.json.items).toMatchObject([
    { user_id: platform.user.id, permissions: ['admin'] },
    { user_id: id, permissions: ['viewer', 'production:admin'] },
  ]);
  const refs = await platform.get(`/ref/users?in=${id}`);
  expect(list.json._links['ref:users:0'].href).toMatch(
    new RegExp(`/ref/users\\?in=${platform.user.id},${id}$`),
  );
  expect(refs.json[id].email).toBe(machine.user.email);
  expect((await platform.send('PATCH', `${at}/user-access/${id}`, { permissions: ['viewer'] })).status).toBe(
    204,
  );
  expect((await platform.get(`${at}/user-access/${id}`)).json.permissions).toEqual(['viewer']);
  expect((await platform.send('DELETE', `${at}/user-access/${id}`)).status).toBe(204);
  expect([await asMachine(), (await platform.get(`${at}/user-access/${id}`)).status]).toEqual([403, 404]);
});

test('users are for admins to manage', async () => {
  const platform = platforms.open();
  const viewer = platform.machine(['viewer', 'production:admin']);
  const at = `/projects/${platform.project.id}`;
  const { id } = viewer.user;
  for (const [method, path, body] of [
    ['POST', '/user-access', [{ user_id: id, permissions: ['admin'] }]],
    ['PATCH', `/user-access/${id}`, { permissions: ['admin'] }],
    ['DELETE', `/user-access/${id}`, undefined],
    ['POST', '/invitations', { email: 'x@example.com', role: 'admin' }],
    ['GET', '/invitations', undefined],
  ] as const)
    expect((await platform.send(method, `${at}${path}`, body, viewer)).status).toBe(403);
  expect(platform.state.access.find(viewer.user, platform.project)?.permissions).toEqual([
    'viewer',
    'production:admin',
  ]);
});

test.each([
  [{}],
  [[7]],
  [[{ user_id: 'nobody', permissions: ['admin'] }]],
  [[{ permissions: ['root'] }]],
  [[{ permissions: [] }]],
])('user access refused with 400: %j', async body => {
  const platform = platforms.open();
  const { user } = platform.machine([]);
  const filled = Array.isArray(body)
    ? body.map(one => (typeof one === 'object' ? { user_id: user.id, ...one } : one))
    : body;
  expect((await platform.send('POST', `/projects/${platform.project.id}/user-access`, filled)).status).toBe(
    400,
  );
});

test('an invitation is pending, and made once', async () => {
  const platform = platforms.open();
  const path = `/projects/${platform.project.id}/invitations`;
  const body = {
    role: 'viewer',
    email: 'bot@example.com',
    permissions: [{ type: 'production', role: 'admin' }],
  };
  const made = await platform.send('POST', path, body);
  expect(made.status).toBe(201);
  expect(made.json).toMatchObject({
    ...body,
    state: 'pending',
    project_id: platform.project.id,
    finished_at: null,
  });
  const shouted = { ...body, email: 'BOT@example.com' };
  expect((await platform.send('POST', path, shouted)).status).toBe(409);
  expect((await platform.send('POST', path, { ...body, email: platform.user.email })).status).toBe(409);
  expect((await platform.get(path)).json).toEqual([made.json]);
  expect((await platform.send('DELETE', `${path}/${made.json.id}`)).status).toBe(204);
  expect((await platform.send('DELETE', `${path}/${made.json.id}`)).status).toBe(404);
  expect((await platform.send('POST', path, body)).status).toBe(201);
  platform.project.organization.paymentDue = true;
  expect((await platform.send('POST', path, { ...body, email: 'c@example.com' })).status).toBe(402);
});

test.each([
  [{ email: 'nobody' }],
  [{ email: '' }],
  [{ role: 'root' }],
  [{ permissions: [{ type: 'production', role: 'root' }] }],
  [{ permissions: 'all' }],
  [{ permissions: [null] }],
  [{ permissions: [{ type: { toString: 1 }, role: {} }] }],
])('an invitation refused with 400: %j', async change => {
  const platform = platforms.open();
  const body = { role: 'viewer', email: 'bot@example.com', ...change };
  expect((await platform.send('POST', `/projects/${platform.project.id}/invitations`, body)).status).toBe(
    400,
  );
});

const KEY = `ssh-ed25519 ${Buffer.from('a key of the tests').toString('base64')} bot@ci`;
test('SSH keys: made, shown in /me, looked at and taken away by their owner alone', async () => {
  const platform = platforms.open();
  const machine = platform.machine([]);
  const { user } = platform;
  const made = await platform.send('POST', '/ssh_keys', { value: KEY, title: 'ci', uuid: user.id });
  expect(made.status).toBe(201);
  expect(made.json).toEqual({
    key_id: 1,
    uid: user.id,
    fingerprint: expect.stringMatching(/^[0-9a-f]{32}$/),
    title: 'ci',
    value: KEY,
    changed: '2026-01-02T03:04:05Z',
  });
  expect((await platform.get('/me')).json).toMatchObject({ ssh_keys: [made.json], has_key: true });
  expect((await platform.get('/me', machine)).json).toMatchObject({ ssh_keys: [], has_key: false });
  expect((await platform.get('/ssh_keys/1')).json).toEqual(made.json);
  expect((await platform.get('/ssh_keys/1', machine)).status).toBe(404);
  expect((await platform.send('POST', '/ssh_keys', { value: KEY }, machine)).status).toBe(409);
  expect(
    (await platform.send('POST', '/ssh_keys', { value: `${KEY}x`, uuid: user.id }, machine)).status,
  ).toBe(403);
  expect((await platform.send('POST', '/ssh_keys', { value: 'ssh-rsa !' })).status).toBe(400);
  expect((await platform.send('DELETE', '/ssh_keys/1', undefined, machine)).status).toBe(404);
  expect((await platform.send('DELETE', '/ssh_keys/1')).status).toBe(204);
  expect((await platform.get('/me')).json.has_key).toBe(false);
});
