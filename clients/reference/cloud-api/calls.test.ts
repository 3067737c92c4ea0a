import { afterEach, describe, expect, it } from 'vitest';
import type { Params } from '../../../src/protocol/index.ts';
import { KEY, keyParams, recordedWaits, startCloudApi } from '../../testing/cloud-api.ts';
import { NOW, request } from '../../testing/session.ts';
import { type Answer, type Answers, json, TinyServer } from '../../testing/tiny-server.ts';
import createReferenceClient from '../index.ts';
import type { Parts } from './parts.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function setUp(
  answers: Answers = {},
  changed: Partial<Params<'session/open'>> = {},
  cloudApi: Partial<Parts> = {},
) {
  const server = await startCloudApi(answers);
  const { wait, waits, seconds } = recordedWaits();
  const client = createReferenceClient({ cloudApi: { wait, ...cloudApi } });
  endings.push(
    () => client.shutdown!({}),
    () => server.stop(),
  );
  const opened = await client['session/open']!(keyParams(server, changed));
  return { server, client, opened, waits, seconds };
}

const limited = (headers: Record<string, string>): Answer => ({ status: 429, headers });
/** So many answers of one kind, and then a good one. */
const failing = (times: number, answer: Answer) => (n: number) => (n <= times ? answer : json(200, { n }));
const projects = (answer: (n: number) => Answer): Answers => ({ '/v1/projects': answer });
const list = { path: '/projects' };
const creation = { method: 'POST', path: '/projects', body: { json: { name: 'a', region: 'us-east' } } };

