import { expect, test } from 'vitest';
import { containerOf, variablesOf } from '../index.ts';
import { type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const NAME = 'env:PLATFORMSH_CLI_TOKEN';
const SECRET = 'not-to-be-seen';

const pathOf = ({ project }: TestPlatform, environment = 'master') =>
  `/projects/${project.id}/environments/${encodeURIComponent(environment)}/variables`;
/** What `platform variable:create` sends (b8). */
const fields = {
  application_scope: [],
  name: NAME,
  value: SECRET,
  is_json: false,
  is_sensitive: true,
  is_enabled: true,
  is_inheritable: true,
};

test('the command of the page: looked for, created, and never seen again', async () => {
  const platform = platforms.open();
  const path = pathOf(platform);
  const one = `${path}/env%3APLATFORMSH_CLI_TOKEN`;
  expect((await platform.get(one)).status).toBe(404);
  const made = await platform.send('POST', path, fields);
  expect(made.json).toMatchObject({
    status: 'Created',
    code: 201,
    _embedded: {
      entity: {
        name: NAME,
        is_sensitive: true,
        visible_build: false,
        visible_runtime: true,
        project: platform.project.id,
        environment: 'master',
        inherited: false,
      },
      activities: [{ type: 'environment.variable.create', state: 'complete', result: 'success' }],
    },
  });
  expect((await platform.get(`${path}/env%253APLATFORMSH_CLI_TOKEN`)).status).toBe(404);
  const [list, entity] = [await platform.get(path), await platform.get(one)];
  const activities = await platform.get(`/projects/${platform.project.id}/activities`);
  const log = await platform.get(`/projects/${platform.project.id}/activities/${activities.json[0].id}/log`);
  for (const { status, text } of [made, list, entity, activities, log]) {
    expect(status).toBeLessThan(300);
    expect(text).toContain(NAME);
    expect(text).not.toContain(SECRET);
  }
  expect(entity.json).not.toHaveProperty('value');
});

test('a value that is not sensitive is shown', async () => {
  const platform = platforms.open();
  await platform.send('POST', pathOf(platform), { name: 'plain', value: 'seen' });
  expect((await platform.get(`${pathOf(platform)}/plain`)).json.value).toBe('seen');
});

test('a name is given once; another environment may have it too', async () => {
  const platform = platforms.open();
  expect((await platform.send('POST', pathOf(platform), fields)).status).toBe(201);
  const again = await platform.send('POST', pathOf(platform), { ...fields, value: 'other' });
  expect([again.status, again.json.code]).toEqual([409, 409]);
  expect(platform.project.environments[0]!.variables.map(({ value }) => value)).toEqual([SECRET]);
  expect((await platform.send('POST', pathOf(platform, 'feature/login'), fields)).status).toBe(201);
});

test('what is sensitive stays so; anything else may be changed, and taken away', async () => {
  const platform = platforms.open();
  await platform.send('POST', pathOf(platform), fields);
  const one = `${pathOf(platform)}/env%3APLATFORMSH_CLI_TOKEN`;
  expect((await platform.send('PATCH', one, { is_sensitive: false })).status).toBe(400);
  const changed = await platform.send('PATCH', one, { value: 'new', visible_build: true });
  expect(changed.json._embedded.entity).toMatchObject({ is_sensitive: true, visible_build: true });
  expect(platform.project.environments[0]!.variables[0]).toMatchObject({ value: 'new', isSensitive: true });
  expect((await platform.send('DELETE', one)).status).toBe(200);
  expect((await platform.get(one)).status).toBe(404);
});

test('variables of the project are seen by builds', async () => {
  const platform = platforms.open();
  const path = `/projects/${platform.project.id}/variables`;
  const made = await platform.send('POST', path, { name: 'php:memory', value: '1', is_sensitive: false });
  expect(made.json._embedded.entity).toMatchObject({ visible_build: true, visible_runtime: true });
  expect(made.json._embedded.entity).not.toHaveProperty('environment');
  expect((await platform.get(path)).json).toHaveLength(1);
});

test.each([
  [{ name: '' }],
  [{ name: 'a b' }],
  [{ name: 'x'.repeat(257) }],
  [{ name: 'env:1' }],
  [{ value: '' }],
  [{ value: 7 }],
  [{ is_json: true }],
  [{ is_sensitive: 'true' }],
  [{ application_scope: 'app' }],
])('refused with 400: %j', async change => {
  const platform = platforms.open();
  const { status, json } = await platform.send('POST', pathOf(platform), { ...fields, ...change });
  expect([status, Object.keys(json.detail)]).toEqual([
    400,
    [Object.keys(change)[0]!.replace('is_json', 'value')],
  ]);
});

test('variables are for admins to manage', async () => {
  const platform = platforms.open();
  const viewer = platform.machine(['viewer', 'production:contributor']);
  await platform.send('POST', pathOf(platform), fields);
  const one = `${pathOf(platform)}/env%3APLATFORMSH_CLI_TOKEN`;
  expect((await platform.get(one, viewer)).status).toBe(200);
  for (const [method, path, body] of [
    ['POST', pathOf(platform), { ...fields, name: 'other' }],
    ['PATCH', one, { value: 'x' }],
    ['DELETE', one, undefined],
    ['POST', `/projects/${platform.project.id}/variables`, fields],
  ] as const)
    expect((await platform.send(method, path, body, viewer)).status).toBe(403);
  expect(platform.project.environments[0]!.variables.map(({ value }) => value)).toEqual([SECRET]);
});

test('a child inherits what is inheritable, and has its own before it', async () => {
  const platform = platforms.open();
  const { state, project } = platform;
  const [master, , child] = project.environments;
  state.setVariable(project, { name: 'all', value: 'p' });
  state.setVariable(master!, { name: 'kept', value: 'm', isInheritable: false });
  state.setVariable(master!, { name: 'a', value: 'm' });
  state.setVariable(master!, { name: 'b', value: 'm' });
  state.setVariable(child!, { name: 'b', value: 'c' });
  const { json } = await platform.get(pathOf(platform, 'feature/login'));
  const seen = json.map((one: Record<string, unknown>) => [one.name, one.value, one.inherited]);
  expect(seen.sort()).toEqual([
    ['a', 'm', true],
    ['b', 'c', false],
  ]);
  expect((await platform.send('DELETE', `${pathOf(platform, 'feature/login')}/a`)).status).toBe(404);
  expect(variablesOf(project, child!).map(({ name, level }) => [name, level])).toEqual([
    ['all', 'project'],
    ['b', 'environment'],
  ]);
  expect(containerOf(child!)).toMatchObject({
    project: project.id,
    branch: 'feature/login',
    environmentType: 'development',
    parents: [[{ name: 'kept' }, { name: 'a' }, { name: 'b' }]],
  });
});

test('a name with half a surrogate pair has an address too', async () => {
  const platform = platforms.open();
  const path = pathOf(platform);
  const made = await platform.send('POST', path, { ...fields, name: 'half\ud800' });
  expect(made.json).toMatchObject({ status: 'Created', _embedded: { entity: { name: 'half\ufffd' } } });
  expect((await platform.get(`${path}/half%EF%BF%BD`)).status).toBe(200);
  expect((await platform.get(path)).status).toBe(200);
});
