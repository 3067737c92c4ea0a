import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { moduleClient, type ProcessClient } from './index.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

const suite = { name: 'countersign', version: '0.0.0' };
const clockClient = fileURLToPath(new URL('./fixtures/clock-client.mjs', import.meta.url));

/** Ask the clock client. */
async function ask(client: ProcessClient, path: string, text = ''): Promise<unknown[]> {
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

describe('the time of a module client', () => {
  const client = moduleClient({ file: clockClient, suite });
  let offset = 0;

  /** Put the client's time exactly so far from the machine's; the moment that it moved to. */
  const moveBy = async (ms: number): Promise<number> => {
    const real = Date.now();
    const frozen = vi.spyOn(Date, 'now').mockReturnValue(real);
    const moved = client.moveTime(real + ms);
    frozen.mockRestore();
    await moved;
    return real + ms;
  };

  /** Move the client's time ahead by 300 s; the moment that it moved to. */
  const jump = async (): Promise<number> => {
    offset += 300_000;
    return moveBy(offset);
  };

  /** Every reading of the client's clock must lie between two of the machine's, so far ahead. */
  const expectMoved = async () => {
    const before = Date.now() + offset;
    const [now = 0, made = 0, printed = 0] = (await ask(client, '/now')) as number[];
    const after = Date.now() + offset;
    for (const reading of [now, made]) {
      expect(reading).toBeGreaterThanOrEqual(before);
      expect(reading).toBeLessThanOrEqual(after);
    }
    expect(printed).toBe(Math.floor(made / 1000) * 1000);
  };

  beforeAll(() => client.start());
  afterAll(() => client.stop());

  test('is the machine’s until it is moved', async () => {
    await expectMoved();
    await jump();
    await expectMoved();
    expect(await ask(client, '/dates')).toEqual(['1970-01-01T00:00:00.000Z', true, 'number']);
  });

  test('fires what a jump passes, in order, and runs through no chain', async () => {
    await ask(client, '/arm');
    const moment = await jump();
    const fired = (await ask(client, '/fired')) as [string, number][];
    expect(fired.map(([name]) => name)).toEqual(['240 s', '250 s', 'links']);
    const [first = 0, second = 0, links = 0] = fired.map(([, number]) => number);
    expect(Math.min(first, second)).toBeGreaterThanOrEqual(moment);
    expect(links).toBeLessThan(1000);
  });

  test('can be moved while a call waits', async () => {
    client.takeEvidence();
    const call = ask(client, '/wait');
    await vi.waitFor(() => expect(client.takeEvidence()).toBe('waiting\n'));
    await jump();
    expect(await call).toEqual(['waited']);
  });

  test('tells how long ago a timer was set, as long as it has not fired', async () => {
    const aged = async () => (await client.timerAges()).filter(age => age >= 200_000).length;
    const before = await aged();
    const call = ask(client, '/wait');
    await vi.waitFor(() => expect(client.takeEvidence()).toBe('waiting\n'));
    expect(await aged()).toBe(before);
    offset += 200_000;
    await moveBy(offset);
    expect(await aged()).toBe(before + 1);
    await jump();
    expect(await call).toEqual(['waited']);
    expect(await aged()).toBe(before);
  });

  test('flows on, in timers and in a busy loop', async () => {
    expect(await ask(client, '/timer')).toEqual(['slept']);
    expect(await ask(client, '/busy')).toEqual(['passed']);
  });

  test('leaves fetch alone, before and after a jump', async () => {
    const server = createServer((_, response) => response.end('hello')).listen(0, '127.0.0.1');
    const url = await new Promise<string>(resolve => {
      server.once('listening', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`));
    });
    expect(await ask(client, '/fetch', url)).toEqual([200, 'hello']);
    await jump();
    expect(await ask(client, '/fetch', url)).toEqual([200, 'hello']);
    server.close();
    server.closeAllConnections();
  });

  test('survives a restart', async () => {
    await expect(ask(client, '/exit')).rejects.toThrow('exited with code 1');
    await expectMoved();
  });

  test('lets what a timer throws end the process, as ever', async () => {
    await ask(client, '/throw-later');
    await jump();
    await expect(ask(client, '/now')).rejects.toThrow('exited with code 1');
    expect(client.takeEvidence()).toContain('Error: too late');
  });

  test('can be moved back', async () => {
    offset = 0;
    await moveBy(0);
    await expectMoved();
  });

  test('is its own where its clock is settable', async () => {
    vi.stubEnv('SAMPLE_CLOCK', 'settable');
    const settable = moduleClient({ file: clockClient, suite });
    await settable.start();
    vi.unstubAllEnvs();
    expect(settable.timeControl).toBe('settable');
    await expect(settable.moveTime(0)).rejects.toThrow('it is settable');
    expect(await settable.timerAges()).toEqual([]);
    expect(await ask(settable, '/faked')).toEqual([false]);
    expect(await ask(settable, '/loaded')).toEqual(['loaded']);
    expect(await ask(settable, '/timer')).toEqual(['slept']);
    expect(await ask(settable, '/fired')).toEqual([]);
    await settable.stop();
  });
});

describe.concurrent('a module client may be', () => {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-'));
  const greeting = `{ protocolVersion: 1, client: { name: 'c', version: '1', language: 'x' }, capabilities: {} }`;
  const write = (name: string, text: string) => {
    writeFileSync(join(folder, name), text);
    return moduleClient({ file: join(folder, name), suite });
  };

  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    [
      'an object, in a folder of CommonJS',
      'a.ts',
      `export default { initialize: async (): Promise<unknown> => (${greeting}) };`,
    ],
    [
      'a function',
      'b.mts',
      `export default async (): Promise<object> => ({ initialize: async () => (${greeting}) });`,
    ],
    ['a CommonJS file', 'c.cjs', `module.exports = { initialize: async () => (${greeting}) };`],
  ])('%s', async (_, name, text) => {
    const client = write(name, text);
    expect(await client.start()).toMatchObject({ kind: 'answer', value: { client: { name: 'c' } } });
    await client.stop();
    expect(client.exitProblem).toBeUndefined();
  });

  test('an instance with private members that prints', async () => {
    const body = `#greeting = (${greeting}); async initialize() { console.log('hello'); return this.#greeting; }`;
    const client = write('d.mjs', `export default new (class { ${body} })();`);
    expect(await client.start()).toMatchObject({ kind: 'answer' });
    await vi.waitFor(() => expect(client.takeEvidence()).toBe('hello\n'));
    await client.stop();
  });

  test.each([
    [
      'no default export',
      'e.mjs',
      'export const client = 1;',
      /its default export is no client\. Export an object/,
    ],
    ['a syntax error', 'f.mjs', 'export default {', /Unexpected end of input/],
  ])('but not %s', async (_, name, text, message) => {
    const result = await write(name, text).start();
    expect(result).toMatchObject({ kind: 'adapter-fault', message: expect.stringMatching(message) });
  });
});
