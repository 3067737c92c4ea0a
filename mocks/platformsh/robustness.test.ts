import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzTimeout, oddRequests, withstands, withstandsRubbish } from '../kernel/testing/fuzz.ts';
import { sent } from '../kernel/testing/near-requests.ts';
import { latin1 } from '../kernel/testing/odd-text.ts';
import { type TestPlatform, testPlatforms } from './testing/platform.ts';
import { apiRoutes } from './testing/routes.ts';

const platforms = testPlatforms();

/** Ids of a world that is there, so that requests come further than the first look-up. */
const real = (path: string) =>
  path.replace('/projects/p', '/projects/known').replace('/environments/e', '/environments/feature%2Flogin');
const api = apiRoutes.map(([, path]) => path);
const places = [
  ...api.map(path => `/api${path}`),
  ...api.map(path => `/api${real(path)}`),
  '/api/projects/known/environments/%2e%2e/variables/',
  '/api/projects/known/environments/master/variables/%25',
  '/api/ref/projects?in=',
  '/auth/oauth2/token',
  '/auth/oauth2/revoke',
  '/auth',
  '/cli/installer',
  '/console',
  '/console/sign-in',
  '/console/register',
  '/console/user/api-tokens',
  '/console/user/api-tokens/new/verify',
  '/console/user/api-tokens/x/view',
  '/console/user/api-tokens/x/delete',
  '/console/projects/known',
  '/console/projects/known/users',
  '/console/projects/known/environments/feature%2Flogin/variables',
  '/console/invitations/x/accept',
  '/',
];

