import { describe, expect, it } from 'vitest';
import { setUp } from '../../testing/platformsh.ts';
import { invoke } from '../../testing/session.ts';
import { type Answers, json } from '../../testing/tiny-server.ts';

const ok = (value: unknown) => ({ outcome: 'ok', value });

const ENVIRONMENT = '/api/projects/prj1/environments/main';

describe('backup.create', () => {
  const POST = `POST ${ENVIRONMENT}/backups`;
  const LOOK = 'GET /api/projects/prj1/activities/act1';
  const activity = (state: string, result: string | null = null) => ({
    id: 'act1',
    type: 'environment.backup',
    state,
    result,
  });
  const offering: Answers = {
    [`GET ${ENVIRONMENT}`]: () =>
      json(200, { id: 'main', _links: { '#backup': { href: `${ENVIRONMENT}/backups` } } }),
    [POST]: () => json(201, { _embedded: { activities: [activity('pending')] } }),
  };
  const looks = (...seen: ReturnType<typeof activity>[]): Answers => ({
    ...offering,
    [LOOK]: n => json(200, seen[Math.min(n, seen.length) - 1]),
  });

  it('with wait: false ends with its POST, while the activity is pending', async () => {
    const { server, client, calls } = await setUp(offering);
    expect(await invoke(client, 'backup.create', { wait: false })).toEqual(
      ok({ activity: 'act1', state: 'pending', result: null }),
    );
    expect(calls()).toEqual([`GET ${ENVIRONMENT}`, POST]);
    expect(server.arrivals.at(-1)!.body).toBe('{"safe":true}');
  });

  it.each([{ wait: true }, {}])('with %j looks until the activity is over', async input => {
    const { client, calls } = await setUp(
      looks(activity('pending'), activity('in_progress'), activity('complete', 'success')),
    );
    expect(await invoke(client, 'backup.create', { ...input })).toEqual(
      ok({ activity: 'act1', state: 'complete', result: 'success' }),
    );
    expect(calls()).toEqual([`GET ${ENVIRONMENT}`, POST, LOOK, LOOK, LOOK]);
  });

  it.each([
    ['complete', 'failure'],
    ['complete', null],
    ['cancelled', null],
  ])('tells an activity that ended %s with %s as failed', async (state, result) => {
    const { client, calls } = await setUp(looks(activity(state, result)));
    const told = await invoke(client, 'backup.create', { wait: true });
    expect(told).toMatchObject({ outcome: 'rejected', reason: 'operation-failed' });
    expect(calls().filter(line => line === LOOK)).toHaveLength(1);
  });

  it('gives up on an activity without end, after pauses that are its own', async () => {
    const pauses: number[] = [];
    const { client, calls } = await setUp(
      looks(activity('in_progress')),
      {},
      {
        pause: async looked => {
          pauses.push(looked);
        },
      },
    );
    const told = await invoke(client, 'backup.create', { wait: true });
    expect(told).toMatchObject({ reason: 'timeout', message: expect.stringContaining('in_progress') });
    expect(calls().filter(line => line === LOOK)).toHaveLength(100);
    expect(pauses).toEqual(Array.from({ length: 100 }, (_, looked) => looked));
  });

  it('tells a failing look', async () => {
    const { client } = await setUp({ ...offering, [LOOK]: () => ({ status: 503 }) });
    const told = await invoke(client, 'backup.create', { wait: true });
    expect(told).toMatchObject({ reason: 'server-error', status: 503 });
  });

  it('tries nothing that the environment does not offer to this user', async () => {
    const { client, calls } = await setUp({
      [`GET ${ENVIRONMENT}`]: () => json(200, { id: 'main', _links: { self: { href: ENVIRONMENT } } }),
    });
    expect(await invoke(client, 'backup.create', { wait: false })).toMatchObject({
      outcome: 'rejected',
      reason: 'permission',
    });
    expect(calls()).toEqual([`GET ${ENVIRONMENT}`]);
  });

  it('tells a refusal of the POST as one of permission', async () => {
    const { client, calls } = await setUp({ ...offering, [POST]: () => json(403, { title: 'Forbidden' }) });
    expect(await invoke(client, 'backup.create', { wait: true })).toMatchObject({
      outcome: 'rejected',
      reason: 'permission',
      status: 403,
    });
    expect(calls()).toEqual([`GET ${ENVIRONMENT}`, POST]);
  });

  it("posts to the documented path where there are no links, in the container's environment", async () => {
    const path = '/api/projects/from-env/environments/feature%2Fx';
    const { client, calls } = await setUp(
      { [`POST ${path}/backup`]: () => json(201, { _embedded: { activities: [activity('pending')] } }) },
      {
        options: { allowInsecure: true },
        env: { PLATFORM_PROJECT: 'from-env', PLATFORM_BRANCH: 'feature/x' },
      },
    );
    expect(await invoke(client, 'backup.create', { wait: false })).toMatchObject({ outcome: 'ok' });
    expect(calls()).toEqual([`GET ${path}`, `POST ${path}/backup`]);
  });

  it.each([{}, { _embedded: {} }, { _embedded: { activities: [] } }])(
    'cannot follow what the answer %j does not name',
    async answer => {
      const { client } = await setUp({ ...offering, [POST]: () => json(201, answer) });
      const told = await invoke(client, 'backup.create', { wait: true });
      expect(told).toMatchObject({ reason: 'malformed-response' });
    },
  );
});
