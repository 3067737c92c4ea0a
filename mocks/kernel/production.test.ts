import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MockHost } from './index.ts';
import { ProductionAddresses } from './production.ts';
import { tiny } from './testing/tiny-provider.ts';

/** The tiny provider, whose token endpoint has a host of its own. */
const provider = {
  ...tiny,
  endpoints: (base: string) => ({ api: `${base}/api`, token: `${base}/token` }),
  productionHosts: {
    'https://api.tiny.test': '',
    'https://alias.tiny.test': '',
    'https://accounts.tiny.test/oauth/token': '/token',
  },
};

describe('addresses', () => {
  const addresses = new ProductionAddresses(provider.productionHosts);

  test.each([
    ['/json', 'https://api.tiny.test/json'],
    ['', 'https://api.tiny.test'],
    ['/token', 'https://accounts.tiny.test/oauth/token'],
    ['/tokens', 'https://api.tiny.test/tokens'],
  ])('the path %j is told to clients as %s', (path, url) => {
    expect(addresses.urlOf(path)).toBe(url);
  });

  test.each([
    ['https://api.tiny.test', '/json?x=%2F&', '/json?x=%2F&'],
    ['https://alias.tiny.test', '/', '/'],
    ['https://accounts.tiny.test', '/oauth/token', '/token'],
    ['https://accounts.tiny.test', '/oauth/token?a=1', '/token?a=1'],
    ['https://accounts.tiny.test', '/oauth/tokens', undefined],
    ['https://accounts.tiny.test', '/json', undefined],
    // The token endpoint is another host's.
    ['https://api.tiny.test', '/token', undefined],
    ['http://api.tiny.test', '/json', undefined],
  ])('%s%s leads to %j', (origin, target, path) => {
    expect(addresses.pathOf(origin, target)).toBe(path);
  });
});

describe('a host for production', () => {
  let host: MockHost;
  beforeEach(() => {
    host = MockHost.production(() => 0);
  });
  afterEach(() => host.stop());

  async function send(url: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
    const sent = request({ path: url, headers, createConnection: () => host.connect() }).end();
    const [message] = await once(sent, 'response');
    return message;
  }

  test('a request is recorded as its sender addressed it, and answered by the same application', async () => {
    const sandbox = host.open(provider);
    const answer = await send('https://api.tiny.test/json?x=%7e', { Host: 'api.tiny.test' });
    expect(JSON.parse(await text(answer))).toEqual({ a: 1, b: 'ü' });
    expect(sandbox.journal.exchanges).toMatchObject([
      {
        site: 'platform',
        operation: 'json',
        request: { target: '/json?x=%7e', url: 'https://api.tiny.test/json?x=%7e', headersParsed: true },
        response: { status: 200 },
      },
    ]);
    expect(host.strays).toEqual([]);
  });

  test('clients are told of production addresses, and a second sandbox of others', () => {
    const [one, two] = [host.open(provider), host.open(provider)];
    expect(one.endpoints).toEqual({
      api: 'https://api.tiny.test/api',
      token: 'https://accounts.tiny.test/oauth/token',
    });
    expect(two.endpoints).toEqual({
      api: 'https://s2.api.tiny.test/api',
      token: 'https://s2.accounts.tiny.test/oauth/token',
    });
  });

  test('a request goes to the sandbox that has its host now', async () => {
    const [one, two] = [host.open(provider), host.open(provider)];
    await send('https://s2.api.tiny.test/end');
    host.close(one);
    const three = host.open(provider);
    await send('https://api.tiny.test/json');
    const seen = [one, two, three].map(({ journal }) => journal.exchanges.map(e => e.operation));
    expect(seen).toEqual([[], ['end'], ['json']]);
  });

  test('the foreign host is a sink', async () => {
    const sandbox = host.open(provider);
    const answer = await send(`${sandbox.foreignBase}/file?x`);
    expect([answer.statusCode, await text(answer)]).toEqual([200, 'stored object\n']);
    expect(sandbox.journal.exchanges).toMatchObject([{ site: 'foreign', request: { target: '/file?x' } }]);
  });

  test('a host that is nobody`s hangs up, an address where nothing is answers 404, and both are told of', async () => {
    const sandbox = host.open(provider);
    await expect(send('https://elsewhere.test/x')).rejects.toThrow('socket hang up');
    await expect(send('http://api.tiny.test/json')).rejects.toThrow('socket hang up');
    await expect(send('/json')).rejects.toThrow('socket hang up');
    expect((await send('https://accounts.tiny.test/json')).statusCode).toBe(404);
    expect(host.strays.map(({ method, target }) => `${method} ${target}`)).toEqual([
      'GET https://elsewhere.test/x',
      'GET http://api.tiny.test/json',
      'GET /json',
      'GET https://accounts.tiny.test/json',
    ]);
    expect(sandbox.journal.exchanges).toEqual([]);
  });

  test('a tunnel to anywhere is refused and told of', async () => {
    const socket = host.connect();
    socket.write('CONNECT elsewhere.test:443 HTTP/1.1\r\nHost: elsewhere.test:443\r\n\r\n');
    expect(await text(socket)).toBe('');
    expect(host.strays).toMatchObject([{ method: 'CONNECT', target: 'elsewhere.test:443' }]);
  });

  test('an answer is cut, after what was sent of it', async () => {
    const { faults, journal } = host.open(provider);
    faults.arm({ name: 'cut', operation: 'end', effect: { kind: 'cut', bytes: 4 } });
    const chunks: Buffer[] = [];
    const error = await new Promise<NodeJS.ErrnoException>(resolve => {
      request({ path: 'https://api.tiny.test/end', createConnection: () => host.connect() })
        .once('response', answer => answer.on('data', chunk => chunks.push(chunk)).once('error', resolve))
        .end();
    });
    expect([error.code, Buffer.concat(chunks).toString()]).toEqual(['ECONNRESET', '{"a"']);
    expect(journal.exchanges[0]!.response!.cut).toBe(true);
  });

  test('a provider that is not known to be in production is not opened', () => {
    expect(() => host.open(tiny)).toThrow('Failed to open a sandbox of tiny in production');
  });
});
