import { expect, test } from 'vitest';
import { AWKWARD, testPlatforms } from '../testing/platform.ts';
import { apiRoutes } from '../testing/routes.ts';

const platforms = testPlatforms();
const encoded = encodeURIComponent(AWKWARD);

test('a list has pages, whose addresses keep all that was asked but the token (b5)', async () => {
  const platform = platforms.open();
  const start = `/metrics?from=now%2B1h&tag=a&tag=b&apiToken=${encoded}&copy=${encoded}`;
  const first = (await platform.call(`/api/v1${start}`)).json;
  expect([first.total, first.metrics.map(({ name }: { name: string }) => name)]).toEqual([
    5,
    ['requests', 'errors'],
  ]);
  expect(first.next).toBe(`${platform.sandbox.base}/api/v1/metrics?from=now%2B1h&tag=a&tag=b&cursor=met_3`);
  const path = first.next.slice(`${platform.sandbox.base}/api/v1`.length);
  expect((await platform.call(`/api/v1${path}`)).status).toBe(401);
  const second = (await platform.get(path)).json;
  expect(second.next).toMatch(/cursor=met_5$/);
  const last = (await platform.get('/metrics?cursor=met_5')).json;
  expect(last).toEqual({ total: 5, metrics: [{ id: 'met_5', name: 'load', value: 1 }], next: null });
});

test('how many there are on a page is for the request to say', async () => {
  const platform = platforms.open({ pageSize: 3 });
  const sizes = async (path: string) => (await platform.get(path)).json.metrics.length;
  expect([
    await sizes('/metrics'),
    await sizes('/metrics?limit=1'),
    await sizes('/metrics?limit=100'),
  ]).toEqual([3, 1, 5]);
});

const wrong: [query: string, path: string][] = [
  ['limit=0', 'limit'],
  ['limit=101', 'limit'],
  ['limit=-1', 'limit'],
  ['limit=x', 'limit'],
  ['cursor=met_99', 'cursor'],
];
test.each(wrong)('"%s" is refused with the parameter that is wrong', async (query, path) => {
  const { status, json } = await platforms.open().get(`/metrics?${query}`);
  expect([status, json.error.constraintViolations]).toEqual([
    400,
    [{ path, message: expect.any(String), parameterLocation: 'QUERY' }],
  ]);
});

test('a redirect at the same host has a query already, and no token (b5)', async () => {
  const platform = platforms.open();
  const { status, headers } = await platform.call(`/api/v1/metrics/latest?apiToken=${encoded}`);
  const location = headers.get('location')!;
  expect([status, location]).toEqual([302, `${platform.sandbox.base}/api/v1/metrics/met_5?view=full`]);
  expect((await fetch(location)).status).toBe(401);
  expect((await fetch(`${location}&apiToken=${encoded}`)).status).toBe(200);
});

test('an export lies with another host, and its address holds no token (d6)', async () => {
  const platform = platforms.open();
  const { status, headers } = await platform.call(`/api/v1/metrics/met_1/export?apiToken=${encoded}`);
  expect([status, headers.get('location')]).toEqual([302, `${platform.sandbox.foreignBase}/met_1.csv`]);
});

test('projects are made, read, copied and removed', async () => {
  const platform = platforms.open();
  const made = await platform.send('POST', '/projects', { name: ' pond ' });
  expect([made.status, made.json]).toEqual([201, { id: 'prj_3', name: 'pond' }]);
  expect((await platform.get('/projects/prj_3')).json).toEqual(made.json);
  expect((await platform.send('POST', '/projects/prj_3/copy')).json.name).toBe('Copy of pond');
  expect((await platform.send('DELETE', '/projects/prj_3')).status).toBe(204);
  expect((await platform.get('/projects/prj_3')).status).toBe(404);
  expect((await platform.get('/usage')).json).toEqual({ metrics: 5, projects: 3 });
});

test.each(['', 'x', '[]', 'null', '{}', '{"name":1}', '{"name":" "}'])(
  'a project is not made of %s',
  async body => {
    const platform = platforms.open();
    const headers = { authorization: `apiToken ${AWKWARD}` };
    expect((await platform.call('/api/v1/projects', { method: 'POST', headers, body })).status).toBe(400);
    expect(platform.state.inventory.projects).toHaveLength(2);
  },
);

test('everybody may read which permissions a request needs (R3)', async () => {
  const platform = platforms.open({ parameter: 'api-token' });
  const { status, json } = await platform.call('/docs');
  expect([status, json.authentication]).toEqual([
    200,
    { header: 'Authorization: apiToken <token>', query: 'api-token' },
  ]);
  expect(json.requests).toHaveLength(apiRoutes.length);
  expect(json.requests).toContainEqual({
    method: 'POST',
    path: '/projects/:id/copy',
    allOf: ['projects.read', 'projects.write'],
  });
  expect(json.requests).toContainEqual({
    method: 'GET',
    path: '/usage',
    oneOf: ['metrics.read', 'projects.read'],
  });
});
