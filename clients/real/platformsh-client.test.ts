import { existsSync } from 'node:fs';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ClientModule } from '../../src/protocol/index.ts';
import { type Answer, type Arrival, TinyServer } from '../testing/tiny-server.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

const answer = (status: number, type: string, body: string): Answer => ({
  status,
  headers: { 'content-type': type },
  body,
});
const json = (status: number, body: unknown) => answer(status, 'application/json', JSON.stringify(body));
const GRANT = json(200, { access_token: 'token-1', expires_in: 900, token_type: 'bearer' });

/** A session against a server that grants tokens unless the test says otherwise. */
async function setUp(folder: string, { token = GRANT, api = (_: Arrival): Answer => json(200, {}) } = {}) {
  const server = await TinyServer.start(arrival =>
    arrival.target.startsWith('/auth') ? token : api(arrival),
  );
  const make = (await import(new URL(`${folder}/client.mjs`, import.meta.url).href)).default;
  const client: ClientModule = make();
  const session = 's';
  endings.push(
    () => client['session/close']!({ session }),
    () => server.stop(),
  );
  await client['session/open']!({
    session,
    installation: 'i',
    platform: 'platformsh',
    mechanism: 'api-token',
    endpoints: { auth: `${server.origin}/auth`, api: `${server.origin}/api` },
    credentials: { apiToken: 'secret' },
    options: { project: 'p1', environment: 'master' },
    env: {},
    now: '2030-01-01T00:00:00.000Z',
  });
  const call = { session, method: 'GET', path: '/users/me', headers: {}, body: null };
  const request = () => client['session/request']!(call);
  const invoke = (operation: 'backup.create') =>
    client['session/invoke']!({ session, operation, input: { environment: 'master', wait: true } });
  return { server, request, invoke };
}

describe('platformsh-client', () => {
  beforeAll(() => {
    for (const folder of ['platformsh-client-0.1', 'platformsh-client-0.2'])
      if (!existsSync(new URL(`${folder}/node_modules/platformsh-client`, import.meta.url)))
        throw new Error(
          `Failed to run ${folder}: it is not installed. npm ci --prefix clients/real/${folder}`,
        );
  });

  it('0.1 exchanges its API token and hands over what the platform answers', async () => {
    const { server, request } = await setUp('platformsh-client-0.1', { api: () => json(200, { id: 'u1' }) });
    expect(await request()).toMatchObject({ outcome: 'response', status: 200, body: '{"id":"u1"}' });
    expect(server.at('/auth/oauth2/token')).toMatchObject([
      { method: 'POST', body: '{"grant_type":"api_token","api_token":"secret"}' },
    ]);
    expect(server.at('/api/users/me')[0]!.headers.authorization).toBe('Bearer token-1');
  });

  it.each<[string, Answer, object]>([
    ['JSON', json(403, { code: 403, message: 'No.' }), { reason: 'permission', status: 403, message: 'No.' }],
    [
      'problem+json',
      answer(404, 'application/problem+json', '{"code":404,"message":"None."}'),
      { reason: 'other', status: 404, message: 'None.' },
    ],
    ['a page', answer(500, 'text/html', '<p>'), { reason: 'other', message: '<p>' }],
  ])('0.1 throws the body of a refusal, here %s', async (_what, refusal, told) => {
    const { request } = await setUp('platformsh-client-0.1', { api: () => refusal });
    expect(await request()).toEqual({ outcome: 'rejected', ...told });
  });

  it('0.1 is told as silent where an exchange that is refused with 401 is never settled', async () => {
    const { server, request } = await setUp('platformsh-client-0.1', { token: json(401, { error: 'x' }) });
    expect(await request()).toMatchObject({ outcome: 'rejected', reason: 'timeout' });
    expect(server.at('/api')).toEqual([]);
  });

  it('0.1 tells of an activity that has failed by its result', async () => {
    const links = (path: string) => ({ self: { href: path }, '#backup': { href: `${path}/backup` } });
    const ended = {
      id: 'act1',
      type: 'environment.backup',
      state: 'complete',
      result: 'failure',
      completion_percent: 100,
    };
    const _links = { self: { href: '/api/projects/p1/activities/act1' } };
    const environment = {
      id: 'master',
      project: 'p1',
      _links: links('/api/projects/p1/environments/master'),
    };
    const { invoke } = await setUp('platformsh-client-0.1', {
      api: ({ method }) =>
        json(200, method === 'POST' ? { _embedded: { activities: [{ ...ended, _links }] } } : environment),
    });
    expect(await invoke('backup.create')).toMatchObject({ outcome: 'rejected', reason: 'operation-failed' });
  });

  it('0.2 ends a program of Node before anything is sent', async () => {
    const { server, request } = await setUp('platformsh-client-0.2');
    expect(await request()).toMatchObject({
      outcome: 'rejected',
      reason: 'other',
      message: expect.stringContaining('window is not defined'),
    });
    expect(server.arrivals).toEqual([]);
  });
});
