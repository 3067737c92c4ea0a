import fc from 'fast-check';
import { expect, onTestFinished, test, vi } from 'vitest';
import { nearJson } from '../mocks/kernel/testing/near-requests.ts';
import { rawExchange } from '../mocks/kernel/testing/raw-exchange.ts';
import { PLATFORMS, type Platform } from '../src/protocol/index.ts';
import { serve } from '../src/serve/serve.ts';
import { printedValue } from '../src/serve/testing/printed.ts';

const numRuns = Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 100);
vi.setConfig({ testTimeout: 30_000 + numRuns * 50 });

/*
 * Whatever is sent to the control API of any platform, or past it: an answer in its form, never 5xx, and the mocks
 * behind it live on.
 */

interface Route {
  readonly method: string;
  readonly path: string;
  readonly example?: object;
}

/** What the control API says of itself. */
interface Index {
  readonly platforms: readonly { readonly name: Platform; readonly routes: readonly Route[] }[];
}

const names = [
  ...['advanceMs', 'set', 'freeze', 'reset', 'tokens', 'label', 'secret', 'name', 'value', 'user', 'email'],
  ...['permissions', 'redirectUris', 'limit', 'remaining', 'key', 'application', 'active', 'operations'],
  ...['operation', 'effect', 'after', 'times', 'tokenLifetimeSeconds', 'errors', '__proto__', 'toString'],
];
const odd = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>('a@b.example', '\ud800', 'x'.repeat(201), -1, 1e308, 'token.issue', 'https://x'),
);
const effect = fc.record(
  {
    kind: fc.constantFrom('respond', 'cut', 'edit'),
    status: fc.integer(),
    bytes: fc.integer(),
    headers: fc.dictionary(fc.string(), fc.string()),
    set: fc.jsonValue(),
    drop: fc.array(fc.string()),
  },
  { requiredKeys: ['kind'] },
);
const body = fc.oneof(
  fc.dictionary(fc.constantFrom(...names), odd).map(value => JSON.stringify(value)),
  fc
    .record({ operation: fc.constantFrom('token.issue', 'account.get', 'constructor'), effect })
    .map(value => JSON.stringify(value)),
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.constant('['.repeat(9_999)),
);
const method = fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE', 'PUT', 'OPTIONS', 'HEAD');
const query = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters(),
  fc.constantFrom('limit=0', 'after=%', 'limit=1&limit=2'),
);

/** Every platform served, and the way into its control API, as it was printed at start. */
async function allServed() {
  const lines: string[] = [];
  const print = (text: string) => void lines.push(...text.split('\n'));
  const { url, stop } = await serve({ platforms: PLATFORMS, port: 0, print });
  onTestFinished(stop);
  const headers = { 'X-Countersign-Secret': printedValue(lines, 'control secret') };
  const index = await fetch(`${url}/_control`, { headers });
  return { url, headers, ...((await index.json()) as Index) };
}

test('the control API withstands rubbish, of any platform', async () => {
  const { url, headers, platforms } = await allServed();
  const known = platforms.flatMap(({ name, routes }) =>
    routes.map(route => ({
      name,
      method: fc.constant(route.method),
      path: fc.constant(route.path.slice(1)),
      body: route.example === undefined ? body : fc.oneof(nearJson(route.example), body),
    })),
  );
  const anywhere = { name: 'acquia', method, path: fc.webPath().map(path => path.slice(1)), body };
  const place = fc.constantFrom(...known, ...known.map(route => ({ ...route, method })), anywhere);
  const request = place.chain(({ name, ...where }) =>
    fc.record({ name: fc.constant(name), ...where, id: fc.webPath(), query }),
  );
  await fc.assert(
    fc.asyncProperty(request, async made => {
      const path = made.path.replace(':id', encodeURIComponent(made.id));
      const target = `${url}/_control/${made.name}/${path}${made.query === '' ? '' : `?${made.query}`}`;
      const bodyless = made.method === 'GET' || made.method === 'HEAD';
      const answer = await fetch(target, {
        method: made.method,
        headers,
        ...(bodyless ? {} : { body: made.body }),
      });
      const text = await answer.text();
      expect(answer.status, text).toBeLessThan(500);
      if (answer.status >= 400 && made.method !== 'HEAD')
        expect((JSON.parse(text) as { message: string }).message).toMatch(/^Failed to /);
    }),
    { numRuns },
  );
  for (const { name } of platforms) {
    const state = await fetch(`${url}/_control/${name}/state`, { headers });
    expect(await state.json()).toMatchObject({ platform: name, defects: [] });
    expect((await fetch(`${url}/_control/${name}/reset`, { method: 'POST', headers })).status).toBe(200);
  }
});

test('the example that the index shows of a route is a body that it takes', async () => {
  const { url, headers, platforms } = await allServed();
  const examples = platforms.flatMap(({ name, routes }) =>
    routes.flatMap(({ method, path, example }) => (example ? [{ name, method, path, example }] : [])),
  );
  expect(examples.length).toBeGreaterThan(platforms.length);
  for (const { name, method, path, example } of examples) {
    const target = `${url}/_control/${name}${path.replace(':id', 'nobody')}`;
    const answer = await fetch(target, { method, headers, body: JSON.stringify(example) });
    expect.soft(`${answer.status} ${name} ${path} ${await answer.text()}`).not.toMatch(/^400/);
  }
});

test('its front withstands bytes that are no request, and shows a journal of any', async () => {
  const { url, headers } = await allServed();
  const { host } = new URL(url);
  const starts = ['/_control/acquia/state', '/_control', '/acquia/api/account', '/x'].map(
    path => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n`,
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('', 'GET ', ...starts),
      fc.uint8Array({ maxLength: 100 }),
      async (start, bytes) => {
        const answer = await rawExchange(url, Buffer.concat([Buffer.from(start), bytes]), true);
        if (answer !== '') expect(Number(/^HTTP\/1\.1 (\d{3}) /.exec(answer)?.[1])).toBeLessThan(500);
      },
    ),
    { numRuns },
  );
  const journal = await fetch(`${url}/_control/acquia/journal?limit=200`, { headers });
  expect(await journal.json()).toMatchObject({ exchanges: expect.any(Array) });
});
