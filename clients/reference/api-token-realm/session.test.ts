import { afterEach, describe, expect, it } from 'vitest';
import type { Params } from '../../../src/protocol/index.ts';
import { opening, request } from '../../testing/session.ts';
import { type Answer, type Arrival, json, TinyServer } from '../../testing/tiny-server.ts';
import createReferenceClient from '../index.ts';
import { withoutToken, withParameter } from './query.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** Nothing in it may go into a query as it is. */
const TOKEN = '4f0q+8s%2B1&k=2m#9/x?';
const ENCODED = '4f0q%2B8s%252B1%26k%3D2m%239%2Fx%3F';

async function started(answer: (arrival: Arrival) => Answer): Promise<TinyServer> {
  const server = await TinyServer.start(answer);
  endings.push(() => server.stop());
  return server;
}

async function setUp(
  mechanism: 'header' | 'query',
  answer: (arrival: Arrival) => Answer = () => json(200, {}),
  changed: Partial<Params<'session/open'>> = {},
) {
  const server = await started(answer);
  const client = createReferenceClient();
  endings.unshift(() => client.shutdown!({}));
  const params = opening({
    platform: 'api-token-realm',
    mechanism,
    endpoints: { api: `${server.origin}/api/v1` },
    credentials: { apiToken: TOKEN },
    ...changed,
  });
  const opened = await client['session/open']!(params);
  const follow = (url: string) =>
    client['session/request']!({ session: 's1', method: 'GET', url, headers: {}, body: null });
  return { server, client, opened, follow };
}

const CALL = {
  path: '/metrics',
  query: [
    ['from', 'now-1h'],
    ['tag', 'a b'],
  ] as [string, string][],
};
const QUERY = 'from=now-1h&tag=a%20b';

describe('by header', () => {
  it('sends the documented word, one blank and the token, and nothing in the query', async () => {
    const { server, client } = await setUp('header');
    await request(client, CALL);
    expect(server.arrivals).toHaveLength(1);
    expect(server.arrivals[0]!.target).toBe(`/api/v1/metrics?${QUERY}`);
    expect(server.arrivals[0]!.headers.authorization).toBe(`apiToken ${TOKEN}`);
  });

  it('leaves out the token of a link, which would be there twice', async () => {
    const { server, follow } = await setUp('header');
    await follow(`${server.origin}/api/v1/metrics?apiToken=${ENCODED}&page=2`);
    expect(server.arrivals[0]!.target).toBe('/api/v1/metrics?page=2');
  });
});

describe('by query', () => {
  it.each([
    [undefined, 'apiToken'],
    ['api-token', 'api-token'],
  ])('with the parameter %s adds the encoded token to the query, and no header', async (parameter, name) => {
    const { server, client } = await setUp('query', undefined, {
      options: { allowInsecure: true, ...(parameter === undefined ? {} : { parameter }) },
    });
    await request(client, CALL);
    await request(client, { path: '/metrics', method: 'POST', body: { json: {} } });
    expect(server.arrivals.map(({ target }) => target)).toEqual([
      `/api/v1/metrics?${QUERY}&${name}=${ENCODED}`,
      `/api/v1/metrics?${name}=${ENCODED}`,
    ]);
    for (const { headers } of server.arrivals) expect(headers).not.toHaveProperty('authorization');
    expect(server.arrivals[1]!.body).toBe('{}');
  });

  it.each([
    ['', `?apiToken=${ENCODED}`],
    ['?page=2', `?page=2&apiToken=${ENCODED}`],
    ['?page=2&x=%41+b&&y', `?page=2&x=%41+b&y&apiToken=${ENCODED}`],
    [`?apiToken=${ENCODED}&page=2`, `?page=2&apiToken=${ENCODED}`],
    ['?apiToken=old&apiToken=older', `?apiToken=${ENCODED}`],
  ])('has the token once at a link or redirect to %s', async (query, sent) => {
    const { server, client, follow } = await setUp('query', ({ target }) =>
      target.startsWith('/api/v1/moved')
        ? { status: 302, headers: { location: `/api/v1/metrics${query}` } }
        : json(200, {}),
    );
    await follow(`${server.origin}/api/v1/metrics${query}`);
    await request(client, { path: '/moved' });
    expect(server.at('/api/v1/metrics').map(({ target }) => target)).toEqual(
      Array(2).fill(`/api/v1/metrics${sent}`),
    );
  });

  it('survives any token', () => {
    const url = new URL('https://h/a?b=1');
    for (let code = 0x21; code < 0x7f; code++) {
      const token = `a${String.fromCharCode(code)}b`;
      const with_ = withParameter(url, 'apiToken', token);
      expect([...with_.searchParams]).toEqual([
        ['b', '1'],
        ['apiToken', token],
      ]);
      expect(withoutToken(with_, token).href).toBe(url.href);
    }
  });
});

