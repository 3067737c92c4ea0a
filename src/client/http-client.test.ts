import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import type { ClientUnderTest } from './client.ts';
import { httpClient } from './http-client.ts';
import { LINE_LIMIT } from './lines.ts';

const suite = { name: 'countersign', version: '0.0.0' };
const greeting = {
  protocolVersion: 1,
  client: { name: 'x', version: '1', language: 'c' },
  capabilities: { acquia: ['client-credentials'] },
};

/** A client behind a server that does this with `session/close`, and answers all else as it should. */
async function behind(
  listener: (id: string, ...args: Parameters<RequestListener>) => unknown,
  deadlineMs = 5000,
) {
  const server = createServer(async (req, res) => {
    const chunks: Buffer[] = [];
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk);
    const { id, method } = JSON.parse(Buffer.concat(chunks).toString()) as { id: string; method: string };
    if (method === 'session/close') return void listener(id, req, res);
    res.end(JSON.stringify({ jsonrpc: '2.0', id, result: method === 'initialize' ? greeting : {} }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = httpClient({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    suite,
    deadlineMs,
  });
  onTestFinished(async () => {
    await client.stop();
    server.closeAllConnections();
    server.close();
  });
  expect(await client.start()).toMatchObject({ kind: 'answer' });
  return client;
}

const close = (client: ClientUnderTest) => client.call('session/close', { session: 's' });
const answer = (id: unknown, more = '') => `{"jsonrpc":"2.0","id":${JSON.stringify(id)},"result":{}}${more}`;

test.each<[string, (id: string, ...args: Parameters<RequestListener>) => unknown, string, RegExp]>([
  [
    'another status',
    (id, _, res) => res.writeHead(201).end(answer(id)),
    'an answer with status 201',
    /status 200/,
  ],
  [
    'a redirect',
    (_id, _, res) => res.writeHead(307, { Location: '/' }).end(),
    'an answer with status 307',
    /status 200/,
  ],
  ['no body', (_id, _, res) => res.end(), 'a body that is not JSON: ""', /one JSON-RPC object/],
  [
    'a page',
    (_id, _, res) => res.end('<p>Hello'),
    'a body that is not JSON: "<p>Hello"',
    /one JSON-RPC object/,
  ],
  [
    'two objects',
    (id, _, res) => res.end(answer(id, answer(id))),
    'a body that is not JSON: ',
    /one JSON-RPC object/,
  ],
  [
    'an array',
    (id, _, res) => res.end(`[${answer(id)}]`),
    'a body that is no answer (',
    /one JSON-RPC object/,
  ],
  [
    'another id',
    (_id, _, res) => res.end(answer('c99')),
    'an answer to another call, id "c99"',
    /id of the call/,
  ],
  [
    'its id as a number',
    (_id, _, res) => res.end(answer(2)),
    'an answer to another call, id 2',
    /id of the call/,
  ],
  ['no text', (_id, _, res) => res.end(Buffer.from('"\xff"', 'latin1')), 'bytes that are not UTF-8', /UTF-8/],
  ['no end', (_id, _, res) => flood(res), `a body longer than ${LINE_LIMIT} bytes`, /Cut off/],
])('%s is no answer', async (_name, listener, problem, mend) => {
  const client = await behind(listener);
  expect(await close(client)).toEqual({
    kind: 'broken-message',
    problem: expect.stringContaining(problem),
    mend: expect.stringMatching(mend),
  });
  expect(await client.call('ping', {})).toMatchObject({ kind: 'answer' });
});

function flood(res: Parameters<RequestListener>[1]): void {
  const more = () => {
    while (!res.destroyed && res.write(Buffer.alloc(65_536, 'x')));
  };
  res.on('drain', more);
  more();
}

test.each<[string, (res: Parameters<RequestListener>[1]) => unknown]>([
  ['at once', res => res.destroy()],
  [
    'in the middle of an answer',
    res => void res.writeHead(200, { 'Content-Length': 100 }).write('{', () => res.destroy()),
  ],
])('who ends the connection %s is gone', async (_when, end) => {
  const client = await behind((_id, _req, res) => end(res));
  expect(await close(client)).toMatchObject({
    kind: 'gone',
    how: expect.stringMatching(/^ended the connection before it had answered \(\w+\)$/),
  });
});

test('who is not there cannot be reached, and is asked no more', async () => {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  const client = httpClient({ url: `http://127.0.0.1:${port}/rpc`, suite });
  expect(await client.start()).toMatchObject({
    kind: 'gone',
    how: `could not be reached at http://127.0.0.1:${port}/rpc (ECONNREFUSED)`,
    mend: 'Start the adapter before the suite; it must accept POST at this address.',
  });
  expect(await close(client)).toMatchObject({ kind: 'not-started' });
  await client.stop();
});

test('an answer after the deadline is thrown away, and noted', async () => {
  let late = () => {};
  const client = await behind((id, _req, res) => {
    late = () => res.end(answer(id));
  }, 100);
  expect(await close(client)).toEqual({ kind: 'deadline', deadlineMs: 100 });
  late();
  // Another call that is answered has come after it.
  await client.call('ping', {});
  await expect.poll(() => client.takeEvidence()).toMatch(/an answer to session\/close came \d+ ms too late/);
});

test('who is stopped in the middle of a call is let go', async () => {
  let arrived = () => {};
  const asked = new Promise<void>(resolve => {
    arrived = resolve;
  });
  const client = await behind(() => arrived());
  const open = close(client);
  await asked;
  await client.stop();
  expect(await open).toMatchObject({ kind: 'gone' });
  expect(client.exitProblem).toBeUndefined();
});

test('a URL that is none of a client is refused with what it must be', () => {
  for (const url of ['x', 'https://127.0.0.1/', 'http://a:b@127.0.0.1/', 'http://127.0.0.1/#x'])
    expect(() => httpClient({ url, suite })).toThrow(
      /^Failed to reach the client at .*: a client's URL is the address of an HTTP server/,
    );
});

test('whatever bytes come back, a call comes to an end', async () => {
  const sockets = new Set<Socket>();
  let bytes: Uint8Array = Buffer.alloc(0);
  const server = createTcpServer(socket => {
    sockets.add(socket.on('error', () => {}));
    socket.once('data', () => socket.end(bytes));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const beginning = fc.constantFrom(
    '',
    'HTTP/1.1 200 OK\r\n',
    'HTTP/1.1 200 OK\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n',
  );
  await fc.assert(
    fc.asyncProperty(beginning, fc.uint8Array(), async (start, rest) => {
      bytes = Buffer.concat([Buffer.from(start), rest]);
      const client = httpClient({ url, suite, deadlineMs: 5000 });
      expect(['gone', 'broken-message']).toContain((await client.start()).kind);
      await client.stop();
    }),
    { numRuns: Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 100) },
  );
});
