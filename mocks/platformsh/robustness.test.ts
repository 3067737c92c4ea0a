import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzTimeout, latin1, oddRequests, withstands, withstandsRubbish } from '../kernel/testing/fuzz.ts';
import { testPlatforms } from './testing/platform.ts';
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
const requestsOf = (user: string) =>
  oddRequests({
    places: [...places, `/api/users/${user}/api-tokens`, `/api/users/${user}/extended-access?filter[x]=`],
    credentials: fc.oneof(
      { arbitrary: fc.constantFrom('live', 'live', 'live', 'console', 'client'), weight: 6 },
      authorization.map(value => `Authorization: ${value}`),
    ),
    headers: ['Authorization', 'Content-Encoding'],
    body: fc.oneof(json, form),
  });

test.each(['legacy', 'ory'] as const)(
  'no request, however odd, is answered with a 5xx or not at all: %s',
  async tokenErrors => {
    const platform = platforms.open({ tokenErrors });
    const { state, sandbox, user, project } = platform;
    const known = state.projects.create({ id: 'known', title: 'Known', organization: project.organization });
    state.projects.addEnvironment(known, 'feature/login');
    state.grant(user, known, ['admin']);
    state.consoleSessions.set('s', { value: 's', csrf: 'c', user, verifiedAt: sandbox.clock.now() });
    const { authorization: live } = await platform.bearer();
    await withstands(sandbox, requestsOf(user.id), {
      live: `Authorization: ${live}`,
      console: 'Cookie: console_session=s',
      client: `Authorization: Basic ${Buffer.from('platform-cli:').toString('base64')}`,
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
