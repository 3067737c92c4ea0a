import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type ModuleOptions, moduleClient } from './index.ts';
import type { ProcessClient } from './process-client.ts';

const suite = { name: 'countersign', version: '0.0.0' };
const JUMP = 300_000;

let client: ProcessClient;

async function start(file: string, options: Partial<ModuleOptions> = {}): Promise<void> {
  client = moduleClient({ file, suite, ...options });
  expect(await client.start()).toMatchObject({ kind: 'answer' });
}

function startClock(): Promise<void> {
  return start(fileURLToPath(new URL('./fixtures/clock-client.mjs', import.meta.url)));
}

/** Ask the clock client. */
async function ask(path: string, text = ''): Promise<unknown[]> {
  const body = { text, contentType: 'text/plain' };
  const result = await client.call('session/request', {
    session: 's',
    method: 'POST',
    path,
    headers: {},
    body,
  });
  if (result.kind !== 'answer' || result.value.outcome !== 'response')
    throw new Error(JSON.stringify(result));
  return JSON.parse(result.value.body ?? '');
}

/** Every reading of the client's clock must lie `offset` from a reading of the machine's in between. */
async function expectOffset(offset: number): Promise<void> {
  const before = Date.now() + offset;
  const [now = 0, made = 0, printed = 0] = (await ask('/now')) as number[];
  const after = Date.now() + offset;
  for (const reading of [now, made]) {
    expect(reading).toBeGreaterThanOrEqual(before);
    expect(reading).toBeLessThanOrEqual(after);
  }
  expect(printed).toBe(Math.floor(made / 1000) * 1000);
}

afterEach(async () => {
  vi.unstubAllEnvs();
  await client.stop();
  expect(client.exitProblem).toBeUndefined();
});

describe('the time of a module client', () => {
  test('is the machine’s until it is moved, and survives a restart', async () => {
    await startClock();
    await expectOffset(0);
    await client.moveTime(Date.now() + JUMP);
    await expectOffset(JUMP);
    await expect(ask('/exit')).rejects.toThrow('exited with code 1');
    await expectOffset(JUMP);
    await client.moveTime(Date.now());
    expect(await ask('/dates')).toEqual(['1970-01-01T00:00:00.000Z', true, 'number']);
  });

  test('fires what a jump passes, in order, and runs through no chain', async () => {
    await startClock();
    await ask('/arm');
    const moment = Date.now() + JUMP;
    await client.moveTime(moment);
    const fired = (await ask('/fired')) as [string, number][];
    expect(fired.map(([name]) => name)).toEqual(['240 s', '250 s', 'links']);
    const [first = 0, second = 0, links = 0] = fired.map(([, number]) => number);
    expect(Math.min(first, second)).toBeGreaterThanOrEqual(moment);
    expect(links).toBeLessThan(1000);
  });

  test('lets what a timer throws end the process, as ever', async () => {
    await startClock();
    await ask('/throw-later');
    await client.moveTime(Date.now() + JUMP);
    await expect(ask('/now')).rejects.toThrow('exited with code 1');
    expect(client.takeEvidence()).toContain('Error: too late');
  });

  test('flows on, in timers and in a busy loop', async () => {
    await startClock();
    await client.moveTime(Date.now() + JUMP);
    expect(await ask('/timer')).toEqual(['slept']);
    expect(await ask('/busy')).toEqual(['passed']);
  });

  test('leaves fetch alone, before and after a jump', async () => {
    const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    const url = await new Promise<string>(resolve => {
      server.once('listening', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
    });
    await startClock();
    expect(await ask('/fetch', url)).toEqual([200, 'hello']);
    await client.moveTime(Date.now() + JUMP);
    expect(await ask('/fetch', url)).toEqual([200, 'hello']);
    server.close();
    server.closeAllConnections();
  });

  test('is its own where its clock is settable', async () => {
    vi.stubEnv('SAMPLE_CLOCK', 'settable');
    await startClock();
    expect(client.timeControl).toBe('settable');
    await expect(client.moveTime(0)).rejects.toThrow('it is settable');
    expect(await ask('/faked')).toEqual([false]);
    expect(await ask('/loaded')).toEqual(['loaded']);
    expect(await ask('/timer')).toEqual(['slept']);
    expect(await ask('/fired')).toEqual([]);
  });
});

describe('a module client may be', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  const identity = `protocolVersion: 1, client: { name: 'c', version: '1', language: 'typescript' }, capabilities: {}`;

  test.each([
    [
      'an object in TypeScript, in a folder of CommonJS',
      'plain.ts',
      `export default { initialize: async (): Promise<unknown> => ({ ${identity} }) };`,
    ],
    [
      'a function in TypeScript',
      'made.mts',
      `export default async (): Promise<object> => ({ initialize: async () => ({ ${identity} }) });`,
    ],
    ['a CommonJS file', 'common.cjs', `module.exports = { initialize: async () => ({ ${identity} }) };`],
    [
      'a class with private members that prints',
      'class.mjs',
      `class Client { #id = ({ ${identity} }); async initialize() { console.log('hello'); return this.#id; } }; export default new Client();`,
    ],
  ])('%s', async (_, name, text) => {
    writeFileSync(join(folder, name), text);
    await start(join(folder, name));
    expect(client.description.client.language).toBe('typescript');
    if (text.includes('console.log')) await vi.waitFor(() => expect(client.takeEvidence()).toBe('hello\n'));
    rmSync(join(folder, name));
  });

  test.each([
    [
      'nothing at all',
      'export const client = 1;',
      /its default export is no client\. Export an object with initialize/,
    ],
    ['a syntax error', 'export default {', /Unexpected end of input/],
  ])('but not %s', async (_, text, message) => {
    const file = join(folder, 'wrong.mjs');
    writeFileSync(file, text);
    client = moduleClient({ file, suite });
    expect(await client.start()).toMatchObject({
      kind: 'adapter-fault',
      message: expect.stringMatching(message),
    });
    rmSync(file);
  });
});
