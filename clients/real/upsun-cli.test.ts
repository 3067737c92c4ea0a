import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { CALLS } from '../../src/protocol/index.ts';
import { StdioClient } from '../testing/stdio.ts';
import { type Answer, type Arrival, TinyServer } from '../testing/tiny-server.ts';

const API = '/s1/api';
const ENVIRONMENTS = ['master', 'feature/login'].map(id => {
  const at = `${API}/projects/p1/environments/${encodeURIComponent(id)}`;
  const _links = {
    self: { href: at },
    '#edit': { href: at },
    '#backup': { href: `${at}/backup` },
    '#variables': { href: `${at}/variables` },
    '#manage-variables': { href: `${at}/variables` },
  };
  return { id, name: id, title: id, machine_name: 'm', type: 'production', status: 'active', _links };
});
const ACTIVITY = {
  id: 'act1',
  type: 'environment.backup',
  state: 'pending',
  result: null,
  completion_percent: 0,
  text: 'Ada created a backup',
  description: 'Ada created a backup',
  created_at: '2026-01-02T03:04:05Z',
  payload: { backup_name: 'bkp1' },
  _links: {
    self: { href: `${API}/projects/p1/activities/act1` },
    log: { href: `${API}/projects/p1/activities/act1/log` },
  },
};
/** A token as the CLI reads it: the user is in `sub`. */
const JWT = `e30.${Buffer.from('{"sub":"u1","exp":4000000000}').toString('base64url')}.s`;

const json = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const LOG = '{"_id":"1","data":{"timestamp":"2026-01-02T03:04:05Z","message":"Done\\n"}}\n{"seal":true}\n';

/** What the platform answers, by the end of the path. */
const ANSWERS: readonly (readonly [RegExp, (arrival: Arrival) => Answer])[] = [
  [/\/oauth2\/token$/, ({ body }) => (body.includes('api_token=wrong') ? INVALID : GRANT)],
  [/\/oauth2\/revoke$/, () => json(200, {})],
  [
    /\/users\/me$/,
    () => json(200, { id: 'u1', email: 'ada@example.com', username: 'ada', first_name: 'Ada' }),
  ],
  [/\/extended-access\b/, () => json(200, ACCESS)],
  [/\/ref\/projects\b/, () => json(200, { p1: PROJECT })],
  [/\/ref\/organizations\b/, () => json(200, { o1: { id: 'o1', name: 'o', label: 'o', type: 'flexible' } })],
  [/\/projects\/p1$/, () => json(200, PROJECT)],
  [/\/projects\/p1\/environments$/, () => json(200, ENVIRONMENTS)],
  [/\/backup$/, () => json(201, { status: 'Created', code: 201, _embedded: { activities: [ACTIVITY] } })],
  [/\/variables$/, ({ body }) => json(201, { _embedded: { entity: JSON.parse(body), activities: [] } })],
  [/\/act1\/log$/, () => ({ status: 200, body: LOG })],
  [
    /\/act1$/,
    () => json(200, { ...ACTIVITY, state: 'complete', result: 'success', completion_percent: 100 }),
  ],
];
const GRANT = json(200, { access_token: JWT, expires_in: 900, token_type: 'bearer' });
const INVALID = json(400, { error: 'invalid_grant', error_description: 'Invalid API token' });
const PROJECT = {
  id: 'p1',
  title: 'Meadow, "new"',
  region: 'eu',
  vendor: 'upsun',
  status: 'active',
  organization_id: 'o1',
  subscription_id: '1000',
  created_at: '2026-01-02T03:04:05Z',
  default_branch: 'master',
  _links: { self: { href: `${API}/projects/p1` }, environments: { href: `${API}/projects/p1/environments` } },
};
const ACCESS = {
  items: [
    {
      user_id: 'u1',
      resource_id: 'p1',
      resource_type: 'project',
      organization_id: 'o1',
      permissions: ['admin'],
    },
  ],
  _links: {
    'ref:projects:0': { href: '/ref/projects?in=p1' },
    'ref:organizations:0': { href: '/ref/organizations?in=o1' },
  },
};

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  vi.stubEnv('TMPDIR', folder);
  const server = await TinyServer.start(
    arrival => ANSWERS.find(([path]) => path.test(arrival.target))?.[1](arrival) ?? json(404, { code: 404 }),
  );
  const program = fileURLToPath(new URL('upsun-cli/client.mjs', import.meta.url));
  const client = new StdioClient(process.execPath, [program]);
  endings.push(
    async () => expect(await client.shutdown()).toBe(0),
    () => expect(readdirSync(folder)).toEqual([]),
    () => client.kill(),
    () => vi.unstubAllEnvs(),
    () => rmSync(folder, { recursive: true }),
    () => server.stop(),
  );
  const open = (session: string, apiToken = 'secret', changed: object = {}) =>
    client.call('session/open', {
      session,
      installation: `of ${session}`,
      platform: 'platformsh',
      mechanism: 'api-token',
      endpoints: { auth: `${server.origin}/s1/auth`, api: `${server.origin}${API}` },
      credentials: { apiToken },
      options: { project: 'p1', environment: 'master' },
      env: {},
      now: '2030-01-01T00:00:00.000Z',
      ...changed,
    });
  const invoke = async (session: string, operation: string, input: object = {}) =>
    CALLS['session/invoke'].result.parse(await client.call('session/invoke', { session, operation, input }));
  return { server, client, open, invoke };
}