const names = [
  'name',
  'value',
  'title',
  'grant_type',
  'api_token',
  'token',
  'email',
  'role',
  'permissions',
  'operation',
  'application_scope',
  'safe',
];
const members = fc.dictionary(fc.constantFrom(...names), fc.jsonValue());
const json = fc.oneof(
  fc.json(),
  members.map(value => JSON.stringify(value)),
  fc.array(members).map(value => JSON.stringify(value)),
  fc.constantFrom(
    '{"name":{"toString":1},"value":{"toString":1}}',
    '{"__proto__":{"name":"x"},"name":"__proto__","value":"x"}',
    '{"name":"\\ud800","value":"\\ud800","title":"\\ud800"}',
    '{"email":"a@b","role":"viewer","permissions":[{"type":{"toString":1},"role":{}}]}',
    '[{"user_id":{"toString":1},"permissions":[{}]}]',
    '[null]',
    '['.repeat(9_999),
  ),
);
const form = fc.oneof(
  fc
    .array(fc.tuple(fc.constantFrom('csrf', ...names), latin1))
    .map(pairs => new URLSearchParams(pairs).toString()),
  fc.constantFrom(
    'csrf=c&name=env:%00&value=%ff&is_sensitive=on',
    'csrf=c&email=a@b&role=x&production=y',
    'csrf=c&password=%ff',
    'grant_type=api_token&api_token=%ff&client_id=platform-cli',
    'client_id=upsun-cli&client_secret=&token=%00',
    'email=a@b&firstName=%00&lastName=%ff&password=x',
    '&&&===',
  ),
);
const authorization = fc.oneof(
  latin1,
  fc.tuple(fc.constantFrom('Bearer', 'Basic', 'Digest'), latin1).map(pair => pair.join(' ')),
  fc.base64String().map(text => `Basic ${text}`),
);
const KEY = `ssh-ed25519 ${Buffer.from('a key of the tests').toString('base64')} bot@ci`;
const calls = ({ apiToken, user }: TestPlatform) => {
  const [project, environment] = ['/api/projects/known', '/api/projects/known/environments/feature%2Flogin'];
  const { email, password } = user;
  const permissions = [{ type: 'production', role: 'admin' }];
  const variable = {
    application_scope: ['app'],
    name: 'env:X',
    value: '{}',
    is_json: true,
    is_sensitive: false,
    visible_build: true,
    visible_runtime: true,
    is_enabled: true,
    is_inheritable: true,
  };
  const exchange = { grant_type: 'api_token', api_token: apiToken.value, scope: '' };
  const account = { email: 'new@example.com', firstName: 'N', lastName: 'W', password: 'p' };
  return [
    sent('POST', '/auth/oauth2/token', 'client', { form: exchange }),
    sent('POST', '/auth/oauth2/revoke', 'client', { form: { token: 'x', token_type_hint: 'access_token' } }),
    sent('POST', `/api/users/${user.id}/api-tokens`, 'live', { json: { name: 'x' } }),
    sent('PATCH', project, 'live', { json: { title: 'x' } }),
    sent('PATCH', environment, 'live', { json: { title: 'x' } }),
    sent('PATCH', `${environment}/settings`, 'live', { json: { x: true } }),
    sent('POST', `${project}/user-access`, 'live', { json: [{ user_id: user.id, permissions: ['viewer'] }] }),
    sent('PATCH', `${project}/user-access/${user.id}`, 'live', { json: { permissions: ['admin'] } }),
    sent('POST', `${project}/invitations`, 'live', { json: { email: 'a@b.c', role: 'viewer', permissions } }),
    sent('POST', '/api/ssh_keys', 'live', { json: { value: KEY, title: 'x', uuid: user.id } }),
    ...[project, environment].flatMap(owner => [
      sent('POST', `${owner}/variables`, 'live', { json: variable }),
      sent('PATCH', `${owner}/variables/env%3AX`, 'live', { json: variable }),
    ]),
    sent('POST', `${environment}/backups`, 'live', { json: { safe: true } }),
    sent('POST', `${environment}/deploy`, 'live', { json: {} }),
    sent('POST', `${environment}/source-operation`, 'live', { json: { operation: 'x', variables: {} } }),
    sent('POST', '/console/sign-in', 'none', { form: { email, password, next: '/user' } }),
    sent('POST', '/console/register', 'none', { form: account }),
    sent('POST', '/console/user/api-tokens', 'console', { form: { csrf: 'c', name: 'x' } }),
    sent('POST', '/console/user/api-tokens/new/verify', 'console', { form: { csrf: 'c', password } }),
    sent('POST', '/console/projects/known/users', 'console', {
      form: { csrf: 'c', email: 'b@b.c', role: 'viewer', production: 'admin' },
    }),
    sent('POST', '/console/projects/known/environments/feature%2Flogin/variables', 'console', {
      form: { csrf: 'c', name: 'env:Y', value: '{}', is_json: 'on', is_sensitive: 'on' },
    }),
  ];
};
const requestsOf = (platform: TestPlatform) => {
  const user = platform.user.id;
  return oddRequests({
    calls: calls(platform),
    places: [...places, `/api/users/${user}/api-tokens`, `/api/users/${user}/extended-access?filter[x]=`],
    credentials: fc.oneof(
      { arbitrary: fc.constantFrom('live', 'live', 'live', 'console', 'client'), weight: 6 },
      authorization.map(value => `Authorization: ${value}`),
    ),
    headers: ['Authorization', 'Content-Encoding'],
    body: fc.oneof(json, form),
  });
};

test.each(['legacy', 'ory'] as const)(
  'no request, however odd, is answered with a 5xx or not at all: %s',
  async tokenErrors => {
    const platform = platforms.open({ tokenErrors });
    const { state, sandbox, user, project } = platform;
    const known = state.projects.create({ id: 'known', title: 'Known', organization: project.organization });
    state.projects.addEnvironment(known, 'feature/login');
    await withstands(sandbox, requestsOf(platform), async () => {
      state.grant(user, known, ['admin']);
      state.consoleSessions.set('s', { value: 's', csrf: 'c', user, verifiedAt: sandbox.clock.now() });
      const { authorization } = await platform.bearer();
      return {
        live: `Authorization: ${authorization}`,
        console: 'Cookie: console_session=s',
        client: `Authorization: Basic ${Buffer.from('platform-cli:').toString('base64')}`,
      };
    });
    expect((await platform.exchange()).status).toBe(200);
  },
  fuzzTimeout,
);

test(
  'bytes that are no request at all do no harm',
  async () => {
    const platform = platforms.open();
    const prefix = new URL(platform.sandbox.base).pathname;
    await withstandsRubbish(platform.sandbox, [
      `GET ${prefix}/api/users/me HTTP/1.1\r\n`,
      `POST ${prefix}/auth/oauth2/token HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ]);
    expect((await platform.exchange()).status).toBe(200);
  },
  fuzzTimeout,
);
