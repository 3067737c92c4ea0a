import { afterEach, describe, expect, it } from 'vitest';
import {
  type Answers,
  API_KEY,
  API_SECRET,
  EXPIRED,
  grant,
  openParams,
  startAcquia,
} from '../testing/acquia.ts';
import { after, request } from '../testing/session.ts';
import { type Answer, TinyServer } from '../testing/tiny-server.ts';
import createReferenceClient from './index.ts';

const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function setUp(answers: Answers = {}, options: Record<string, unknown> = {}) {
  const server = await startAcquia(answers);
  const client = createReferenceClient();
  endings.push(
    () => client.shutdown!({}),
    () => server.stop(),
  );
  await client['session/open']!(openParams(server, { options: { allowInsecure: true, ...options } }));
  const setTime = (seconds: number) => client['session/setTime']!({ session: 's1', now: after(seconds) });
  const bearers = () => server.at('/api').map(arrival => arrival.headers.authorization);
  return { server, client, setTime, bearers };
}

describe('obtaining a token', () => {
  it('exchanges key and secret, form-encoded, before the first call', async () => {
    const { server, client } = await setUp();
    await request(client, {
      query: [
        ['limit', '10'],
        ['tag', 'a b+c&d'],
        ['tag', 'é'],
      ],
    });
    const [exchange, call] = server.arrivals;
    expect(exchange).toMatchObject({ method: 'POST', target: '/token' });
    expect(exchange!.body).toBe(
      `client_id=${API_KEY}&client_secret=FME99i%2BFuiULEVZVgZANQPyy6btvwlhihHunVYptW%2F4%3D&grant_type=client_credentials`,
    );
    expect(call!.target).toBe('/api/applications?limit=10&tag=a%20b%2Bc%26d&tag=%C3%A9');
    expect(call!.headers.authorization).toBe('Bearer token-1');
  });

  it('keeps organizations of one installation apart, and shares a token between sessions alike', async () => {
    const { server, client } = await setUp({}, { organization: 'org-1' });
    await client['session/open']!(
      openParams(server, { session: 's2', options: { allowInsecure: true, organization: 'org-2' } }),
    );
    await client['session/open']!(
      openParams(server, { session: 's3', options: { allowInsecure: true, organization: 'org-1' } }),
    );
    for (const session of ['s1', 's2', 's3']) await request(client, { session });
    expect(server.at('/token').map(({ body }) => new URLSearchParams(body).get('scope'))).toEqual([
      'organization:org-1',
      'organization:org-2',
    ]);
    expect(server.at('/api').map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-2',
      'Bearer token-1',
    ]);
  });

  it('lets calls at the same time share one exchange', async () => {
    let release = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const { server, client } = await setUp({ token: n => held.then(() => grant(`token-${n}`)) });
    const calls = [request(client), request(client), request(client)];
    await client.ping!({});
    release();
    await Promise.all(calls);
    expect(server.at('/token')).toHaveLength(1);
    expect(server.at('/api')).toHaveLength(3);
  });

  it.each<[string, Answer, object]>([
    [
      'an unknown secret',
      { status: 400, body: '{"error":"invalid_client","error_description":"Wrong."}' },
      { reason: 'authentication', status: 400, code: 'invalid_client' },
    ],
    [
      "Okta's refusal",
      { status: 401, body: '{"errorCode":"invalid_client","errorSummary":"Invalid value."}' },
      { reason: 'authentication', status: 401, code: 'invalid_client' },
    ],
    [
      'a forbidden scope',
      { status: 400, body: '{"error":"invalid_scope"}' },
      { reason: 'permission', code: 'invalid_scope' },
    ],
    ['an HTML page', { status: 500, body: '<html>' }, { reason: 'server-error', status: 500 }],
    ['malformed JSON', { status: 200, body: '{"access_token":' }, { reason: 'malformed-response' }],
    ['no access_token', grant('', { access_token: undefined }), { reason: 'malformed-response' }],
    ['another token_type', grant('t', { token_type: 'mac' }), { reason: 'malformed-response' }],
    ['a redirect', { status: 307, headers: { location: '/elsewhere' } }, { reason: 'other', status: 307 }],
    ['a cut connection', 'cut', { reason: 'network' }],
  ])('tells the caller of %s, and makes no call', async (_what, answer, told) => {
    const { server, client } = await setUp({ token: () => answer });
    expect(await request(client)).toMatchObject({ outcome: 'rejected', ...told });
    expect(server.arrivals).toHaveLength(1);
  });

  it('keeps the secret out of what it tells, though the server repeats it', async () => {
    const { client } = await setUp({
      token: () => ({
        status: 400,
        body: JSON.stringify({ error: API_SECRET, error_description: `No ${API_SECRET}` }),
      }),
    });
    const told = await request(client);
    expect(told).toMatchObject({ outcome: 'rejected', status: 400, code: '***' });
    expect(JSON.stringify(told)).not.toContain(API_SECRET);
  });

  it('does not keep a failure', async () => {
    const { client } = await setUp({ token: n => (n === 1 ? { status: 503 } : grant(`token-${n}`)) });
    expect(await request(client)).toMatchObject({ outcome: 'rejected', reason: 'server-error' });
    expect(await request(client)).toMatchObject({ outcome: 'response', status: 200 });
  });
});

