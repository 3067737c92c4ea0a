import { expect, test } from 'vitest';
import { testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();

test('calls act as the user who made the token', async () => {
  const platform = platforms.open();
  const machine = platform.machine(['admin']);
  for (const [token, user] of [
    [platform.apiToken, platform.user],
    [machine, machine.user],
  ] as const) {
    const me = await platform.get('/users/me', token);
    expect(me.json).toMatchObject({
      id: user.id,
      email: user.email,
      first_name: user.firstName,
      deactivated: false,
    });
    expect((await platform.get(`/users/${user.id}`, token)).json).toEqual(me.json);
    for (const path of ['/me', '/platform/me']) {
      const old = { id: user.id, uuid: user.id, mail: user.email, ssh_keys: [], has_key: false, roles: [] };
      expect((await platform.get(path, token)).json).toMatchObject({
        ...old,
        projects: [{ id: platform.project.id }],
      });
    }
  }
  expect((await platform.get(`/users/${platform.user.id}`, machine)).status).toBe(403);
  expect((await platform.send('POST', '/me/verification')).json).toEqual({ state: false, type: '' });
});

test('projects are listed by extended access, whose links lead to more', async () => {
  const platform = platforms.open();
  const { project, user, sandbox } = platform;
  const path = `/users/${user.id}/extended-access?filter%5Bresource_type%5D=project`;
  const { json } = await platform.get(path);
  expect(json.items).toEqual([
    {
      user_id: user.id,
      resource_id: project.id,
      resource_type: 'project',
      organization_id: project.organization.id,
      permissions: ['admin'],
      granted_at: '2026-01-02T03:04:05Z',
      updated_at: '2026-01-02T03:04:05Z',
    },
  ]);
  const follow = async (rel: string) => {
    const url = new URL(json._links[rel].href, sandbox.endpoints.api);
    return (await fetch(url, { headers: await platform.bearer() })).json();
  };
  expect(await follow('ref:projects:0')).toMatchObject({
    [project.id]: { id: project.id, title: 'Meadow site', vendor: 'upsun', status: 'active' },
  });
  expect(await follow('ref:organizations:0')).toMatchObject({
    [project.organization.id]: { owner_id: user.id },
  });
  const whole = await platform.get(`/users/${user.id}/extended-access`);
  expect(whole.json.items.map((one: { resource_type: string }) => one.resource_type)).toEqual([
    'project',
    'organization',
  ]);
});

test("the user of one project gets nothing on another's", async () => {
  for (const noAccessStatus of [403, 404] as const) {
    const platform = platforms.open({ noAccessStatus });
    const { state, project } = platform;
    const other = state.createProject('Other');
    state.grant(platform.user, other, ['admin']);
    const machine = platform.machine(['admin'], other);
    const at = `/projects/${project.id}`;
    const places = ['', '/environments', '/environments/master', '/user-access', '/activities', '/variables'];
    for (const place of [...places, '/certificates', '/invitations', '/environments/master/backups'])
      expect([place, (await platform.get(`${at}${place}`, machine)).status]).toEqual([place, noAccessStatus]);
    for (const place of ['/environments/master/backup', '/environments/master/redeploy', '/invitations'])
      expect((await platform.send('POST', `${at}${place}`, {}, machine)).status).toBe(noAccessStatus);
    expect(state.activities.all).toEqual([]);
    expect((await platform.get(`/projects/${other.id}`, machine)).status).toBe(200);
    const seen = await platform.get(`/users/${machine.user.id}/extended-access`, machine);
    expect(seen.json.items.map((one: { resource_id: string }) => one.resource_id)).toEqual([other.id]);
    const refs = await platform.get(`/ref/projects?in=${project.id},${other.id}`, machine);
    expect(Object.keys(refs.json)).toEqual([other.id]);
    expect((await platform.get('/projects/nowhere', machine)).status).toBe(404);
  }
});

test('environments: by percent-encoded id, and only those of a type that is open', async () => {
  const platform = platforms.open();
  const at = `/projects/${platform.project.id}/environments`;
  const { json } = await platform.get(at);
  expect(json.map((one: Record<string, unknown>) => [one.id, one.type, one.status, one.parent])).toEqual([
    ['master', 'production', 'active', null],
    ['staging', 'staging', 'active', 'master'],
    ['feature/login', 'development', 'active', 'master'],
  ]);
  const one = await platform.get(`${at}/feature%2Flogin`);
  expect(one.json).toEqual(json[2]);
  expect(one.json._links.self.href).toMatch(/\/environments\/feature%2Flogin$/);
  expect((await platform.get(`${at}/feature/login`)).status).toBe(404);
  expect((await platform.get(`${at}/feature%252Flogin`)).status).toBe(404);
  const developer = platform.machine(['development:contributor']);
  const open = await platform.get(at, developer);
  expect(open.json.map(({ id }: { id: string }) => id)).toEqual(['feature/login']);
  expect((await platform.get(`${at}/master`, developer)).status).toBe(403);
});

test('a project shows an admin more than others', async () => {
  const platform = platforms.open();
  const viewer = platform.machine(['viewer']);
  const at = `/projects/${platform.project.id}`;
  const [admin, other] = [await platform.get(at), await platform.get(at, viewer)];
  expect(admin.json).toMatchObject({ default_branch: 'master', title: 'Meadow site', vendor: 'upsun' });
  const relations = (links: object) => Object.keys(links).filter(rel => rel.startsWith('#'));
  expect(relations(admin.json._links)).toEqual(['#edit', '#manage-variables', '#manage-access']);
  expect(relations(other.json._links)).toEqual([]);
  expect((await platform.send('PATCH', at, { title: 'x' }, viewer)).status).toBe(403);
  expect((await platform.send('PATCH', at, { title: 'New' })).json._embedded.entity.title).toBe('New');
});

test("the rest of the vendor's own mock", async () => {
  const platform = platforms.open();
  const { organization, subscriptionId, id } = platform.project;
  const master = `/projects/${id}/environments/master`;
  const types = await platform.get(`/projects/${id}/environment-types`);
  expect(types.json.map((one: { id: string }) => one.id)).toEqual(['production', 'staging', 'development']);
  expect((await platform.get('/regions')).json.regions[0].id).toBe('eu.platform.sh');
  expect((await platform.get('/organizations')).json.items[0].id).toBe(organization.id);
  expect((await platform.get(`/users/${platform.user.id}/organizations`)).json.count).toBe(1);
  expect((await platform.get(`/organizations/${organization.id}`)).json.label).toBe('Meadow');
  for (const path of [
    `/subscriptions/${subscriptionId}`,
    `/organizations/${organization.id}/subscriptions/${subscriptionId}`,
  ])
    expect((await platform.get(path)).json.project_id).toBe(id);
  expect((await platform.get(`/organizations/${organization.id}/subscriptions`)).json.count).toBe(1);
  expect((await platform.send('PATCH', `${master}/settings`, { a: 1 })).status).toBe(200);
  expect((await platform.get(`${master}/settings`)).json).toEqual({ a: 1 });
  expect((await platform.get(`${master}/deployments/current`)).json.webapps.app.name).toBe('app');
  expect((await platform.send('POST', `${master}/deploy`)).json._embedded.activities[0].state).toBe(
    'pending',
  );
  expect((await platform.send('PATCH', master, { title: 'Main' })).json._embedded.entity.title).toBe('Main');
  const stranger = platform.machine([]);
  expect((await platform.get(`/organizations/${organization.id}`, stranger)).status).toBe(404);
  expect((await platform.get(`/subscriptions/${subscriptionId}`, stranger)).status).toBe(404);
});

test('the installer is for everybody', async () => {
  const { status, headers, text } = await platforms.open().call('/cli/installer');
  expect([status, headers.get('content-type')]).toEqual([200, 'text/plain; charset=utf-8']);
  expect(text).toMatch(/^<\?php\n[\s\S]*\.platformsh\/bin/);
});
