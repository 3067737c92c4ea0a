import { once } from 'node:events';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ServedClient, serveHttp } from './serve-http.ts';

let served: ServedClient;
beforeAll(async () => {
  served = await serveHttp({
    initialize: async () => ({
      protocolVersion: 1,
      client: { name: 'x', version: '1', language: 'js' },
      capabilities: {},
    }),
    'session/open': async () => ({}),
  });
});
afterAll(() => served.stop());

const PING = '{"jsonrpc":"2.0","id":7,"method":"ping","params":{}}';

async function status(headers: Record<string, string>, method = 'POST'): Promise<number | undefined> {
  const sent = request(served.url, { method, headers }).end(PING);
  const [response] = await once(sent, 'response');
  response.resume();
  return response.statusCode;
}

test('a POST is one call, whatever its media type', async () => {
  const answer = await fetch(served.url, { method: 'POST', body: PING });
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(await answer.json()).toEqual({ jsonrpc: '2.0', id: 7, result: {} });
});

test('what is no call is told so', async () => {
  for (const body of ['', '[', '{}', '\xff'])
    expect(await (await fetch(served.url, { method: 'POST', body })).json()).toMatchObject({
      id: null,
      error: { code: -32700 },
    });
});

test('other methods are refused, and what a page in a browser may have sent', async () => {
  const { host, port } = new URL(served.url);
  expect(await status({}, 'GET')).toBe(405);
  expect(await status({ Host: host })).toBe(200);
  expect(await status({ Host: `localhost:${port}` })).toBe(200);
  expect(await status({ Host: `rebound.example:${port}` })).toBe(403);
  expect(await status({ Origin: 'https://page.example' })).toBe(403);
  expect(await status({ Origin: 'null' })).toBe(403);
});

test('a port that is taken is an error', async () => {
  await expect(serveHttp({} as never, { port: Number(new URL(served.url).port) })).rejects.toThrow(
    'EADDRINUSE',
  );
});