describe('using and renewing a token', () => {
  it.each([
    [300, 149, 1],
    [300, 299.9, 2],
    [120, 59, 1],
    [120, 119.9, 2],
  ])('with a life of %i s: after %d s it has made %i exchanges', async (life, age, exchanges) => {
    const { server, client, setTime } = await setUp({
      token: n => grant(`token-${n}`, { expires_in: life }),
    });
    await request(client);
    await setTime(age);
    await request(client);
    expect(server.at('/token')).toHaveLength(exchanges);
  });

  it.each<[string, Answer]>([
    ['403 and the words for an expired token', EXPIRED],
    ['401', { status: 401 }],
  ])('after %s renews the token and repeats the call once, a POST too', async (_what, refusal) => {
    const { server, client, bearers } = await setUp({ api: n => (n === 1 ? refusal : { status: 201 }) });
    expect(await request(client, { method: 'POST', body: { json: { a: 1 } } })).toMatchObject({
      status: 201,
    });
    expect(bearers()).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(server.at('/api').map(({ body }) => body)).toEqual(['{"a":1}', '{"a":1}']);
  });

  it('hands over a second refusal', async () => {
    const { server, client } = await setUp({ api: () => EXPIRED });
    expect(await request(client)).toMatchObject({ outcome: 'response', status: 403 });
    expect(server.arrivals).toHaveLength(4);
  });

  it('renews once for calls that are refused together', async () => {
    const { server, client } = await setUp({
      api: (_n, { headers }) => (headers.authorization === 'Bearer token-1' ? EXPIRED : { status: 200 }),
    });
    await Promise.all([request(client), request(client)]);
    expect(server.at('/token')).toHaveLength(2);
  });

  it.each([
    '{"error":"additional_authentication_required","message":"This resource requires additional authentication."}',
    '',
  ])('takes a 403 with the body %j for what it is: no permission', async body => {
    const { server, client } = await setUp({ api: () => ({ status: 403, body }) });
    expect(await request(client)).toMatchObject({ outcome: 'response', status: 403, body });
    expect(server.arrivals).toHaveLength(2);
  });
});

describe('what reaches other hosts', () => {
  it('follows a redirect without the token once it leaves the origin', async () => {
    const other = await TinyServer.start(() => ({ status: 401, body: 'the file' }));
    endings.push(() => other.stop());
    const { server, client } = await setUp({
      api: n => ({
        status: 301,
        headers: {
          location: n === 1 ? '/api/moved' : `${other.origin.replace('//', '//user:pass@')}/file?sig=1`,
        },
      }),
    });
    expect(await request(client, { headers: { 'X-Private': '1' } })).toMatchObject({
      status: 401,
      body: 'the file',
    });
    expect(server.at('/api').map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token-1',
      'Bearer token-1',
    ]);
    expect(other.arrivals).toHaveLength(1);
    expect(other.arrivals[0]!.headers).not.toHaveProperty('authorization');
    expect(other.arrivals[0]!.headers).not.toHaveProperty('x-private');
  });

  it('gives up on redirects without end, and hands over the redirect of a POST', async () => {
    const { server, client } = await setUp({
      api: () => ({ status: 302, headers: { location: '/api/again' } }),
    });
    expect(await request(client)).toMatchObject({ outcome: 'rejected', reason: 'other', status: 302 });
    expect(server.at('/api')).toHaveLength(6);
    expect(await request(client, { method: 'POST' })).toMatchObject({ outcome: 'response', status: 302 });
  });

  it('refuses plain http unless told otherwise, and to be without credentials', async () => {
    const { server, client } = await setUp();
    const open = (changed: object) => client['session/open']!(openParams(server, changed));
    expect(await open({ options: {} })).toMatchObject({ outcome: 'rejected', reason: 'insecure-transport' });
    expect(await open({ credentials: { apiKey: API_KEY, apiSecret: '' } })).toMatchObject({
      reason: 'invalid-credentials',
    });
    expect(server.arrivals).toEqual([]);
  });
});

describe('API calls', () => {
  it('sends every kind of body with its length and type, and hands over any response', async () => {
    const bytes = Buffer.from([0xff, 0x00]);
    const { server, client } = await setUp({
      api: () => ({ status: 500, body: bytes, headers: { 'X-Request-Id': 'r1' } }),
    });
    const answer = await request(client, { method: 'DELETE', body: { form: [['k', 'a b']] } });
    expect(server.at('/api')[0]).toMatchObject({
      body: 'k=a+b',
      headers: { 'content-length': '5', 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(answer).toMatchObject({
      status: 500,
      headers: { 'x-request-id': 'r1' },
      bodyBase64: bytes.toString('base64'),
    });
    await request(client, { method: 'POST', body: { text: 'é', contentType: 'text/plain' } });
    await request(client, {
      method: 'POST',
      body: { bytes: Buffer.from('b').toString('base64'), contentType: 'a/b' },
    });
    expect(
      server
        .at('/api')
        .slice(1)
        .map(({ body, headers }) => [body, headers['content-type']]),
    ).toEqual([
      ['é', 'text/plain'],
      ['b', 'a/b'],
    ]);
  });

  it('reports a time-out', async () => {
    const { client } = await setUp({ token: () => new Promise<Answer>(() => {}) }, { timeoutMs: 20 });
    expect(await request(client)).toMatchObject({ outcome: 'rejected', reason: 'timeout' });
  });
});
