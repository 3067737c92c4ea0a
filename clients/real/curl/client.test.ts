import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { CALLS } from '../../../src/protocol/index.ts';
import { type Answers, API_KEY, EXPIRED, grant, openParams, startAcquia } from '../../testing/acquia.ts';
import { CLIENT, KEY, keyParams, REDIRECT_URI, startCloudApi, userParams } from '../../testing/cloud-api.ts';
import { requestParams } from '../../testing/session.ts';
import { StdioClient } from '../../testing/stdio.ts';
import type { Answer, TinyServer } from '../../testing/tiny-server.ts';

const program = fileURLToPath(new URL('client.mjs', import.meta.url));
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

/** The client before its first session, and the server ended after the test. */
function start(server: TinyServer, args: string[] = []): StdioClient {
  const client = new StdioClient(process.execPath, [program, ...args]);
  endings.push(
    () => client.kill(),
    () => server.stop(),
  );
  return client;
}

async function setUp(answers: Answers = {}, options: Record<string, unknown> = {}, args: string[] = []) {
  const server = await startAcquia(answers);
  const client = start(server, args);
  await client.call('session/open', openParams(server, { options: { allowInsecure: true, ...options } }));
  const request = async (changed: Parameters<typeof requestParams>[0] = {}) =>
    CALLS['session/request'].result.parse(await client.call('session/request', requestParams(changed)));
  return { server, client, request };
}

describe('the documented curl commands', () => {
  it('speak the protocol and end well', async () => {
    const { client } = await setUp();
    const params = { protocolVersion: 1, suite: { name: 'countersign', version: '0.1.0' } };
    const said = CALLS.initialize.result.parse(await client.call('initialize', params));
    expect(said).toMatchObject({ client: { name: 'curl' }, clock: 'system' });
    expect(await client.call('session/setTime', {})).toMatchObject({ error: { code: -32601 } });
    expect(await client.shutdown()).toBe(0);
  });

  it('ask for one token, url-encoded, and use it for every call', async () => {
    const { server, request } = await setUp({}, { organization: 'org' });
    expect(await request({ query: [['tag', '[a b]']], headers: { 'X-Own': '1' } })).toMatchObject({
      status: 200,
      body: '{}',
    });
    await request({ method: 'PUT', body: { json: { a: '@é' } } });
    expect(server.at('/token').map(({ method, body }) => [method, body])).toEqual([
      [
        'POST',
        `client_id=${API_KEY}&client_secret=FME99i%2BFuiULEVZVgZANQPyy6btvwlhihHunVYptW%2F4%3D&grant_type=client_credentials&scope=organization%3Aorg`,
      ],
    ]);
    const [get, put] = server.at('/api');
    expect(get).toMatchObject({
      target: '/api/applications?tag=%5Ba%20b%5D',
      headers: { authorization: 'Bearer token-1', 'x-own': '1' },
    });
    expect(put).toMatchObject({
      method: 'PUT',
      body: '{"a":"@é"}',
      headers: { authorization: 'Bearer token-1', 'content-type': 'application/json' },
    });
  });

  it('with --data send the secret as it is', async () => {
    const { server, request } = await setUp({}, {}, ['--data']);
    await request();
    expect(server.at('/token')[0]!.body).toContain(
      'client_secret=FME99i+FuiULEVZVgZANQPyy6btvwlhihHunVYptW/4=&',
    );
  });

  it.each<[string, Answer, object]>([
    [
      'a refusal',
      { status: 400, body: '{"error":"invalid_client"}' },
      { outcome: 'rejected', reason: 'other', status: 400 },
    ],
    ['an HTML page', { status: 500, body: '<html>' }, { outcome: 'rejected', reason: 'other', status: 500 }],
    ['malformed JSON', { status: 200, body: '{' }, { outcome: 'rejected', reason: 'malformed-response' }],
    ['no token', grant('', { access_token: null }), { outcome: 'rejected', reason: 'malformed-response' }],
    ['a cut connection', 'cut', { outcome: 'rejected', reason: 'network' }],
  ])('report %s of the token endpoint and make no call', async (_what, answer, told) => {
    const { server, request } = await setUp({ token: () => answer });
    expect(await request()).toMatchObject(told);
    expect(server.arrivals).toHaveLength(1);
  });

  it('hand over every answer of the API as it is, without a second try', async () => {
    const answers: Answer[] = [
      EXPIRED,
      { status: 301, headers: { location: '/api/moved' } },
      { status: 200, body: Buffer.from([0xff]) },
    ];
    const { server, request } = await setUp({ api: n => answers[n - 1]! });
    expect(await request()).toMatchObject({
      outcome: 'response',
      status: 403,
      body: expect.stringContaining('expired'),
    });
    expect(await request()).toMatchObject({
      outcome: 'response',
      status: 301,
      headers: { location: '/api/moved' },
    });
    expect(await request()).toMatchObject({ outcome: 'response', status: 200, bodyBase64: '/w==' });
    expect(server.arrivals).toHaveLength(4);
  });
});

