import { expect, test } from 'vitest';
import { START, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const DATE = '2026-01-02T03:04:05+00:00';

test('the account has the members that clients read (b7)', async () => {
  const platform = platforms.open();
  const { api } = platform.sandbox.endpoints;
  const { status, headers, json } = await platform.get('/account');
  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('application/hal+json');
  expect(json).toMatchObject({
    id: 1,
    uuid: expect.stringMatching(UUID),
    name: 'ada.moreno',
    mail: 'ada@example.com',
    created_at: DATE,
    last_login_at: DATE,
    phone: { office: null, mobile: null, tfa: null },
    metadata: { applications: { recent: [], starred: [] } },
    flags: { active: true, tfa: false, support: true },
  });
  const named = [
    'first_name',
    'last_name',
    'job_title',
    'job_function',
    'company',
    'country',
    'state',
    'timezone',
  ];
  expect(Object.keys(json)).toEqual(expect.arrayContaining([...named, 'picture_url', 'features']));
  expect(json._links.tokens).toEqual({ href: `${api}/account/tokens` });
  expect(Object.keys(json._links)).toEqual(['self', 'invites', 'messages', 'tokens', 'parent']);
  expect(JSON.stringify(json)).not.toContain(platform.sandbox.state.user.password);
});

test.each([
  ['the right password', (right: string) => right, true],
  ['another one', () => 'guess', false],
])('%s is told from the others (b6)', async (_name, password, valid) => {
  const platform = platforms.open();
  const { user } = platform.sandbox.state;
  expect(
    (await platform.send('POST', '/account/password', { password: password(user.password) })).json,
  ).toEqual({ valid });
});

test('no password is a failed validation, keyed by its field (b5)', async () => {
  const { status, json } = await platforms.open().send('POST', '/account/password', {});
  expect(status).toBe(400);
  expect(json).toEqual({
    error: 'validation_failed',
    message: { password: ['The password is a required field.'] },
  });
});

test('a body that is no JSON is a bad request, in the form of the API', async () => {
  const platform = platforms.open();
  const headers = { ...(await platform.bearer()), 'content-type': 'application/hal+json' };
  const { status, json } = await platform.call('/api/account/password', {
    method: 'POST',
    headers,
    body: '{',
  });
  expect(status).toBe(400);
  expect(json).toEqual({ error: 'bad_request', message: 'The request body could not be read.' });
});

test('applications are listed as HAL, a page at a time (b7)', async () => {
  const platform = platforms.open();
  const { api } = platform.sandbox.endpoints;
  const [application] = platform.sandbox.state.applications;
  const { json } = await platform.get('/applications');
  expect(json).toMatchObject({
    total: 1,
    pagination: { total: 1, limit: 10, offset: 0 },
    _links: {
      self: { href: `${api}/applications` },
      sort: { href: `${api}/applications{?sort}`, templated: true },
      filter: { href: `${api}/applications{?filter}`, templated: true },
      limit: { href: `${api}/applications{?limit}`, templated: true },
      offset: { href: `${api}/applications{?offset}`, templated: true },
    },
  });
  expect(json._embedded.items).toEqual([
    {
      id: 1,
      uuid: application!.uuid,
      name: 'meadow-site',
      hosting: { type: 'ace', id: 'prod:meadowsite' },
      subscription: { uuid: expect.stringMatching(UUID), name: 'meadow-site' },
      organization: { uuid: application!.organization.uuid, name: 'Meadow' },
      flags: { remote_admin: true },
      status: 'normal',
      type: 'drupal',
      _links: {
        self: { href: `${api}/applications/${application!.uuid}` },
        parent: { href: `${api}/applications` },
      },
    },
  ]);
  expect((await platform.get(`/applications/${application!.uuid}`)).json).toEqual(json._embedded.items[0]);
});

test('an empty list has a total of 0 and no items', async () => {
  const platform = platforms.open();
  platform.sandbox.state.applications.length = 0;
  expect((await platform.get('/applications')).json).toMatchObject({ total: 0, _embedded: { items: [] } });
});

test('limit and offset choose a page; total counts all of it', async () => {
  const platform = platforms.open();
  const { state } = platform.sandbox;
  for (let n = 1; n <= 11; n++) state.addApplication(state.organizations[0]!, `site-${n}`);
  const names = (json: { _embedded: { items: { name: string }[] } }) => json._embedded.items.map(i => i.name);
  expect(names((await platform.get('/applications')).json)).toHaveLength(10);
  const { json } = await platform.get('/applications?limit=2&offset=10');
  expect(names(json)).toEqual(['site-10', 'site-11']);
  expect(json.pagination).toEqual({ total: 12, limit: 2, offset: 10 });
  expect(json.total).toBe(12);
});

test.each([
  ['hosting=@*:meadowsite', 'meadow-site'],
  ['name=@side', 'sea-side'],
  ['name!=meadow-site', 'sea-side'],
])('the filter %s finds what acli and the SDK look for', async (filter, found) => {
  const platform = platforms.open();
  const { state } = platform.sandbox;
  state.addApplication(state.organizations[0]!, 'sea-side');
  const { json } = await platform.get(`/applications?filter=${encodeURIComponent(filter)}`);
  expect([json.total, json._embedded.items.map((i: { name: string }) => i.name)]).toEqual([1, [found]]);
});

test.each(['limit=ten', 'offset=-1', 'filter=colour%3Dred'])('?%s is a bad request', async query => {
  const { status, json } = await platforms.open().get(`/applications?${query}`);
  expect([status, json.error, typeof json.message]).toEqual([400, 'bad_request', 'string']);
});

test('organizations are listed with their owner (b7)', async () => {
  const platform = platforms.open();
  const { organizations, user } = platform.sandbox.state;
  const { json } = await platform.get('/organizations');
  expect(json._embedded.items).toEqual([
    {
      id: 1,
      uuid: organizations[0]!.uuid,
      name: 'Meadow',
      subscriptions_total: 1,
      admins_total: 1,
      users_total: 1,
      owner: {
        uuid: user.uuid,
        first_name: 'Ada',
        last_name: 'Moreno',
        picture_url: null,
        username: 'ada@example.com',
        mail: 'ada@example.com',
      },
      flags: { federated_authentication: false },
      _links: expect.objectContaining({ self: { href: expect.stringContaining('/organizations/') } }),
    },
  ]);
});

test("an organization's applications are its own only", async () => {
  const platform = platforms.open();
  const { state } = platform.sandbox;
  const other = state.addOrganization({ name: 'Other', sso: false });
  state.addApplication(other, 'other-site');
  const { json } = await platform.get(`/organizations/${other.uuid}/applications`);
  expect(json._embedded.items.map((i: { name: string }) => i.name)).toEqual(['other-site']);
});

test.each([
  ['/applications/x', 'application'],
  ['/organizations/x/applications', 'organization'],
  ['/notifications/x', 'notification'],
  ['/account/tokens/x', 'token'],
])('%s does not exist (b5)', async (path, what) => {
  const { status, json } = await platforms.open().get(path);
  expect(status).toBe(404);
  expect(json).toEqual({
    error: 'not_found',
    message: `The ${what} you are trying to access does not exist, or you do not have permission to access it.`,
  });
});

test('every POST begins a backup of its own, and leads to its notification (b7)', async () => {
  const platform = platforms.open();
  const path = '/environments/12-d314739e/databases/my%20db/backups';
  const first = await platform.send('POST', path, {});
  const second = await platform.send('POST', path, {});
  expect(first.status).toBe(202);
  expect(first.json.message).toBe('Creating the backup.');
  expect(first.json._links.self.href).toBe(`${platform.sandbox.endpoints.api}${path}`);
  expect(platform.sandbox.state.notifications).toHaveLength(2);
  expect((await platform.get('/notifications/x')).status).toBe(404);
  const { href } = second.json._links.notification;
  const { json } = await platform.call(href.slice(platform.sandbox.base.length), {
    headers: await platform.bearer(),
  });
  expect(json).toMatchObject({
    uuid: platform.sandbox.state.notifications[1]!.uuid,
    event: 'DatabaseBackupCreated',
    label: 'Database backup created',
    description: expect.stringMatching(/./),
    created_at: new Date(START).toISOString().replace('.000Z', '+00:00'),
    completed_at: DATE,
    status: 'completed',
    progress: 100,
    context: { author: { uuid: platform.sandbox.state.user.uuid } },
  });
});

test('a download leads to another host: other name, other port (b7)', async () => {
  const platform = platforms.open();
  const answer = await platform.get('/environments/12-d314739e/databases/db/backups/1/actions/download');
  const to = new URL(answer.headers.get('location')!);
  const from = new URL(platform.sandbox.base);
  expect(answer.status).toBe(301);
  expect([to.hostname === from.hostname, to.port === from.port]).toEqual([false, false]);
  expect((await fetch(to)).status).toBe(200);
  expect(platform.sandbox.journal.exchanges.at(-1)!.site).toBe('foreign');
});
