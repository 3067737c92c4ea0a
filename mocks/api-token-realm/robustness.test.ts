import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fuzzTimeout, oddRequests, withstands, withstandsRubbish } from '../kernel/testing/fuzz.ts';
import { sent } from '../kernel/testing/near-requests.ts';
import { latin1 } from '../kernel/testing/odd-text.ts';
import { AWKWARD, type TestPlatform, testPlatforms } from './testing/platform.ts';
import { apiRoutes } from './testing/routes.ts';

const platforms = testPlatforms();
const encoded = encodeURIComponent(AWKWARD);
const tokens = '/console/environments/env_1/settings/access-management/api-token';

// The first token is the one that lets requests in: it is not theirs to delete.
const paths = apiRoutes.map(([, path]) => path.replace('tok_1', 'tok_2'));
const places = [
  ...paths.map(path => `/api/v1${path}`),
  ...paths.map(path => `/api/v1${path}?apiToken=${encoded}&`),
  '/api/v1/metrics?limit=',
  '/api/v1/metrics?cursor=',
  '/api/v1/_console/tokens?scope=all&cursor=',
  '/api/v1/_console/tokens/',
  '/api/v1/projects/',
  '/api/v1/metrics?apiToken=',
  '/api/v1',
  '/docs',
  '/console',
  '/console/sign-in',
  '/console/environments/',
  tokens,
  `${tokens}/`,
  `${tokens}/tok_2/deactivate`,
  `${tokens}/tok_99/delete`,
  '/',
];
const authorization = fc.oneof(
  latin1,
  fc
    .tuple(fc.constantFrom('Bearer', 'Basic', 'apiToken', 'APITOKEN', 'apiToken apiToken'), latin1)
    .map(pair => pair.join(' ')),
);
const json = fc.oneof(
  fc.json(),
  fc.record({ name: fc.jsonValue(), permissions: fc.jsonValue() }).map(value => JSON.stringify(value)),
  fc.constantFrom(
    '{"name":{"toString":1},"permissions":[{"toString":1}]}',
    '{"__proto__":{"name":"x"},"permissions":["__proto__"]}',
    '{"name":"\\ud800","permissions":[null]}',
    '['.repeat(9_999),
  ),
);
const form = fc.constantFrom(
  'csrf=c&name=%00%ff&metrics.read=on',
  'csrf=c&name=x&__proto__=on&metrics.read=on&metrics.read=off',
  'email=ada@example.com&password=x&next=/%0d%0aX:',
  'csrf=c',
  '&&&===',
);
const calls = ({ state }: TestPlatform) => {
  const { email, password } = state.user;
  const token = { name: 'x', permissions: ['metrics.read', 'projects.write'] };
  return [
    sent('POST', '/api/v1/projects', 'live', { json: { name: 'x' } }),
    sent('POST', '/api/v1/_console/tokens', 'live', { json: token }),
    sent('POST', `/api/v1/_console/tokens?apiToken=${encoded}`, 'none', { json: token }),
    sent('POST', '/console/sign-in', 'none', { form: { email, password, next: '/environments/env_1' } }),
    sent('POST', tokens, 'console', { form: { csrf: 'c', name: 'x', 'metrics.read': 'on' } }),
  ];
};
const requestsOf = (platform: TestPlatform) =>
  oddRequests({
    calls: calls(platform),
    places,
    credentials: fc.oneof(
      { arbitrary: fc.constantFrom('live', 'live', 'console', 'none'), weight: 6 },
      authorization.map(value => `Authorization: ${value}`),
    ),
    headers: ['Authorization', 'Origin', 'Access-Control-Request-Method'],
    body: fc.oneof(json, form),
  });

test.each(['object', 'flat'] as const)(
  'no request, however odd, is answered with a 5xx or not at all: %s',
  async errors => {
    const platform = platforms.open({ errors });
    const { state, sandbox } = platform;
    platform.tokenOf(state.user, 'metrics.read');
    await withstands(sandbox, requestsOf(platform), () => {
      state.consoleSessions.set('s', { value: 's', csrf: 'c', user: state.admin });
      return { live: `Authorization: apiToken ${AWKWARD}`, console: 'Cookie: console_session=s' };
    });
    expect((await platform.get('/metrics')).status).toBe(200);
  },
  fuzzTimeout,
);

test(
  'bytes that are no request at all do no harm',
  async () => {
    const platform = platforms.open();
    const prefix = new URL(platform.sandbox.base).pathname;
    await withstandsRubbish(platform.sandbox, [
      `GET ${prefix}/api/v1/metrics HTTP/1.1\r\n`,
      `POST ${prefix}/api/v1/projects HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n`,
    ]);
    expect((await platform.get('/metrics')).status).toBe(200);
  },
  fuzzTimeout,
);
