import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { CLIENT, keyParams, REDIRECT_URI, startCloudApi, userParams } from '../../testing/cloud-api.ts';
import { requestParams } from '../../testing/session.ts';
import { StdioClient } from '../../testing/stdio.ts';

const program = fileURLToPath(new URL('client.mjs', import.meta.url));
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of endings.splice(0)) await end();
});

async function setUp() {
  const server = await startCloudApi();
  const client = new StdioClient(process.execPath, [program]);
  endings.push(
    () => client.kill(),
    () => server.stop(),
  );
  return { server, client };
}

describe('the http command', () => {
  it('sends what it is given, whatever httpie reads into a request item', async () => {
    const { server, client } = await setUp();
    const apiToken = String.raw`@a\b:==c;d`;
    await client.call('session/open', {
      ...keyParams(server),
      platform: 'api-token-realm',
      mechanism: 'query',
      endpoints: { api: `${server.origin}/api/` },
      credentials: { apiToken },
      options: { parameter: 'api:token' },
    });
    const query: [string, string][] = [
      ['tag', '=b'],
      ['tag', '@a'],
    ];
    await client.call(
      'session/request',
      requestParams({ method: 'POST', query, body: { json: { a: 'é' } }, headers: { 'X-Own': '@1' } }),
    );
    const [{ target, ...sent }] = server.arrivals as [(typeof server.arrivals)[0]];
    expect(target.split('?')[0]).toBe('/api/applications');
    expect([...new URLSearchParams(target.split('?')[1])]).toEqual([['api:token', apiToken], ...query]);
    expect(sent).toMatchObject({
      body: '{"a":"é"}',
      headers: { 'content-type': 'application/json', 'x-own': '@1' },
    });
    expect(sent.headers.authorization).toBeUndefined();
    expect(await client.shutdown()).toBe(0);
  });

  it('exchanges a code by a form, and calls with the token', async () => {
    const { server, client } = await setUp();
    await client.call('session/open', userParams(server));
    const callbackUrl = `${REDIRECT_URI}&code=%40c%3D1&state=whatever`;
    await client.call('session/completeAuthorization', { session: 's1', callbackUrl });
    await client.call('session/request', requestParams());
    const [exchange, call] = server.arrivals;
    expect(Object.fromEntries(new URLSearchParams(exchange!.body))).toEqual({
      grant_type: 'authorization_code',
      code: '@c=1',
      client_id: CLIENT.clientId,
      client_secret: CLIENT.clientSecret,
      redirect_uri: REDIRECT_URI,
    });
    expect(call!.headers.authorization).toBe('Bearer opaque-1');
    expect(await client.shutdown()).toBe(0);
  });
});
