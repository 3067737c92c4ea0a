import { expect, test } from 'vitest';
import { MockHost } from './index.ts';
import { rawExchange } from './testing/raw-exchange.ts';
import { tinyHost } from './testing/tiny-host.ts';

const tinies = tinyHost();

test('both listeners are on loopback: the platform by number, the foreign host by name and at another port', () => {
  const sandbox = tinies.open();
  const [base, foreign] = [new URL(sandbox.base), new URL(sandbox.foreignBase)];
  expect([base.hostname, foreign.hostname]).toEqual(['127.0.0.1', 'localhost']);
  expect(base.port).not.toBe(foreign.port);
  expect(sandbox.endpoints).toEqual({ api: sandbox.base });
});

test('a request is recorded byte for byte', async () => {
  const sandbox = tinies.open();
  const path = `${new URL(sandbox.base).pathname}/a%2fb//c?x=+%7e&y`;
  const bytes = `PUT ${path} HTTP/1.1\r\nhOST: x\r\nX-a:  1\r\nx-A: 2\r\nConnection: close\r\nContent-Length: 3\r\n\r\n\x00\xff\n`;
  const answer = await rawExchange(sandbox.base, Buffer.from(bytes, 'latin1'));
  const [exchange] = sandbox.journal.exchanges;
  expect(exchange!.request).toEqual({
    method: 'PUT',
    target: path,
    url: `${new URL(sandbox.base).origin}${path}`,
    httpVersion: '1.1',
    headers: [
      ['hOST', 'x'],
      ['X-a', '1'],
      ['x-A', '2'],
      ['Connection', 'close'],
      ['Content-Length', '3'],
    ],
    body: Buffer.from([0, 255, 10]),
  });
  expect(answer).toMatch(/\r\n\r\n\/a%2fb\/\/c\?x=\+%7e&y$/);
});

test('an answer is recorded with status, headers and body, at virtual and at real time', async () => {
  const sandbox = tinies.open({ start: 1_000 });
  sandbox.clock.advance(86_400_000);
  const response = await fetch(`${sandbox.base}/json`);
  const [exchange] = sandbox.journal.exchanges;
  expect([exchange!.at, exchange!.realAt, exchange!.site]).toEqual([
    86_401_000,
    tinies.machine.now,
    'platform',
  ]);
  expect(exchange!.response).toMatchObject({ status: 200, body: Buffer.from('{"a":1,"b":"ü"}'), cut: false });
  const recorded = exchange!.response!.headers.map(([name, value]) => [name.toLowerCase(), value]);
  expect(recorded).toContainEqual(['content-type', 'application/json; charset=utf-8']);
  expect(recorded).toContainEqual(['date', response.headers.get('date')]);
  expect(response.headers.get('date')).toBe('Fri, 02 Jan 1970 00:00:01 GMT');
});

test.each([
  ['HEAD', '/end'],
  ['GET', '/nothing'],
])('%s %s has no body, and none is recorded', async (method, path) => {
  const sandbox = tinies.open();
  expect(await (await fetch(`${sandbox.base}${path}`, { method })).text()).toBe('');
  expect(sandbox.journal.exchanges[0]!.response!.body).toHaveLength(0);
});

test('nothing is shared between sandboxes', async () => {
  const [one, two] = [tinies.open({ settings: { colour: 'blue' } }), tinies.open()];
  await fetch(`${one.base}/end`);
  one.clock.advance(5);
  one.state.clients.length = 0;
  expect([one.journal.exchanges.length, two.journal.exchanges.length]).toEqual([1, 0]);
  expect(one.clock.now() - two.clock.now()).toBe(5);
  expect([one.settings.colour, two.settings.colour, two.state.clients.length]).toEqual(['blue', 'red', 2]);
  expect(one.entropy.uuid()).not.toBe(two.entropy.uuid());
});

test('the seed makes a sandbox repeatable on another host', async () => {
  const uuids: string[] = [];
  for (const seed of ['x', 'x', 'y']) {
    const host = await MockHost.start(() => 0);
    uuids.push(host.open(tinies.open().provider, { seed }).entropy.uuid());
    await host.stop();
  }
  expect([uuids[0] === uuids[1], uuids[0] === uuids[2]]).toEqual([true, false]);
});

test('a request for no open sandbox is 404, and kept', async () => {
  const before = tinies.host.strays.length;
  const sandbox = tinies.open();
  tinies.host.close(sandbox);
  const { pathname } = new URL(sandbox.base);
  for (const path of [`${pathname}/end`, '/', '/s', `${pathname}x/end`]) {
    expect((await fetch(`${tinies.host.base}${path}`)).status).toBe(404);
  }
  const kept = tinies.host.strays.slice(before);
  expect(kept.map(s => s.target)).toEqual([`${pathname}/end`, '/', '/s', `${pathname}x/end`]);
  expect(kept[0]).toEqual({ method: 'GET', target: `${pathname}/end`, realAt: tinies.machine.now });
});

