import { expect, test } from 'vitest';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const master = ({ project }: TestPlatform) => `/projects/${project.id}/environments/master`;
const activityPath = ({ project }: TestPlatform, id: string) => `/projects/${project.id}/activities/${id}`;

test.each(['backup', 'backups'])('POST …/%s answers at once: the activity is pending', async place => {
  const platform = platforms.open();
  const { status, json } = await platform.send('POST', `${master(platform)}/${place}`, { safe: true });
  expect(status).toBe(201);
  expect(json).toMatchObject({ status: 'Created', code: 201 });
  expect(json._embedded.activities).toHaveLength(1);
  expect(json._embedded.activities[0]).toMatchObject({
    type: 'environment.backup',
    state: 'pending',
    result: null,
    completion_percent: 0,
    payload: { backup_name: expect.any(String) },
    environments: ['master'],
  });
});

test('each look at the activity moves it one step, and nothing else does', async () => {
  const platform = platforms.open();
  const started = await platform.send('POST', `${master(platform)}/backup`, { safe: false });
  const { id, payload } = started.json._embedded.activities[0];
  const backups = async () => (await platform.get(`${master(platform)}/backups`)).json;
  const list = async () => (await platform.get(`/projects/${platform.project.id}/activities`)).json[0].state;
  platform.sandbox.clock.advance(3_600_000);
  expect([await list(), await list()]).toEqual(['pending', 'pending']);
  await platform.get(`${activityPath(platform, id)}/log`);
  const looks = [];
  for (let i = 0; i < 3; i++) {
    expect(await backups()).toHaveLength(i < 2 ? 0 : 1);
    const { state, completion_percent, result } = (await platform.get(activityPath(platform, id))).json;
    looks.push([state, completion_percent, result]);
  }
  expect(looks).toEqual([
    ['in_progress', 50, null],
    ['complete', 100, 'success'],
    ['complete', 100, 'success'],
  ]);
  const [backup] = await backups();
  expect(backup).toMatchObject({
    id: payload.backup_name,
    status: 'CREATED',
    safe: false,
    environment: 'master',
  });
  expect((await platform.get(`${master(platform)}/backups/${backup.id}`)).json).toEqual(backup);
});

test('a backup may fail: complete, and no success', async () => {
  const platform = platforms.open();
  platform.state.failNextBackup();
  const ask = async () =>
    (await platform.send('POST', `${master(platform)}/backup`)).json._embedded.activities[0].id;
  const [failing, good] = [await ask(), await ask()];
  const last = async (id: string) => {
    await platform.get(activityPath(platform, id));
    const { state, result } = (await platform.get(activityPath(platform, id))).json;
    return [state, result];
  };
  expect(await last(failing)).toEqual(['complete', 'failure']);
  expect(await last(good)).toEqual(['complete', 'success']);
  expect((await platform.get(`${master(platform)}/backups`)).json).toHaveLength(1);
});

test('the log is a stream of JSON lines that ends, sealed unless arranged otherwise', async () => {
  for (const sealedLogs of [true, false]) {
    const platform = platforms.open({ sealedLogs });
    const { json } = await platform.send('POST', `${master(platform)}/backup`);
    const { id } = json._embedded.activities[0];
    const { text } = await platform.get(`${activityPath(platform, id)}/log`);
    const lines = text
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines[0]).toEqual({
      _id: 1,
      data: { timestamp: '2026-01-02T03:04:05.000Z', message: 'Ada Moreno created a backup of master\n' },
    });
    expect(lines.some(line => line.seal === true)).toBe(sealedLogs);
    expect(lines.at(-1)).toEqual(sealedLogs ? { seal: true } : lines[0]);
  }
});