describe('upsun-cli as platform', () => {
  beforeAll(() => {
    if (!existsSync(new URL('upsun-cli/node_modules/@upsun', import.meta.url)))
      throw new Error('Failed to run upsun-cli: it is not installed. npm ci --prefix clients/real/upsun-cli');
  });

  it('reads what the CLI prints as tables and lists', async () => {
    const { open, invoke } = await setUp();
    await open('s');
    expect(await invoke('s', 'auth.info')).toEqual({
      outcome: 'ok',
      value: { id: 'u1', email: 'ada@example.com' },
    });
    expect(await invoke('s', 'projects.list')).toEqual({
      outcome: 'ok',
      value: [{ id: 'p1', title: 'Meadow, "new"' }],
    });
    expect(await invoke('s', 'environments.list', { project: 'p1' })).toEqual({
      outcome: 'ok',
      value: [{ id: 'feature/login' }, { id: 'master' }],
    });
  });

  it('waits for a backup to its end, and without waiting asks nothing more', async () => {
    const { server, open, invoke } = await setUp();
    await open('s');
    expect(await invoke('s', 'backup.create', { environment: 'feature/login', wait: true })).toEqual({
      outcome: 'ok',
      value: { activity: 'act1', state: 'complete', result: 'success' },
    });
    expect(server.at(`${API}/projects/p1/environments/feature%2Flogin/backup`)).toHaveLength(1);
    expect(await invoke('s', 'backup.create', { wait: false })).toEqual({
      outcome: 'ok',
      value: { activity: 'bkp1' },
    });
    expect(server.arrivals.at(-1)).toMatchObject({ method: 'POST', body: '{"safe":true}' });
  });

  it('stores a value that looks like an option', async () => {
    const { server, open, invoke } = await setUp();
    await open('s');
    const variable = { name: 'env:TOKEN', value: '-Vh', level: 'environment', environment: 'master' };
    expect(await invoke('s', 'variable.create', { ...variable, sensitive: true })).toEqual({
      outcome: 'ok',
      value: { name: 'env:TOKEN' },
    });
    const made = server.arrivals.find(
      ({ method, target }) => method === 'POST' && target.endsWith('/variables'),
    );
    expect(JSON.parse(made!.body)).toMatchObject({ name: 'env:TOKEN', value: '-Vh', is_sensitive: true });
  });

  it('gives a request to curl and hands over its answer', async () => {
    const { server, client, open } = await setUp();
    await open('s');
    const call = {
      session: 's',
      method: 'PATCH',
      path: '/odd',
      query: [['a b', 'c&d']],
      headers: { 'X-Own': '1' },
    };
    expect(await client.call('session/request', { ...call, body: { json: { a: "'é" } } })).toMatchObject({
      outcome: 'response',
      status: 404,
      body: '{"code":404}',
    });
    expect(server.at(`${API}/odd`)).toMatchObject([
      {
        method: 'PATCH',
        target: `${API}/odd?a%20b=c%26d`,
        headers: { authorization: `Bearer ${JWT}`, 'x-own': '1', 'content-type': 'application/json' },
        body: '{"a":"\'é"}',
      },
    ]);
  });

  it('tells a refused exchange in the platform’s words, and another installation knows nothing of it', async () => {
    const { server, open, invoke } = await setUp();
    await open('s', 'wrong');
    expect(await invoke('s', 'auth.info')).toEqual({
      outcome: 'rejected',
      reason: 'authentication',
      message: 'Invalid API token',
    });
    expect(server.at(API)).toEqual([]);
    await open('other');
    expect(await invoke('other', 'auth.info')).toMatchObject({ outcome: 'ok' });
  });

  it('detects the project where the environment names it', async () => {
    const { server, open, invoke } = await setUp();
    const env = { PLATFORMSH_CLI_TOKEN: 'found', PLATFORM_PROJECT: 'p1', PLATFORM_BRANCH: 'feature/login' };
    await open('s', undefined, { credentials: {}, options: {}, env });
    expect(await invoke('s', 'backup.create', { wait: false })).toMatchObject({ outcome: 'ok' });
    expect(server.at('/s1/auth')[0]!.body).toContain('api_token=found');
    expect(server.arrivals.at(-1)!.target).toContain('/environments/feature%2Flogin/backup');
  });
});