describe('the documented curl commands of the Cloud API Platform', () => {
  it('carry the key and both types', async () => {
    const server = await startCloudApi();
    const client = start(server);
    await client.call('session/open', keyParams(server));
    await client.call('session/request', requestParams({ method: 'POST', body: { json: { a: 'b&c' } } }));
    expect(server.arrivals).toMatchObject([
      {
        method: 'POST',
        target: '/v1/applications',
        headers: {
          authorization: `Bearer ${KEY}`,
          accept: 'application/json',
          'content-type': 'application/json',
        },
        body: '{"a":"b&c"}',
      },
    ]);
  });

  it('exchange the code as it stands in the callback, by five parameters as they are', async () => {
    const server = await startCloudApi();
    const client = start(server);
    await client.call('session/open', userParams(server));
    expect(await client.call('session/request', requestParams())).toMatchObject({ outcome: 'rejected' });
    const callbackUrl = `${REDIRECT_URI}&code=c%2F1&state=whatever`;
    await client.call('session/completeAuthorization', { session: 's1', callbackUrl });
    await client.call('session/request', requestParams());
    const { clientId, clientSecret } = CLIENT;
    expect(server.arrivals.map(({ target, body }) => [target, body])).toEqual([
      [
        '/oauth/token',
        `grant_type=authorization_code&code=c/1&client_id=${clientId}&client_secret=${clientSecret}&redirect_uri=${REDIRECT_URI}`,
      ],
      ['/v1/applications', ''],
    ]);
    expect(server.arrivals[1]!.headers.authorization).toBe('Bearer opaque-1');
  });
});

describe('the documented curl recipes of the apiToken realm', () => {
  it.each([
    ['header', 'a+b', { authorization: 'apiToken a+b' }, '/api/v1/metrics?from=now', '/next?cursor=2'],
    ['query', 'a+b', {}, '/api/v1/metrics?from=now&key=a%2Bb', '/next?cursor=2&key=a%2Bb'],
  ] as const)(
    'carry the token in the %s, of a link too',
    async (mechanism, apiToken, headers, target, next) => {
      const server = await startCloudApi();
      const client = start(server);
      await client.call('session/open', {
        ...keyParams(server),
        platform: 'api-token-realm',
        mechanism,
        endpoints: { api: `${server.origin}/api/v1` },
        credentials: { apiToken },
        options: { parameter: 'key' },
      });
      await client.call('session/request', requestParams({ path: '/metrics', query: [['from', 'now']] }));
      const link = { session: 's1', method: 'GET', headers: {}, body: null };
      await client.call('session/request', { ...link, url: `${server.origin}/next?cursor=2` });
      expect(server.arrivals).toMatchObject([
        { target, headers },
        { target: next, headers },
      ]);
      const isSent = mechanism === 'header';
      expect(server.arrivals.map(a => a.headers.authorization !== undefined)).toEqual([isSent, isSent]);
    },
  );
});