test('a backup is for an admin, who needs no SSH key; links and direct calls say the same', async () => {
  const platform = platforms.open();
  const cases = [
    [['admin'], 201],
    [['viewer', 'production:admin'], 201],
    [['viewer', 'staging:admin'], 403],
    [['viewer', 'production:contributor'], 403],
    [['viewer'], 403],
    [['production:viewer'], 403],
  ] as const;
  for (const [i, [permissions, status]] of cases.entries()) {
    const machine = platform.machine(permissions, platform.project, `bot${i}@example.com`);
    expect(platform.state.sshKeys.ofUser(machine.user)).toEqual([]);
    const { _links } = (await platform.get(master(platform), machine)).json;
    const offered = ['#backup', '#edit', '#manage-variables', '#redeploy', '#source-operation'].map(
      rel => rel in _links,
    );
    expect(offered).toEqual(Array(5).fill(status === 201));
    expect(_links).toHaveProperty('backups');
    const answers = [];
    for (const place of ['backup', 'backups', 'redeploy', 'deploy', 'source-operation']) {
      const body = place === 'source-operation' ? { operation: 'update' } : {};
      answers.push((await platform.send('POST', `${master(platform)}/${place}`, body, machine)).status);
    }
    expect([permissions, answers]).toEqual([permissions, Array(5).fill(status)]);
  }
  expect(platform.state.activities.all).toHaveLength(10);
});

test('the activity stream tells machine users from humans', async () => {
  const platform = platforms.open();
  const machine = platform.machine(['admin']);
  await platform.send('POST', `${master(platform)}/backup`);
  await platform.send('POST', `${master(platform)}/backup`, {}, machine);
  for (const path of [`/projects/${platform.project.id}`, master(platform)]) {
    const { json } = await platform.get(`${path}/activities`);
    expect(json.map((one: { payload: { user: object } }) => one.payload.user)).toMatchObject([
      { id: machine.user.id, display_name: 'Machine User' },
      { id: platform.user.id, display_name: 'Ada Moreno' },
    ]);
    expect(json[0].text).toBe('Machine User created a backup of master');
  }
});

test('the stream is paged by time and count, and filtered by type and state', async () => {
  const platform = platforms.open();
  for (let i = 0; i < 3; i++) {
    await platform.send('POST', `${master(platform)}/${i === 1 ? 'redeploy' : 'backup'}`);
    platform.sandbox.clock.advance(1000);
  }
  const ask = async (query: string) => {
    const { json } = await platform.get(`/projects/${platform.project.id}/activities?${query}`);
    return json.map(({ created_at }: { created_at: string }) => created_at.slice(-3));
  };
  expect(await ask('')).toEqual(['07Z', '06Z', '05Z']);
  expect(await ask('count=2')).toEqual(['07Z', '06Z']);
  expect(await ask('starts_at=2026-01-02T03:04:07.000000+00:00&count=9')).toEqual(['06Z', '05Z']);
  expect(await ask('type=environment.redeploy')).toEqual(['06Z']);
  expect(await ask('state=complete')).toEqual([]);
});

test('redeploying renews the certificate, once it is done; a source operation has a name', async () => {
  const platform = platforms.open();
  const expiry = async () =>
    (await platform.get(`/projects/${platform.project.id}/certificates`)).json[0].expires_at;
  const before = await expiry();
  platform.sandbox.clock.advance(24 * 3_600_000);
  const { json } = await platform.send('POST', `${master(platform)}/redeploy`);
  expect(await expiry()).toBe(before);
  for (let i = 0; i < 2; i++) await platform.get(activityPath(platform, json._embedded.activities[0].id));
  expect(await expiry()).toBe('2026-04-03T03:04:05Z');
  expect(before).toBe('2026-04-02T03:04:05Z');
  const ran = await platform.send('POST', `${master(platform)}/source-operation`, { operation: 'update' });
  expect(ran.json._embedded.activities[0]).toMatchObject({
    type: 'environment.source-operation',
    state: 'pending',
  });
  expect((await platform.send('POST', `${master(platform)}/source-operation`, {})).status).toBe(400);
});

test('activities of an environment are seen by who sees that', async () => {
  const platform = platforms.open();
  const { json } = await platform.send('POST', `${master(platform)}/backup`);
  const { id } = json._embedded.activities[0];
  const developer = platform.machine(['development:admin']);
  expect((await platform.get(`/projects/${platform.project.id}/activities`, developer)).json).toEqual([]);
  expect((await platform.get(activityPath(platform, id), developer)).status).toBe(404);
  expect((await platform.get(`${activityPath(platform, id)}/log`, developer)).status).toBe(404);
});
