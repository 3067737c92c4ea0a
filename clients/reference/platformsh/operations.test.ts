import { describe, expect, it } from 'vitest';
import { setUp } from '../../testing/platformsh.ts';
import { invoke } from '../../testing/session.ts';
import { type Answer, json } from '../../testing/tiny-server.ts';
import { OPERATIONS } from './capabilities.ts';

const ok = (value: unknown) => ({ outcome: 'ok', value });
const ME = 'GET /api/users/me';

it('offers what it declares, and nothing else', async () => {
  const { client } = await setUp({});
  for (const operation of OPERATIONS) {
    expect(await invoke(client, operation, { name: 'n', value: 'v', title: 't' })).toHaveProperty('outcome');
  }
  await expect(invoke(client, 'login')).rejects.toMatchObject({ capability: 'login' });
});

describe("the user's account", () => {
  it('auth.info says whom the token acts as', async () => {
    const { client, calls } = await setUp({});
    expect(await invoke(client, 'auth.info')).toEqual(ok({ id: 'user/1', email: 'ci@example.com' }));
    expect(calls()).toEqual([ME]);
  });

  it('projects.list follows the links to what the projects are called', async () => {
    const { client, calls } = await setUp({
      'GET /api/users/user%2F1/extended-access': () =>
        json(200, {
          items: [{ resource_id: 'prj2' }, { resource_id: 'gone' }, { resource_id: 'prj1' }],
          _links: {
            self: { href: '/api/users/user%2F1/extended-access' },
            'ref:projects:0': { href: '/api/ref/projects?in=prj1,gone' },
            'ref:projects:1': { href: '/api/ref/projects?in=prj2' },
            'ref:organizations:0': { href: '/api/ref/organizations?in=org1' },
          },
        }),
      'GET /api/ref/projects': (_n, { target }) =>
        target.endsWith('prj2')
          ? json(200, { prj2: { id: 'prj2', title: 'Two' } })
          : json(200, { prj1: { id: 'prj1', title: 'One' }, gone: null }),
    });
    expect(await invoke(client, 'projects.list')).toEqual(
      ok([
        { id: 'prj2', title: 'Two' },
        { id: 'prj1', title: 'One' },
      ]),
    );
    expect(calls()).toEqual([
      ME,
      'GET /api/users/user%2F1/extended-access?filter%5Bresource_type%5D=project',
      'GET /api/ref/projects?in=prj1,gone',
      'GET /api/ref/projects?in=prj2',
    ]);
  });

  it('a link away from the API is not followed', async () => {
    const { client, calls } = await setUp({
      'GET /api/users/user%2F1/extended-access': () =>
        json(200, { items: [], _links: { 'ref:projects:0': { href: 'http://127.0.0.1:1/ref' } } }),
    });
    expect(await invoke(client, 'projects.list')).toMatchObject({ reason: 'malformed-response' });
    expect(calls()).toHaveLength(2);
  });

  it.each<[object, object, string]>([
    [{ project: 'p/2' }, {}, 'p%2F2'],
    [{}, {}, 'prj1'],
    [{}, { options: { allowInsecure: true }, env: { PLATFORM_PROJECT: 'from-env' } }, 'from-env'],
  ])('environments.list of %j in a session with %j asks for %s', async (input, changed, project) => {
    const path = `GET /api/projects/${project}/environments`;
    const { client, calls } = await setUp(
      { [path]: () => json(200, [{ id: 'main' }, { id: 'feature/x' }]) },
      changed,
    );
    const listed = await invoke(client, 'environments.list', { ...input });
    expect(listed).toEqual(ok([{ id: 'main' }, { id: 'feature/x' }]));
    expect(calls()).toEqual([path]);
  });

  it('says what is missing when nothing names the project', async () => {
    const { client, calls } = await setUp({}, { options: { allowInsecure: true } });
    const told = await invoke(client, 'environments.list');
    expect(told).toMatchObject({
      reason: 'other',
      message: expect.stringContaining('PLATFORM_PROJECT'),
    });
    expect(calls()).toEqual([]);
  });

  it('ssh-key.create says whose key it is, and ssh-key.list tells them by id and title', async () => {
    const { server, client } = await setUp({
      'POST /api/ssh_keys': () => json(201, { key_id: 7, title: 'ci', value: 'ssh-ed25519 AAAA' }),
      'GET /api/me': () => json(200, { ssh_keys: [{ key_id: 7, title: 'ci', value: 'ssh-ed25519 AAAA' }] }),
    });
    const created = await invoke(client, 'ssh-key.create', { title: 'ci', value: 'ssh-ed25519 AAAA' });
    expect(created).toEqual(ok({ id: '7' }));
    expect(JSON.parse(server.at('/api/ssh_keys')[0]!.body)).toEqual({
      value: 'ssh-ed25519 AAAA',
      title: 'ci',
      uuid: 'user/1',
    });
    expect(await invoke(client, 'ssh-key.list')).toEqual(ok([{ id: '7', title: 'ci' }]));
  });

  it.each<Answer>([
    json(200, [1]),
    json(200, { id: 1, email: null }),
    { status: 200, body: '<html>' },
    { status: 200 },
  ])('an answer of another form is told: %j', async answer => {
    const { client } = await setUp({ [ME]: () => answer });
    expect(await invoke(client, 'auth.info')).toMatchObject({ reason: 'malformed-response' });
  });
});
