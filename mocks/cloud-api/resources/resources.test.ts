import { expect, test } from 'vitest';
import { START, type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const made = { name: 'ingest-a', region: 'eu-central' };

test('projects are listed in a wrapper, without their dates (C21-C23)', async () => {
  const platform = platforms.open();
  platform.state.addProject({ name: 'second', region: 'eu-central' });
  const { status, headers, json } = await platform.get('/projects');
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json']);
  expect(json).toEqual({
    data: [
      { id: 'prj_101', name: 'meadow', region: 'us-east' },
      { id: 'prj_102', name: 'second', region: 'eu-central' },
    ],
  });
});

test('a project is created and answered without a wrapper, and is there at its Location (C25)', async () => {
  const platform = platforms.open();
  const { status, headers, json } = await platform.send('POST', '/projects', made);
  expect([status, headers.get('location')]).toEqual([201, '/v1/projects/prj_102']);
  expect(json).toEqual({ id: 'prj_102', ...made, created_at: '2026-01-02T03:04:05Z' });
  expect((await platform.get('/projects/prj_102')).json).toEqual(json);
  expect((await platform.get('/projects')).json.data).toHaveLength(2);
});

test('who asks sees what is theirs: a key its owner has, a token its user has (C21, X5)', async () => {
  const platform = platforms.open();
  const { state } = platform;
  const owner = state.addUser({ name: 'Gil Hub', email: 'gil@example.com' });
  const project = state.addProject({ name: 'theirs', region: 'us-east', owner });
  const names = async (value?: string) =>
    (await platform.get('/projects', value)).json.data.map((p: { name: string }) => p.name);
  expect(await names()).toEqual(['meadow']);
  expect(await names(state.createKey({ project }).access.value)).toEqual(['theirs']);
  expect(await names(state.issueToken(platform.client, { user: owner }).value)).toEqual(['theirs']);
  expect((await platform.get(`/projects/${project.id}`)).status).toBe(404);
  const key = await platform.send('POST', '/keys', { project_id: project.id, name: 'x' });
  expect([key.status, key.json.error.code]).toEqual([404, 'not_found']);
  const theirs = state.createKey({ project });
  expect((await platform.send('DELETE', `/keys/${theirs.id}`)).status).toBe(404);
  expect(theirs.access.revoked).toBe(false);
});

const wrong: [name: string, body: unknown, details: object][] = [
  ['nothing', {}, { name: 'This field is required.', region: 'This field is required.' }],
  ['no name', { region: 'us-east', name: ' ' }, { name: 'This must be a text.' }],
  ['a number', { region: 'us-east', name: 1 }, { name: 'This must be a text.' }],
  ['an unknown region', { name: 'a', region: 'mars' }, { region: expect.stringContaining('eu-central') }],
];
test.each(wrong)('a project of %s is refused, field by field', async (_name, body, details) => {
  const platform = platforms.open();
  const { status, json } = await platform.send('POST', '/projects', body);
  expect([status, json.error.code, json.error.details]).toEqual([422, 'validation_error', details]);
  expect(platform.state.people.projects).toHaveLength(1);
});

test.each([
  ['{"name":', 'application/json', 400, 'invalid_json'],
  ['[]', 'application/json', 400, 'invalid_json'],
  ['', 'application/json', 400, 'invalid_json'],
  ['name=a&region=us-east', 'application/x-www-form-urlencoded', 415, 'unsupported_media_type'],
  [JSON.stringify(made), 'text/plain', 415, 'unsupported_media_type'],
])('the body %s as %s is refused', async (body, contentType, expected, code) => {
  const platform = platforms.open();
  const headers = { authorization: `Bearer ${platform.key.access.value}`, 'content-type': contentType };
  const { status, json } = await platform.call('/api/v1/projects', { method: 'POST', headers, body });
  expect([status, json.error.code]).toEqual([expected, code]);
});

test('a name is taken once by each owner, unless a setting frees it', async () => {
  const taken = { ...made, name: 'meadow' };
  const { status, json } = await platforms.open().send('POST', '/projects', taken);
  expect([status, json.error.code]).toEqual([409, 'conflict']);
  expect((await platforms.open({ projectNames: 'free' }).send('POST', '/projects', taken)).status).toBe(201);
});

test('a key is issued for a project, works at once, and is dead once it is revoked (C27, C17)', async () => {
  const platform = platforms.open();
  const { status, json } = await platform.send('POST', '/keys', { project_id: 'prj_101', name: 'ci' });
  expect([status, json]).toEqual([
    201,
    {
      id: 'key_2',
      project_id: 'prj_101',
      name: 'ci',
      key: expect.stringMatching(/^sk_live_[A-Za-z0-9]{21}$/),
      created_at: '2026-01-02T03:04:05Z',
    },
  ]);
  const issued = platform.sandbox.tokens.find(json.key)!;
  expect(platform.sandbox.journal.exchanges[0]!.issuedToken).toBe(issued.id);
  expect((await platform.get('/projects', json.key)).status).toBe(200);
  const revoke = async () => (await platform.send('DELETE', '/keys/key_2')).status;
  expect([await revoke(), await revoke()]).toEqual([204, 204]);
  expect((await platform.get('/projects', json.key)).status).toBe(401);
  expect((await platform.send('DELETE', '/keys/key_9')).status).toBe(404);
  const unnamed = await platform.send('POST', '/keys', { name: 'ci' });
  expect(unnamed.json.error.details).toEqual({ project_id: 'This field is required.' });
});

const HOUR = 3_600_000;
const usageOf = (platform: TestPlatform, start: string, end: string, project = 'prj_101') =>
  platform.get(`/usage?${new URLSearchParams({ project_id: project, start, end })}`);
const at = (moment: number) => new Date(moment).toISOString();

test('usage is of a project, from a start on and before an end (C28)', async () => {
  const platform = platforms.open();
  const hour = START - (START % HOUR);
  const { status, json } = await usageOf(platform, at(hour - 2 * HOUR), at(hour));
  expect([status, json]).toEqual([
    200,
    {
      data: [
        { timestamp: '2026-01-02T01:00:00Z', requests: 24 },
        { timestamp: '2026-01-02T02:00:00Z', requests: 12 },
      ],
      project_id: 'prj_101',
    },
  ]);
  const east = await usageOf(platform, '2026-01-02T02:00:00+01:00', '2026-01-02T02:00:00Z');
  expect(east.json.data).toHaveLength(1);
  const second = platform.state.addProject({ name: 'second', region: 'us-east' });
  expect((await usageOf(platform, at(0), at(START), second.id)).json.data).toEqual([]);
});

test('usage needs a project that is there, and a range that is one', async () => {
  const platform = platforms.open();
  const none = await platform.get('/usage');
  expect([none.status, Object.keys(none.json.error.details)]).toEqual([422, ['project_id', 'start', 'end']]);
  const back = await usageOf(platform, at(START), at(START));
  expect(back.json.error.details).toEqual({ end: 'This must be later than start.' });
  const odd = await usageOf(platform, 'yesterday', '2026-13-01T00:00:00Z');
  expect(Object.keys(odd.json.error.details)).toEqual(['start', 'end']);
  expect((await usageOf(platform, at(0), at(START), 'prj_999')).status).toBe(404);
});

test('the user is the one on whose behalf the token was issued (C15)', async () => {
  const platform = platforms.open();
  const user = platform.state.addUser({ name: 'Gil Hub', email: 'gil@example.com' });
  const { value } = platform.state.issueToken(platform.client, { user });
  const { status, json } = await platform.get('/user', value);
  expect([status, json]).toEqual([200, { id: 'usr_2', email: 'gil@example.com', name: 'Gil Hub' }]);
});

test('settings: lists by cursor (b6)', async () => {
  const platform = platforms.open({ pagination: 'cursor' });
  for (const name of ['b', 'c']) platform.state.addProject({ name, region: 'us-east' });
  const first = (await platform.get('/projects?limit=2')).json;
  expect(first.data.map((p: { name: string }) => p.name)).toEqual(['meadow', 'b']);
  const second = (await platform.get(`/projects?limit=2&cursor=${first.next_cursor}`)).json;
  expect([second.data.map((p: { name: string }) => p.name), second.next_cursor]).toEqual([['c'], null]);
  const { status, json } = await platform.get('/projects?limit=0&cursor=x');
  expect([status, Object.keys(json.error.details)]).toEqual([422, ['limit', 'cursor']]);
});

test('settings: statuses, and a key that sees its own project only', async () => {
  const platform = platforms.open({ projectCreatedStatus: 200, validationStatus: 400, keySees: 'project' });
  expect((await platform.send('POST', '/projects', made)).status).toBe(200);
  expect((await platform.send('POST', '/projects', {})).status).toBe(400);
  expect((await platform.get('/projects')).json.data.map((p: { name: string }) => p.name)).toEqual([
    'meadow',
  ]);
});
