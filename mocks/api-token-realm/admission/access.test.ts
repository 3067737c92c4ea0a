import { describe, expect, test } from 'vitest';
import { operations } from '../index.ts';
import { testPlatforms } from '../testing/platform.ts';
import { apiRoutes, nowhere } from '../testing/routes.ts';

const platforms = testPlatforms();
const refused = { error: { code: 401, message: 'Token authentication failed' } };

describe('every route of the API', () => {
  test.each([...apiRoutes, ...nowhere].map(([method, path]) => [method, path] as const))(
    '%s %s refuses an anonymous call with a challenge (R1)',
    async (method, path) => {
      const platform = platforms.open();
      const answer = await platform.call(`/api/v1${path}`, { method });
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'apiToken realm="api"']);
      expect(answer.json).toEqual({ error: { code: 401, message: 'Authentication required: no API token' } });
      expect(platform.refusals).toEqual(['the call carries a credential']);
    },
  );

  test.each(nowhere)('%s %s leads nowhere, with a good token too', async (method, path) => {
    const platform = platforms.open();
    expect((await platform.send(method, path)).status).toBe(404);
  });

  test.each(apiRoutes)('%s %s is closed to a token without permissions (R2, R9)', async (method, path) => {
    const platform = platforms.open();
    const answer = await platform.send(method, path, undefined, platform.tokenOf(platform.state.admin));
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([403, null]);
    expect(platform.refusals).toEqual([expect.stringMatching(/^permission: (all|one) of$/)]);
  });

  test('is in the list that these tests go by', async () => {
    const platform = platforms.open();
    for (const [method, path] of apiRoutes) await platform.send(method, path);
    const asked = platform.sandbox.journal.exchanges.map(({ operation }) => operation);
    expect(asked).toEqual(apiRoutes.map(([, , operation]) => operation));
    expect([...asked, 'preflight', 'docs', 'console'].sort()).toEqual([...operations].sort());
  });
});

test.each(['header', 'query'])(
  'a token opens while it is active, and only then: %s (e, R20)',
  async transport => {
    const platform = platforms.open();
    const { state } = platform;
    const token = platform.tokenOf(state.user, 'metrics.read');
    const { value } = token.access;
    const ask = async () => {
      if (transport === 'header') return platform.get('/metrics', token);
      return platform.call(`/api/v1/metrics?apiToken=${value}`);
    };
    expect((await ask()).status).toBe(200);
    state.deactivate(token);
    expect([(await ask()).json, platform.refusals]).toEqual([refused, ['token is active']]);
    state.activate(token);
    expect((await ask()).status).toBe(200);
    state.delete(token);
    expect([(await ask()).json, platform.refusals]).toEqual([refused, ['token is not deleted']]);
    state.activate(token);
    expect((await ask()).status).toBe(401);
    const used = platform.sandbox.journal.exchanges.map(({ usedToken }) => usedToken);
    expect(new Set(used)).toEqual(new Set([token.access.id]));
    expect(token.access.usedIn).toHaveLength(5);
  },
);

test('an inactive token may be told why (b2)', async () => {
  const platform = platforms.open({ inactiveMessage: 'distinct' });
  platform.state.deactivate(platform.token);
  const { status, json } = await platform.get('/metrics');
  expect([status, json.error.message]).toEqual([401, 'Token is inactive']);
  expect((await platform.with('apiToken x')).json).toEqual(refused);
});

test('the tokens of a user are independent of each other (R4, R5)', async () => {
  const platform = platforms.open();
  const reader = platform.tokenOf(platform.state.user, 'projects.read');
  const writer = platform.tokenOf(platform.state.user, 'projects.write');
  const statuses = async () => [
    (await platform.get('/projects', reader)).status,
    (await platform.send('POST', '/projects', { name: 'x' }, reader)).status,
    (await platform.get('/projects', writer)).status,
    (await platform.send('POST', '/projects', { name: 'x' }, writer)).status,
  ];
  expect(await statuses()).toEqual([200, 403, 403, 201]);
  platform.state.delete(reader);
  expect(await statuses()).toEqual([401, 401, 403, 201]);
});

