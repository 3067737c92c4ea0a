import { expect, test } from 'vitest';
import { rawExchange } from '../../kernel/testing/raw-exchange.ts';
import type { ApiTokenRealmSettings } from '../index.ts';
import { AWKWARD, type TestPlatform, testPlatforms } from '../testing/platform.ts';

const platforms = testPlatforms();
const encoded = encodeURIComponent(AWKWARD);

/** Status, and the checks that did not hold. */
async function outcome(platform: TestPlatform, call: Promise<{ status: number }>) {
  const { status } = await call;
  return [status, platform.refusals];
}

const headers: [
  value: string,
  status: number,
  refusals: string[],
  settings?: Partial<ApiTokenRealmSettings>,
][] = [
  [`apiToken ${AWKWARD}`, 200, []],
  [`apiToken   ${AWKWARD} `, 200, []],
  [`APITOKEN ${AWKWARD}`, 200, []],
  [`apiToken ${AWKWARD}`, 200, [], { strict: true }],
  [`ApiToken ${AWKWARD}`, 401, ['scheme'], { strict: true }],
  [`Bearer ${AWKWARD}`, 401, ['scheme']],
  [`Api-Token ${AWKWARD}`, 401, ['scheme']],
  [`Token ${AWKWARD}`, 401, ['scheme']],
  [`apiToken: ${AWKWARD}`, 401, ['scheme']],
  [`apiToken=${AWKWARD}`, 401, ['scheme']],
  [`Basic eA==, apiToken ${AWKWARD}`, 401, ['scheme']],
  [AWKWARD, 401, ['scheme']],
  ['apiToken', 401, ['the call carries a credential']],
  ['', 401, ['the call carries a credential']],
  [`apiToken "${AWKWARD}"`, 401, ['token is known']],
  [`apiToken apiToken ${AWKWARD}`, 401, ['token is known']],
  [`apiToken ${encoded}`, 401, ['token is known']],
  [`apiToken ${AWKWARD.toUpperCase()}`, 401, ['token is known']],
  [`apiToken ${AWKWARD}x`, 401, ['token is known']],
];
test.each(headers)(
  'Authorization "%s" is answered %i (R21, b1)',
  async (value, status, refusals, settings) => {
    const platform = platforms.open(settings);
    expect(await outcome(platform, platform.with(value))).toEqual([status, refusals]);
  },
);

test('the trail tells the casing of the scheme, and a header by any case of its name is one (d13)', async () => {
  const platform = platforms.open();
  await platform.call('/api/v1/metrics', { headers: { AUTHORIZATION: `apitoken ${AWKWARD}` } });
  const { decisions } = platform.sandbox.journal.exchanges[0]!;
  expect(decisions).toContainEqual({ check: 'scheme', expected: 'apiToken', got: 'apitoken', ok: true });
});

const queries: [
  query: string,
  status: number,
  refusals: string[],
  settings?: Partial<ApiTokenRealmSettings>,
][] = [
  [`apiToken=${encoded}`, 200, []],
  [`from=now-1h&apiToken=${encoded}&to=now`, 200, []],
  [`from=now-1h?apiToken=${encoded}`, 401, ['the call carries a credential']],
  [`apitoken=${encoded}`, 401, ['the call carries a credential']],
  [`api-token=${encoded}`, 401, ['the call carries a credential']],
  [`api-token=${encoded}`, 200, [], { parameter: 'api-token' }],
  [`apiToken=${encoded}`, 401, ['the call carries a credential'], { parameter: 'api-token' }],
  ['apiToken=', 401, ['the call carries a credential']],
  [`apiToken=${AWKWARD}`, 401, ['token is known']],
  [`apiToken=${encodeURIComponent(encoded)}`, 401, ['token is known']],
  [`apiToken=${encoded.replace('%2B', '+')}`, 401, ['token is known']],
  [`apiToken=${encoded.replace('%2B', '+')}`, 200, [], { plusInQuery: 'plus' }],
  [`apiToken=${encoded}`, 200, [], { plusInQuery: 'plus' }],
  [`apiToken=${encoded}&apiToken=${encoded}`, 400, ['query parameter once']],
  [`apiToken=${encoded}&apiToken=`, 400, ['query parameter once']],
];
test.each(queries)('query "%s" is answered %i (R23, b1)', async (query, status, refusals, settings) => {
  const platform = platforms.open(settings);
  expect(await outcome(platform, platform.call(`/api/v1/metrics?${query}`))).toEqual([status, refusals]);
});

test('the query way is not restricted to GET (R24)', async () => {
  const platform = platforms.open();
  const init = { method: 'POST', body: '{"name":"pond"}' };
  expect((await platform.call(`/api/v1/projects?apiToken=${encoded}`, init)).status).toBe(201);
});

const both: [
  authorization: string,
  query: string,
  status: number,
  refusals: string[],
  settings?: Partial<ApiTokenRealmSettings>,
][] = [
  [`apiToken ${AWKWARD}`, encoded, 200, []],
  [`apiToken ${AWKWARD}`, encoded, 400, ['header and query agree'], { bothTransports: 'never' }],
  [`apiToken ${AWKWARD}`, 'other', 400, ['header and query agree']],
  ['apiToken other', encoded, 400, ['header and query agree']],
  ['Basic eDp5', encoded, 200, []],
];
test.each(both)(
  'Authorization "%s" with the query token "%s" is answered %i (b1, e)',
  async (authorization, query, status, refusals, settings) => {
    const platform = platforms.open(settings);
    const call = platform.with(authorization, `/metrics?apiToken=${query}`);
    expect(await outcome(platform, call)).toEqual([status, refusals]);
  },
);

test('two Authorization headers are refused, whatever they hold (d4)', async () => {
  const platform = platforms.open();
  const { pathname } = new URL(platform.sandbox.base);
  for (const other of ['Basic eDp5', `apiToken ${AWKWARD}`]) {
    const lines = [`Authorization: apiToken ${AWKWARD}`, `Authorization: ${other}`, 'Connection: close'];
    const head = [`GET ${pathname}/api/v1/metrics HTTP/1.1`, 'Host: x', ...lines, '\r\n'].join('\r\n');
    expect(await rawExchange(platform.sandbox.base, head)).toMatch(/^HTTP\/1\.1 400 /);
    expect(platform.refusals).toEqual(['Authorization once']);
  }
});

test('an answer to a query with a token in it is kept and passed on by nobody, a refusal too (b5)', async () => {
  const platform = platforms.open();
  for (const query of [`?apiToken=${encoded}`, '?apiToken=wrong', '']) {
    const authorization = query === '' ? `apiToken ${AWKWARD}` : '';
    const { headers } = await platform.call(`/api/v1/metrics${query}`, {
      headers: authorization === '' ? {} : { authorization },
    });
    const expected = query === '' ? [null, null] : ['no-store', 'no-referrer'];
    expect([headers.get('cache-control'), headers.get('referrer-policy')]).toEqual(expected);
  }
});
