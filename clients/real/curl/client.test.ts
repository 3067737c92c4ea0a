import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { CALLS } from '../../../src/protocol/index.ts';
import {
  type Answers,
  API_KEY,
  EXPIRED,
  grant,
  openParams,
  requestParams,
  startAcquia,
} from '../../testing/acquia.ts';
import { StdioClient } from '../../testing/stdio.ts';
import type { Answer } from '../../testing/tiny-server.ts';

const program = fileURLToPath(new URL('client.mjs', import.meta.url));
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function setUp(answers: Answers = {}, options: Record<string, unknown> = {}, args: string[] = []) {
  const server = await startAcquia(answers);
  const client = new StdioClient(process.execPath, [program, ...args]);
  endings.push(
    () => client.kill(),
    () => server.stop(),
  );
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