test('a route needs all of its permissions, or one of them, and says which (b3)', async () => {
  const platform = platforms.open();
  const { user } = platform.state;
  const reader = platform.tokenOf(user, 'projects.read');
  const writer = platform.tokenOf(user, 'projects.write');
  const editor = platform.tokenOf(user, 'projects.write', 'projects.read');
  const copy = async (token: typeof reader) =>
    platform.send('POST', '/projects/prj_1/copy', undefined, token);
  expect((await copy(editor)).status).toBe(201);
  expect((await copy(reader)).json.error).toEqual({
    code: 403,
    message: 'Token is missing required permission. Missing: projects.write',
  });
  expect([(await copy(writer)).status, platform.refusals]).toEqual([403, ['permission: all of']]);
  const metrics = platform.tokenOf(user, 'metrics.read');
  for (const token of [reader, metrics]) expect((await platform.get('/usage', token)).status).toBe(200);
  expect((await platform.get('/usage', writer)).json.error.message).toBe(
    'Token is missing required permission. Use one of: metrics.read, projects.read',
  );
  expect(platform.refusals).toEqual(['permission: one of']);
});

test('a token can do no more than its user may at the time of the call (b3)', async () => {
  const platform = platforms.open();
  const { state } = platform;
  state.setRights(state.user, ['projects.read']);
  const { status, json } = await platform.get('/metrics');
  expect([status, json.error.message]).toEqual([
    403,
    'The user of the token lacks the permission. Missing: metrics.read',
  ]);
  expect(platform.refusals).toEqual(['permission: of the user']);
  expect((await platform.get('/projects')).status).toBe(200);
  state.setRights(state.user, ['metrics.read']);
  expect((await platform.get('/metrics')).status).toBe(200);
});

test('unless rights of users are not looked at (b3)', async () => {
  const platform = platforms.open({ userRights: 'ignore' });
  platform.state.setRights(platform.state.user, []);
  expect((await platform.get('/metrics')).status).toBe(200);
  const admin = await platform.get('/_console/tokens?scope=all');
  expect(admin.status).toBe(200);
});

test('permission comes before existence: who lacks it learns of no id (b2)', async () => {
  const platform = platforms.open();
  const token = platform.tokenOf(platform.state.user, 'metrics.read');
  for (const id of ['prj_1', 'prj_99'])
    expect((await platform.get(`/projects/${id}`, token)).status).toBe(403);
  expect((await platform.get('/projects/prj_99')).status).toBe(404);
});

test('a token opens its own environment only (R16)', async () => {
  const platform = platforms.open();
  const { state } = platform;
  const staging = state.addEnvironment('Staging');
  state.setRights(state.user, ['projects.read', 'metrics.read'], staging);
  const { id } = state.inventory.addProject(staging, 'pond');
  const permissions = ['projects.read', 'metrics.read'] as const;
  const there = state.createToken({ user: state.user, name: 'x', permissions, environment: staging });
  expect((await platform.get('/projects', there)).json.projects).toEqual([{ id, name: 'pond' }]);
  expect((await platform.get('/metrics', there)).json.total).toBe(0);
  const crossing = [await platform.get('/projects/prj_1', there), await platform.get(`/projects/${id}`)];
  expect(crossing.map(({ status }) => status)).toEqual([404, 404]);
  expect((await platform.get(`/projects/${id}`, there)).status).toBe(200);
});

test('errors take the flat form where that is set (b2)', async () => {
  const platform = platforms.open({ errors: 'flat' });
  const bodies = [
    await platform.with('apiToken x'),
    await platform.get('/metrics', platform.tokenOf(platform.state.user)),
    await platform.get('/metrics?limit=0'),
  ].map(({ json }) => json);
  expect(bodies).toEqual([
    { error: 'Unauthorized', message: 'Token authentication failed' },
    { error: 'Forbidden', message: 'Token is missing required permission. Missing: metrics.read' },
    { error: 'Bad Request', message: 'Constraints violated' },
  ]);
});

test('a preflight needs no token, and the call after it does (d11)', async () => {
  const platform = platforms.open();
  const headers = { origin: 'https://app.example.test', 'access-control-request-method': 'GET' };
  const { status, headers: answered } = await platform.call('/api/v1/metrics', {
    method: 'OPTIONS',
    headers,
  });
  expect([status, answered.get('access-control-allow-origin')]).toEqual([204, '*']);
  expect(answered.get('access-control-allow-headers')).toContain('Authorization');
  expect(platform.sandbox.journal.exchanges[0]!.operation).toBe('preflight');
  const { origin } = headers;
  const call = await platform.call('/api/v1/metrics', { headers: { origin } });
  expect([call.status, call.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
  expect((await platform.call('/api/v1/metrics', { method: 'OPTIONS', headers: { origin } })).status).toBe(
    401,
  );
});

test('HEAD needs a token as GET does (d11)', async () => {
  const platform = platforms.open();
  const head = (headers = {}) => platform.call('/api/v1/metrics', { method: 'HEAD', headers });
  expect((await head()).status).toBe(401);
  expect((await head({ authorization: `apiToken ${platform.token.access.value}` })).status).toBe(200);
});