describe('a call with a key', () => {
  it('is made below the base path, as a bearer, to the letter as it was asked for', async () => {
    const { server, client } = await setUp();
    await request(client, { path: '/usage', query: [['start', '2026-03-01T00:00:00+01:00']] });
    expect(server.arrivals).toHaveLength(1);
    expect(server.arrivals[0]).toMatchObject({
      target: '/v1/usage?start=2026-03-01T00%3A00%3A00%2B01%3A00',
      headers: { authorization: `Bearer ${KEY}` },
    });
    expect(server.arrivals[0]!.headers).not.toHaveProperty('idempotency-key');
  });

  it.each([400, 401, 403, 404, 409, 422, 500])('is not repeated after %i', async status => {
    const { server, client, waits } = await setUp(
      projects(() => ({ status, headers: { 'retry-after': '1' } })),
    );
    expect(await request(client, list)).toMatchObject({ outcome: 'response', status });
    expect(await request(client, creation)).toMatchObject({ outcome: 'response', status });
    expect(server.arrivals).toHaveLength(2);
    expect(waits).toEqual([]);
  });

  it('takes the key to no other host: by redirect, or by a link', async () => {
    const sibling = await TinyServer.start(() => json(200, {}));
    endings.push(() => sibling.stop());
    const { server, client } = await setUp({
      '/v1/projects': () => ({ status: 307, headers: { location: `${sibling.origin}/v1/projects` } }),
    });
    await request(client, list);
    const { path: _, ...link } = { ...list, url: `${sibling.origin.replace('//', '//u:p@')}/v1/next` };
    await client['session/request']!({ session: 's1', method: 'GET', headers: {}, body: null, ...link });
    expect(sibling.arrivals.map(({ target }) => target)).toEqual(['/v1/projects', '/v1/next']);
    for (const { headers } of sibling.arrivals) expect(headers).not.toHaveProperty('authorization');
    await client['session/request']!({
      session: 's1',
      method: 'GET',
      headers: {},
      body: null,
      url: `${server.origin}/v1/next?cursor=a%2Bb`,
    });
    expect(server.arrivals.at(-1)).toMatchObject({
      target: '/v1/next?cursor=a%2Bb',
      headers: { authorization: `Bearer ${KEY}` },
    });
  });

  it('has the new key from the next request on; a bad one changes nothing', async () => {
    const { server, client } = await setUp();
    const rotate = (apiKey: string) =>
      client['session/setCredentials']!({ session: 's1', credentials: { apiKey } });
    await request(client);
    await expect(rotate('sk_live_x\n')).rejects.toMatchObject({ reason: 'invalid-credentials' });
    await request(client);
    await rotate('sk_live_second');
    await request(client);
    expect(server.arrivals.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${KEY}`,
      `Bearer ${KEY}`,
      'Bearer sk_live_second',
    ]);
  });

  it('is repeated with the new key, where the old one was replaced during the wait', async () => {
    let rotate = async (): Promise<unknown> => undefined;
    const { server, client } = await setUp(
      projects(failing(1, { status: 503, headers: { 'retry-after': '1' } })),
      {},
      { wait: async () => void (await rotate()) },
    );
    rotate = () => client['session/setCredentials']!({ session: 's1', credentials: { apiKey: 'sk_live_2' } });
    await request(client, list);
    expect(server.arrivals.map(({ headers }) => headers.authorization)).toEqual([
      `Bearer ${KEY}`,
      'Bearer sk_live_2',
    ]);
  });

  it.each<[string, Partial<Params<'session/open'>>, string]>([
    ['plain http', { options: {} }, 'insecure-transport'],
    ['no key', { credentials: {} }, 'invalid-credentials'],
    ['a key with its line end', { credentials: { apiKey: `${KEY}\n` } }, 'invalid-credentials'],
  ])('is not made at all with %s', async (_what, changed, reason) => {
    const { opened, server } = await setUp({}, changed);
    expect(opened).toMatchObject({ outcome: 'rejected', reason });
    expect(JSON.stringify(opened)).not.toContain(KEY);
    expect(server.arrivals).toEqual([]);
  });
});

describe('repeating', () => {
  it.each<[string, Answer, number]>([
    ['429 with seconds', limited({ 'retry-after': '7' }), 7],
    ['429 with the structured field', limited({ ratelimit: '"default";r=0;t=9' }), 9],
    ['429 with seconds from now', limited({ 'ratelimit-remaining': '0', 'ratelimit-reset': '9' }), 9],
    ['Retry-After beside a later reset', limited({ 'retry-after': '2', ratelimit: '"default";r=0;t=60' }), 2],
    ['503 with seconds', { status: 503, headers: { 'retry-after': '3' } }, 3],
    ['429 with a date', limited({ 'retry-after': new Date(Date.parse(NOW) + 5000).toUTCString() }), 5],
    [
      '429 with seconds since the epoch',
      limited({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': `${Date.parse(NOW) / 1000 + 60}` }),
      60,
    ],
  ])('waits as told by %s', async (_what, answer, expected) => {
    const { server, client, seconds } = await setUp(projects(failing(1, answer)));
    expect(await request(client, list)).toMatchObject({ status: 200 });
    expect(server.arrivals).toHaveLength(2);
    expect(seconds()).toEqual([expected]);
  });

  it('backs off where nothing is told: longer each time, and no further than maxRetries', async () => {
    const { server, client, waits } = await setUp(
      projects(() => ({ status: 502, body: '<html>' })),
      {
        options: { allowInsecure: true, maxRetries: 3 },
      },
    );
    expect(await request(client, list)).toMatchObject({ outcome: 'response', status: 502, body: '<html>' });
    expect(server.arrivals).toHaveLength(4);
    expect(waits).toHaveLength(3);
    for (const [i, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(100 * 2 ** i);
      expect(wait).toBeLessThanOrEqual(200 * 2 ** i);
    }
  });

  it.each([
    ['an hour', '3600', 1],
    ['for ever, a minute at a time', '61', 2],
  ])('does not wait %s: the caller is told', async (_what, seconds, sent) => {
    const { server, client } = await setUp(
      projects(() => limited({ 'retry-after': seconds })),
      {
        options: { allowInsecure: true, maxRetries: 9 },
      },
    );
    expect(await request(client, list)).toMatchObject({ outcome: 'response', status: 429 });
    expect(server.arrivals).toHaveLength(sent);
  });

  it('sends a POST again with its body and its key; the next one has a key of its own', async () => {
    const { server, client } = await setUp(projects(failing(2, { status: 503 })));
    await request(client, creation);
    await request(client, creation);
    const keys = server.arrivals.map(({ headers }) => headers['idempotency-key']);
    expect(keys[0]).toMatch(/^"[0-9a-f-]{36}"$/);
    expect(keys.slice(0, 3)).toEqual([keys[0], keys[0], keys[0]]);
    expect(keys[3]).toMatch(/^"[0-9a-f-]{36}"$/);
    expect(keys[3]).not.toBe(keys[0]);
    expect(new Set(server.arrivals.map(({ body }) => body))).toEqual(
      new Set(['{"name":"a","region":"us-east"}']),
    );
  });

  it("leaves the caller's key, and does not repeat a POST that has none", async () => {
    const unkeyed = { withIdempotencyKey: (request: Parameters<Parts['withIdempotencyKey']>[0]) => request };
    const { server, client } = await setUp(
      projects(() => ({ status: 503 })),
      {},
      unkeyed,
    );
    await request(client, creation);
    expect(server.arrivals).toHaveLength(1);
    const own = await setUp();
    await request(own.client, { ...creation, headers: { 'Idempotency-Key': 'mine' } });
    expect(own.server.arrivals[0]!.headers['idempotency-key']).toBe('mine');
  });
});

describe('the pace', () => {
  it('holds calls back while nothing remains, and then lets them go', async () => {
    const { server, client, seconds } = await setUp(
      projects(n => ({ status: 200, headers: n === 1 ? { ratelimit: '"default";r=0;t=30' } : {} })),
    );
    await request(client, list);
    expect(seconds()).toEqual([]);
    await request(client, list);
    await request(client, list);
    expect(seconds()).toEqual([30]);
    expect(server.arrivals).toHaveLength(3);
  });

  it('is not kept where the reset is out of reach: the server has the word', async () => {
    const { server, client, waits } = await setUp(
      projects(() => ({
        status: 200,
        headers: { 'ratelimit-remaining': '0', 'ratelimit-reset': '1767323105' },
      })),
    );
    await request(client, list);
    expect(await request(client, list)).toMatchObject({ status: 200 });
    expect(server.arrivals).toHaveLength(2);
    expect(waits).toEqual([]);
  });

  it('is that of one key', async () => {
    const { client, waits } = await setUp(
      projects(() => ({ status: 200, headers: { 'x-ratelimit-remaining': '0', ratelimit: '"d";r=0;t=30' } })),
    );
    await request(client, list);
    await client['session/setCredentials']!({ session: 's1', credentials: { apiKey: 'sk_live_2' } });
    await request(client, list);
    expect(waits).toEqual([]);
  });

  it('is kept by the session’s clock: set ahead, the call goes on; closed, it is given up', async () => {
    let fallAsleep = () => {};
    const asleep = () => new Promise<void>(resolve => (fallAsleep = resolve));
    const { server, client } = await setUp(
      projects(() => limited({ 'retry-after': '60' })),
      {},
      {
        wait: (ms, clock) => {
          fallAsleep();
          return clock.sleep(ms);
        },
      },
    );
    const first = asleep();
    const call = request(client, list);
    await first;
    const second = asleep();
    await client['session/setTime']!({ session: 's1', now: '2026-01-02T03:05:06.000Z' });
    await second;
    expect(server.arrivals).toHaveLength(2);
    await client['session/close']!({ session: 's1' });
    expect(await call).toMatchObject({ outcome: 'rejected', reason: 'other' });
  });
});
