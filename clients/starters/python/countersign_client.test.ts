import { createHmac } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CALLS } from '../../../src/protocol/index.ts';
import {
  type Answers,
  API_KEY,
  API_SECRET,
  EXPIRED,
  grant,
  openParams,
  startAcquia,
} from '../../testing/acquia.ts';
import { after, requestParams } from '../../testing/session.ts';
import { StdioClient } from '../../testing/stdio.ts';
import { type Answer, TinyServer } from '../../testing/tiny-server.ts';

const program = fileURLToPath(new URL('countersign_client.py', import.meta.url));
let client: StdioClient;
const servers: TinyServer[] = [];
let cases = 0;

beforeAll(() => {
  client = new StdioClient('python3', [program]);
});
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});
afterAll(() => client.kill());

type Open = Parameters<typeof openParams>[1];
type Request = Parameters<typeof requestParams>[0];

/** Each test has an installation of its own in the one process. */
async function setUp(answers: Answers = {}, open: Open = {}) {
  const server = await startAcquia(answers);
  servers.push(server);
  const session = `s${++cases}`;
  const opened = await client.call(
    'session/open',
    openParams(server, { session, installation: session, ...open }),
  );
  return {
    server,
    opened,
    request: (changed: Request = {}) =>
      client.call('session/request', requestParams({ session, ...changed })),
    setTime: (seconds: number) => client.call('session/setTime', { session, now: after(seconds) }),
  };
}

describe('the Python starter', () => {
  it('speaks the protocol', async () => {
    const suite = { name: 'countersign', version: '0.1.0' };
    const said = await client.call('initialize', { protocolVersion: 1, suite });
    expect(CALLS.initialize.result.parse(said)).toMatchObject({
      clock: 'settable',
      client: { language: 'python' },
    });
    expect(await client.call('session/invoke', {})).toMatchObject({ error: { code: -32601 } });
    expect(await client.call('session/request', { session: 'none', body: null })).toMatchObject({
      error: { code: -32000 },
    });
    const other = new StdioClient('python3', [program]);
    expect(await other.shutdown()).toBe(0);
  });

  it('exchanges key and secret once and uses the token', async () => {
    const { server, request } = await setUp({}, { options: { allowInsecure: true, organization: 'org' } });
    expect(
      await request({
        query: [
          ['a', 'b c'],
          ['a', '+é'],
        ],
      }),
    ).toMatchObject({ outcome: 'response', status: 200, body: '{}' });
    await request({ method: 'POST', body: { json: { a: 'é' } } });
    expect(server.at('/token').map(({ body }) => body)).toEqual([
      `client_id=${API_KEY}&client_secret=FME99i%2BFuiULEVZVgZANQPyy6btvwlhihHunVYptW%2F4%3D&grant_type=client_credentials&scope=organization%3Aorg`,
    ]);
    expect(server.at('/api').map(({ target }) => target)).toEqual([
      '/api/applications?a=b%20c&a=%2B%C3%A9',
      '/api/applications',
    ]);
    expect(server.at('/api')[1]).toMatchObject({
      headers: { authorization: 'Bearer token-1', 'content-type': 'application/json' },
    });
  });

  it.each([
    [300, 149, 1],
    [300, 299.9, 2],
    [120, 119.9, 2],
  ])('with a life of %i s: after %d s it has made %i exchanges', async (life, age, exchanges) => {
    const { server, request, setTime } = await setUp({
      token: n => grant(`token-${n}`, { expires_in: life }),
    });
    await request();
    await setTime(age);
    await request();
    expect(server.at('/token')).toHaveLength(exchanges);
  });

  it('renews a refused token and repeats the call once, but not for want of permission', async () => {
    const expired = await setUp({ api: () => EXPIRED });
    expect(await expired.request({ method: 'POST' })).toMatchObject({ outcome: 'response', status: 403 });
    expect(expired.server.arrivals).toHaveLength(4);
    const forbidden = await setUp({ api: () => ({ status: 403 }) });
    expect(await forbidden.request()).toMatchObject({ outcome: 'response', status: 403, body: '' });
    expect(forbidden.server.arrivals).toHaveLength(2);
  });

  it.each<[string, Answer, object]>([
    [
      'an unknown secret',
      { status: 400, body: '{"error":"invalid_client","error_description":"Wrong."}' },
      { reason: 'authentication', code: 'invalid_client' },
    ],
    [
      "Okta's refusal",
      { status: 401, body: '{"errorCode":"invalid_client","errorSummary":"Invalid."}' },
      { reason: 'authentication', code: 'invalid_client' },
    ],
    ['an HTML page', { status: 500, body: '<html>' }, { reason: 'server-error', status: 500 }],
    ['malformed JSON', { status: 200, body: '{' }, { reason: 'malformed-response' }],
    ['no access_token', grant('', { access_token: undefined }), { reason: 'malformed-response' }],
    ['a cut connection', 'cut', { reason: 'network' }],
  ])('tells the caller of %s, and makes no call', async (_what, answer, told) => {
    const { server, request } = await setUp({ token: () => answer });
    const outcome = await request();
    expect(CALLS['session/request'].result.parse(outcome)).toMatchObject({ outcome: 'rejected', ...told });
    expect(server.arrivals).toHaveLength(1);
  });

  it('follows redirects, and leaves the token behind when one leaves the origin', async () => {
    const other = await TinyServer.start(() => ({ status: 200, body: Buffer.from([0xff]) }));
    servers.push(other);
    const { server, request } = await setUp({
      api: n => ({
        status: 301,
        headers: { location: n === 1 ? '/api/moved' : `${other.origin}/file?sig=1` },
      }),
    });
    expect(await request()).toMatchObject({ status: 200, bodyBase64: '/w==' });
    expect(server.at('/api/moved')[0]!.headers.authorization).toBe('Bearer token-1');
    expect(other.arrivals.map(({ target, headers }) => [target, headers.authorization])).toEqual([
      ['/file?sig=1', undefined],
    ]);
  });

  it('refuses plain http unless told otherwise, and to be without credentials', async () => {
    expect((await setUp({}, { options: {} })).opened).toMatchObject({ reason: 'insecure-transport' });
    expect((await setUp({}, { credentials: { apiKey: API_KEY } })).opened).toMatchObject({
      reason: 'invalid-credentials',
    });
  });

  it('signs by HTTP HMAC 2.0', async () => {
    const { server, request } = await setUp({}, { mechanism: 'http-hmac' });
    await request({
      method: 'POST',
      query: [['a', '1 2']],
      body: { text: '{"note":"hi"}', contentType: 'Application/JSON' },
    });
    const { headers } = server.arrivals[0]!;
    const attribute = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(headers.authorization!)![1]!;
    const lines = [
      'POST',
      headers.host,
      '/api/applications',
      'a=1%202',
      `id=${API_KEY}&nonce=${attribute('nonce')}&realm=Acquia&version=2.0`,
      headers['x-authorization-timestamp'],
      'application/json',
      '7iXInO/s2DeOhj1TAAkfV48jSm3iOzGaPYb/IXnTd8g=',
    ];
    const expected = createHmac('sha256', Buffer.from(API_SECRET, 'base64'))
      .update(lines.join('\n'))
      .digest('base64');
    expect(attribute('signature')).toBe(expected);
    expect(headers['x-authorization-content-sha256']).toBe(lines.at(-1));
  });
});