test.each([
  ['', '/'],
  ['?a=1', '/?a=1'],
  ['/', '/'],
  ['//x', '//x'],
])("the sandbox's prefix alone, with %j, reaches the application as %j", async (rest, url) => {
  expect(await (await fetch(`${tinies.open().base}${rest}`)).text()).toBe(url);
});

test('a body past the limit is 413 and not kept', async () => {
  const sandbox = tinies.open();
  const post = (length: number) =>
    fetch(`${sandbox.base}/end`, { method: 'POST', body: Buffer.alloc(length) });
  expect([(await post(1024 * 1024)).status, (await post(1024 * 1024 + 1)).status]).toEqual([200, 413]);
  const [whole, tooLong] = sandbox.journal.exchanges;
  expect(whole!.request.body).toHaveLength(1024 * 1024);
  expect([tooLong!.request.body.length, tooLong!.response!.status]).toEqual([0, 413]);
});

test('a request whose sender goes away in the middle is none', async () => {
  const sandbox = tinies.open();
  const { pathname } = new URL(sandbox.base);
  const half = `POST ${pathname}/end HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc`;
  await rawExchange(sandbox.base, half, true);
  expect(sandbox.journal.exchanges).toEqual([]);
  expect((await fetch(`${sandbox.base}/end`)).status).toBe(200);
});

test('the foreign host answers and records, and reaches no provider', async () => {
  const sandbox = tinies.open();
  const response = await fetch(`${sandbox.foreignBase}/end`);
  expect(await response.text()).toBe('stored object\n');
  const [exchange] = sandbox.journal.exchanges;
  expect([exchange!.site, exchange!.request.url, exchange!.operation]).toEqual([
    'foreign',
    `${sandbox.foreignBase}/end`,
    undefined,
  ]);
});

test('closing a sandbox lets nobody wait', async () => {
  const sandbox = tinies.open();
  sandbox.gates.hold('end');
  const answer = fetch(`${sandbox.base}/end`);
  await sandbox.journal.arrival(e => e.operation === 'end', new AbortController().signal);
  tinies.host.close(sandbox);
  expect((await answer).status).toBe(200);
});

test('stopping waits for no one who sends slowly', async () => {
  const host = await MockHost.start(() => 0);
  const { base } = host.open(tinies.open().provider);
  const { pathname } = new URL(base);
  const slow = rawExchange(base, `GET ${pathname}/end HTTP/1.1\r\nHost: x\r\n\r\nGET `);
  await fetch(`${base}/end`);
  await host.stop();
  expect(await slow).toMatch(/^HTTP\/1.1 200 OK/);
});

test('a taken port is an error; a stopped host answers nobody', async () => {
  const port = Number(new URL(tinies.host.base).port);
  await expect(MockHost.start(() => 0, port)).rejects.toThrow('EADDRINUSE');
  const host = await MockHost.start(() => 0);
  const { base } = host.open(tinies.open().provider);
  expect((await fetch(`${base}/end`)).status).toBe(200);
  await host.stop();
  await expect(fetch(`${base}/end`)).rejects.toThrow('fetch failed');
});

test('a sandbox may choose its address, one at a time', async () => {
  const first = tinies.open({ id: 'here' });
  expect(first.base).toBe(`${tinies.host.base}/here`);
  expect(() => tinies.open({ id: 'here' })).toThrow('one of that id is open');
  tinies.host.close(first);
  const second = tinies.open({ id: 'here' });
  tinies.host.close(first);
  expect((await fetch(`${second.base}/end`)).status).toBe(200);
  expect([first.journal.exchanges.length, second.journal.exchanges.length]).toEqual([0, 1]);
});

test('a front sees every request first, and may keep it', async () => {
  const seen: string[] = [];
  const host = await MockHost.start(
    () => 0,
    0,
    (req, res, site) => {
      seen.push(`${site} ${req.url}`);
      if (req.url !== '/front') return false;
      res.end('mine');
      return true;
    },
  );
  const sandbox = host.open(tinies.open().provider);
  expect(await (await fetch(`${host.base}/front`)).text()).toBe('mine');
  await fetch(`${sandbox.base}/end`);
  await fetch(`${sandbox.foreignBase}/x`);
  await host.stop();
  expect(seen).toEqual(['platform /front', 'platform /s1/end', 'foreign /s1/x']);
  expect([host.strays.length, sandbox.journal.exchanges.length]).toEqual([0, 2]);
});
