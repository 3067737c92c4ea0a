import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { controlsOf } from './platform-controls.ts';
import { ServeError, serve } from './serve.ts';
import { answerTo, printedCommands } from './testing/printed.ts';
import { servings } from './testing/serving.ts';

const start = servings();
const guide = readFileSync(new URL('../../docs/serve.md', import.meta.url), 'utf8');

test('the printed commands work as they stand: a token, a call, and the clock that ends it', async () => {
  const serving = await start();
  const [obtain, call, advance] = printedCommands(serving.lines) as [string, string, string];
  const { access_token, expires_in } = await answerTo(obtain);
  expect(expires_in).toBe(300);
  const use = call.replace('<access_token>', access_token);
  expect((await answerTo(use)).mail).toBe('ada@example.com');
  expect((await answerTo(advance)).now).toBe('2026-01-02T03:09:05.000Z');
  expect(await answerTo(use)).toEqual({ error: 'unauthorized', message: 'The access token has expired.' });
});

test('each secret is printed in its row and in the commands, and by no later answer', async () => {
  const serving = await start();
  const text = serving.lines.join('\n');
  expect(text.split(serving.secret).length - 1).toBe(2);
  expect(text.split(serving.keySecret).length - 1).toBe(2);
  const answers = [await serving.control('GET', '/state'), await serving.control('POST', '/reset')];
  for (const secret of [serving.secret, serving.keySecret, serving.password])
    expect(answers.some(({ text: shown }) => shown.includes(secret))).toBe(false);
});

test('a taken port is told of, with what to do; a stopped server gives its port back', async () => {
  const print = () => {};
  const first = await serve({ platforms: ['acquia'], port: 0, print });
  const port = Number(new URL(first.url).port);
  const again = () => serve({ platforms: ['acquia'], port, print });
  await expect(again()).rejects.toThrow(
    new ServeError(
      `Failed to serve: port ${port} is taken. Choose another with --port, or 0 for a free one.`,
    ),
  );
  await first.stop();
  const second = await again();
  expect(second.url).toBe(first.url);
  await second.stop();
});

test('only loopback is listened on', async () => {
  const serving = await start();
  const outer = Object.values(networkInterfaces())
    .flatMap(list => list ?? [])
    .filter(a => !a.internal && a.family === 'IPv4');
  const addresses = ['127.0.0.2', ...outer.map(a => a.address)];
  for (const address of addresses) {
    const outcome = await new Promise(resolve => {
      const socket = connect(Number(new URL(serving.url).port), address);
      socket
        .on('connect', () => resolve('connected'))
        .on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    expect([address, outcome]).toEqual([address, 'ECONNREFUSED']);
  }
});

test('an unknown platform is refused before anything is listened on', async () => {
  await expect(serve({ platforms: ['nimbus'], port: 0, print: () => {} })).rejects.toThrow(
    'no such provider',
  );
});

test("what is no platform's is answered with what there is", async () => {
  const serving = await start();
  for (const path of ['/', '/api/account', '/Acquia/api', '/acquiax', '/_controls', '/%61cquia']) {
    const { status, body } = await serving.send('GET', path);
    expect([path, status, body.error]).toEqual([path, 404, 'unknown-platform']);
    expect(body.message).toContain('Served: /acquia;');
  }
});

test('the guide names every route, and no other', async () => {
  const serving = await start();
  const index = await serving.send('GET', '/_control', {
    headers: { 'X-Countersign-Secret': serving.secret },
  });
  const routes = index.body.platforms[0].routes as { method: string; path: string }[];
  const named = [...guide.matchAll(/^\| `((?:GET|POST|PATCH|DELETE) \/[^`]*)` \|/gm)].map(match => match[1]);
  expect(named).toEqual(routes.map(({ method, path }) => `${method} ${path}`));
});

test.each(['platformsh', 'cloud-api', 'api-token-realm', 'clever-cloud'])(
  'the guide names the routes that only %s has',
  platform => {
    const named = [...guide.matchAll(/^\| (\S+) \| `([^`]*)` \|/gm)].filter(([, of]) => of === platform);
    const routes = controlsOf(platform).routes.map(({ method, path }) => `${method} ${path}`);
    expect(named.map(([, , route]) => route)).toEqual(routes);
  },
);
