import { once } from 'node:events';
import { get as getByName, request } from 'node:http';
import * as http2 from 'node:http2';
import * as https from 'node:https';
import { type AddressInfo, connect as connectPlain, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MockHost, type Sandbox } from '../../mocks/kernel/index.ts';
import { tiny } from '../../mocks/kernel/testing/tiny-provider.ts';
import { intercept } from './intercept.ts';

const provider = { ...tiny, productionHosts: { 'https://api.tiny.test/v1': '' } };

describe('an intercepted process', () => {
  let host: MockHost;
  let sandbox: Sandbox;
  let letGo: () => void;

  beforeEach(() => {
    host = MockHost.production(Date.now);
    sandbox = host.open(provider);
    letGo = intercept({ connect: () => host.connect() });
  });
  afterEach(async () => {
    letGo();
    await host.stop();
  });

  const strays = () => host.strays.map(({ method, target }) => `${method} ${target}`);

  /** One request by node:https. */
  function send(
    url: string,
    options: https.RequestOptions = {},
    body = '',
  ): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      https
        .request(url, options, async answer => {
          text(answer).then(read => resolve({ status: answer.statusCode!, text: read }), reject);
        })
        .on('error', reject)
        .end(body);
    });
  }

  test('fetch reaches the mock, which sees scheme, host and target as the client wrote them', async () => {
    const response = await fetch('https://api.tiny.test/v1/json?x=%7e', { headers: { 'X-One': 'a' } });
    expect([response.status, await response.json()]).toEqual([200, { a: 1, b: 'ü' }]);
    const [exchange] = sandbox.journal.exchanges;
    expect(exchange!.request).toMatchObject({
      method: 'GET',
      target: '/v1/json?x=%7e',
      url: 'https://api.tiny.test/v1/json?x=%7e',
      headersParsed: true,
    });
    expect(exchange!.request.headers).toEqual(
      expect.arrayContaining([
        ['x-one', 'a'],
        ['host', 'api.tiny.test'],
      ]),
    );
  });

  test('node:https reaches it too, with a body', async () => {
    const options = { method: 'POST', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
    expect(await send('https://api.tiny.test/v1/form', options, 'a=%2B&b=+')).toEqual({
      status: 200,
      text: JSON.stringify([
        ['a', '+'],
        ['b', ' '],
      ]),
    });
    expect(sandbox.journal.exchanges[0]!.request.body.toString()).toBe('a=%2B&b=+');
  });

  test('answers without a body arrive', async () => {
    expect((await fetch('https://api.tiny.test/v1/nothing')).status).toBe(204);
    const head = await fetch('https://api.tiny.test/v1/end', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test('redirects lead where they say, cookies are what the client sends and nothing more', async () => {
    const { faults, journal } = sandbox;
    const headers = { Location: `${sandbox.foreignBase}/file`, 'Set-Cookie': 'a=1' };
    faults.arm({
      name: 'away',
      operation: 'end',
      times: 1,
      effect: { kind: 'respond', status: 302, headers, body: '' },
    });
    expect(await (await fetch('https://api.tiny.test/v1/end')).text()).toBe('stored object\n');
    await fetch('https://api.tiny.test/v1/end');
    expect(journal.exchanges.map(e => e.site)).toEqual(['platform', 'foreign', 'platform']);
    expect(journal.exchanges[2]!.request.headers.filter(([name]) => name === 'cookie')).toEqual([]);
  });

  test.each(['fetch', 'node:https'])('by %s, an answer that is cut is no answer', async by => {
    sandbox.faults.arm({ name: 'cut', operation: 'end', effect: { kind: 'cut', bytes: 4 } });
    const url = 'https://api.tiny.test/v1/end';
    const read = by === 'fetch' ? fetch(url).then(response => response.text()) : send(url);
    await expect(read).rejects.toThrow();
    expect(sandbox.journal.exchanges[0]!.response!.cut).toBe(true);
  });

  test('an answer waits at its gate while others pass', async () => {
    sandbox.gates.hold('end');
    const late = fetch('https://api.tiny.test/v1/end').then(() => 'late');
    await sandbox.journal.arrival(e => e.operation === 'end', new AbortController().signal);
    const early = fetch('https://api.tiny.test/v1/json').then(() => 'early');
    expect(await Promise.race([late, early])).toBe('early');
    sandbox.gates.open('end');
    expect(await late).toBe('late');
  });

  test('whoever gives up a fetch is seen to go away', async () => {
    sandbox.gates.hold('end');
    const giveUp = new AbortController();
    const given = fetch('https://api.tiny.test/v1/end', { signal: giveUp.signal });
    await sandbox.journal.arrival(e => e.operation === 'end', new AbortController().signal);
    giveUp.abort();
    await expect(given).rejects.toThrow();
    await expect.poll(() => sandbox.journal.exchanges[0]!.response?.cut).toBe(true);
  });

  test('a host that is nobody`s is a network error, and told of', async () => {
    await expect(fetch('https://elsewhere.test/x')).rejects.toThrow(TypeError);
    await expect(send('https://elsewhere.test/y')).rejects.toThrow();
    await expect(once(request('http://127.0.0.1:9/z').end(), 'response')).rejects.toThrow();
    await expect(once(getByName('http://api.tiny.test/v1/json'), 'response')).rejects.toThrow();
    expect(strays()).toEqual([
      'GET https://elsewhere.test/x',
      'GET https://elsewhere.test/y',
      'GET http://127.0.0.1:9/z',
      'GET http://api.tiny.test/v1/json',
    ]);
    expect(sandbox.journal.exchanges).toEqual([]);
  });

  test('what goes round HTTP finds no way out either', async () => {
    const session = http2.connect('https://api.tiny.test');
    const [refused] = await once(session, 'error');
    expect(refused.code).toBe('ECONNREFUSED');
    const [again] = await once(connectPlain(25, '192.0.2.1'), 'error');
    expect(again.message).toContain('Countersign lets no connection out');
    await expect.poll(strays).toEqual(['CONNECT api.tiny.test:443', 'CONNECT 192.0.2.1:25']);
  });
});

test('hosts that are allowed are reached, and everything is after the end', async () => {
  const server = createServer(socket => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const host = MockHost.production(Date.now);
  const letGo = intercept({ connect: () => host.connect(), allowed: ['127.0.0.1'] });
  expect(await (await fetch(url)).text()).toBe('hi');
  letGo();
  expect(await (await fetch(url)).text()).toBe('hi');
  await host.stop();
  server.close();
});