describe.each(['header', 'query'] as const)('either way (%s)', mechanism => {
  it('another host gets no token: by a redirect that repeats it, or by a link', async () => {
    const other = await started(() => json(401, {}));
    const { client, follow } = await setUp(mechanism, ({ target }) => ({
      status: 302,
      headers: { location: `${other.origin}/x${target.replace(/^[^?]*/, '')}` },
    }));
    // Another host's 401 says nothing of the token.
    expect(await request(client, CALL)).toMatchObject({ outcome: 'response', status: 401 });
    await follow(`${other.origin.replace('//', '//user:pass@')}/y?page=2`);
    expect(other.arrivals.map(({ target }) => target)).toEqual([`/x?${QUERY}`, '/y?page=2']);
    for (const { headers } of other.arrivals) {
      expect(headers).not.toHaveProperty('authorization');
      expect(headers).not.toHaveProperty('referer');
    }
  });

  it.each<[string, Answer, object]>([
    [
      '401',
      json(401, { error: { code: 401, message: `No: ${TOKEN} ${ENCODED}` } }),
      { reason: 'authentication', status: 401, code: '401' },
    ],
    [
      '403',
      json(403, { error: { code: 403, message: 'Use one of: metrics.read' } }),
      { reason: 'permission', status: 403, message: expect.stringContaining('metrics.read') },
    ],
    [
      'the flat envelope',
      json(401, { error: 'Unauthorized', message: 'Invalid API token' }),
      { reason: 'authentication', message: expect.stringContaining('Invalid API token') },
    ],
    ['403 without a body', { status: 403 }, { reason: 'permission', status: 403 }],
    ['a cut connection', 'cut', { reason: 'network' }],
  ])('tells of %s after one request, without the token', async (_what, answer, told) => {
    const { server, client } = await setUp(mechanism, () => answer);
    const outcome = await request(client, CALL);
    expect(outcome).toMatchObject({ outcome: 'rejected', ...told });
    expect(server.arrivals).toHaveLength(1);
    expect(JSON.stringify(outcome)).not.toContain(TOKEN);
    expect(JSON.stringify(outcome)).not.toContain(ENCODED);
  });

  it('works again with the same token, once that is active again', async () => {
    let active = false;
    const { client } = await setUp(mechanism, () => (active ? json(200, {}) : json(401, {})));
    expect(await request(client)).toMatchObject({ status: 401 });
    active = true;
    expect(await request(client)).toMatchObject({ outcome: 'response', status: 200 });
  });

  it.each<[string, Partial<Params<'session/open'>>, string]>([
    ['plain http', { options: {} }, 'insecure-transport'],
    ['no token', { credentials: {} }, 'invalid-credentials'],
    ['the line end of a file', { credentials: { apiToken: 'abc\n' } }, 'invalid-credentials'],
    ['the scheme pasted with it', { credentials: { apiToken: 'apiToken abc' } }, 'invalid-credentials'],
  ])('refuses %s, and sends nothing', async (_what, changed, reason) => {
    const { server, opened } = await setUp(mechanism, undefined, changed);
    expect(opened).toMatchObject({ outcome: 'rejected', reason });
    expect(server.arrivals).toEqual([]);
  });
});
