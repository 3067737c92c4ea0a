import { expect, test } from 'vitest';
import { RUNNING_GATE } from './idempotency.ts';
import { type TestPlatform, testPlatforms } from './testing/platform.ts';

const platforms = testPlatforms();
const body = { name: 'ingest-a', region: 'us-east' };
const post = (platform: TestPlatform, key: string, sent: object = body, more = {}, path = '/projects') =>
  platform.send('POST', path, sent, { 'idempotency-key': key, ...more });

test('the same key and body: the same answer, and nothing is done twice (b7)', async () => {
  const platform = platforms.open();
  const first = await post(platform, '"8e03978e"');
  platform.sandbox.clock.advance(5000);
  const second = await post(platform, '8e03978e');
  expect([first.status, second.status, second.text]).toEqual([201, 201, first.text]);
  expect(second.headers.get('location')).toBe(first.headers.get('location'));
  const replayed = [first, second].map(({ headers }) => headers.get('idempotency-replayed'));
  expect(replayed).toEqual([null, 'true']);
  expect(platform.state.people.projects).toHaveLength(2);
});

test('an answer that was lost on its way is given again', async () => {
  const platform = platforms.open();
  const effect = { kind: 'cut', bytes: 3 } as const;
  platform.sandbox.faults.arm({ name: 'cut', operation: 'projects.create', effect, times: 1 });
  await expect(post(platform, 'k')).rejects.toThrow();
  const { status, json } = await post(platform, 'k');
  expect([status, json.name, platform.state.people.projects.length]).toEqual([201, 'ingest-a', 2]);
});

test('a refusal is given again as it was', async () => {
  const platform = platforms.open();
  const first = await post(platform, 'k', { ...body, name: platform.state.project.name });
  const second = await post(platform, 'k', { ...body, name: platform.state.project.name });
  expect([first.status, second.text]).toEqual([409, first.text]);
});

test('the same key with another body is refused', async () => {
  const platform = platforms.open();
  await post(platform, 'k');
  const { status, json } = await post(platform, 'k', { ...body, name: 'ingest-b' });
  expect([status, json.error.code]).toEqual([422, 'idempotency_key_reused']);
  expect(platform.state.people.projects).toHaveLength(2);
});

test('while the first request is running, the second is refused', async () => {
  const platform = platforms.open();
  const { gates, journal } = platform.sandbox;
  gates.hold(RUNNING_GATE);
  const first = post(platform, 'k');
  await journal.arrival(e => e.operation === 'projects.create', AbortSignal.timeout(5000));
  const second = await post(platform, 'k');
  expect([second.status, second.json.error.code]).toEqual([409, 'idempotency_in_progress']);
  gates.open(RUNNING_GATE);
  expect((await first).status).toBe(201);
});

test('a key is one of a credential, of a route and of a day', async () => {
  const platform = platforms.open({ projectNames: 'free' });
  const { state, client } = platform;
  const as = (value: string) => ({ authorization: `Bearer ${value}` });
  await post(platform, 'k');
  const other = await post(platform, 'k', body, as(state.createKey().access.value));
  const elsewhere = await post(platform, 'k', { project_id: 'prj_101', name: 'ci' }, {}, '/keys');
  expect([other.json.id, elsewhere.status]).toEqual(['prj_103', 201]);
  platform.sandbox.clock.advance(24 * 3_600_000);
  expect((await post(platform, 'k')).json.id).toBe('prj_104');
  // A renewed access token is of the same consent, and goes on where the old one was.
  const grant = state.grants.create({ client, user: state.user, scopes: ['write'] });
  const [old, renewed] = [state.grants.accessTokens.issue(grant), state.grants.accessTokens.issue(grant)];
  const before = await post(platform, 'k', body, as(old.value));
  expect((await post(platform, 'k', body, as(renewed.value))).text).toBe(before.text);
});

test('without a key every request is carried out, unless a setting asks for one', async () => {
  const free = platforms.open({ projectNames: 'free' });
  await free.send('POST', '/projects', body);
  expect((await free.send('POST', '/projects', body)).json.id).toBe('prj_103');
  const strict = platforms.open({ idempotencyKey: 'required' });
  const { status, json } = await strict.send('POST', '/projects', body);
  expect([status, json.error.code]).toEqual([400, 'idempotency_key_missing']);
  for (const key of ['""', 'a'.repeat(256)])
    expect((await post(strict, key)).json.error.code).toBe('idempotency_key_invalid');
  expect((await post(strict, 'a'.repeat(255))).status).toBe(201);
});
