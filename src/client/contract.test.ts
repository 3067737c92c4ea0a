import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ClientModule } from '../protocol/index.ts';
import type { CallResult, ClientUnderTest } from './client.ts';
import { type ClientOptions, httpClient, inProcessClient, moduleClient, subprocessClient } from './index.ts';
import { serveHttp } from './serve-http.ts';

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

/* One contract over every way to carry the protocol: the same client gives the same results. */

const suite = { name: 'countersign', version: '0.0.0' };

function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
}

async function imported(name: string): Promise<ClientModule> {
  const { default: module } = (await import(fixture(name))) as {
    default: ClientModule | (() => ClientModule);
  };
  return typeof module === 'function' ? module() : module;
}

const inProcess = async (name: string, options: ClientOptions) =>
  inProcessClient(await imported(name), options);

const servers: (() => Promise<void>)[] = [];
afterAll(() => Promise.all(servers.map(stop => stop())));

async function byHttp(name: string, options: ClientOptions): Promise<ClientUnderTest> {
  const { url, stop } = await serveHttp(await imported(name));
  servers.push(stop);
  return httpClient({ url, ...options });
}

const stdio = (options: ClientOptions, ...capabilities: string[]) => {
  const command = [
    process.execPath,
    '--import',
    import.meta.resolve('tsx'),
    fixture('sample-stdio.mjs'),
    ...capabilities,
  ];
  return subprocessClient({ command, ...options });
};

interface Way {
  readonly via: ClientUnderTest['via'];
  readonly sample: (options: ClientOptions) => ClientUnderTest | Promise<ClientUnderTest>;
  readonly concurrent: (options: ClientOptions) => ClientUnderTest | Promise<ClientUnderTest>;
}

const WAYS: Readonly<Record<string, Way>> = {
  'in process': {
    via: 'module',
    sample: options => inProcess('sample-client.mjs', options),
    concurrent: options => inProcess('concurrent-client.mjs', options),
  },
  'as a module': {
    via: 'module',
    sample: options => moduleClient({ file: fixture('sample-client.mjs'), ...options }),
    concurrent: options => moduleClient({ file: fixture('concurrent-client.mjs'), ...options }),
  },
  'by HTTP': {
    via: 'http',
    sample: options => byHttp('sample-client.mjs', options),
    concurrent: options => byHttp('concurrent-client.mjs', options),
  },
  'as a program': {
    via: 'subprocess',
    sample: options => stdio(options),
    concurrent: options => stdio(options, 'client-credentials', 'concurrent'),
  },
};

function request(client: ClientUnderTest, path: string, text = ''): Promise<CallResult<unknown>> {
  const body = { text, contentType: 'text/plain' };
  return client.call('session/request', { session: 's', method: 'POST', path, headers: {}, body });
}

describe.each(Object.entries(WAYS))('a client %s', (name, way) => {
  let client: ClientUnderTest;
  let greeting: CallResult<unknown>;

  beforeAll(async () => {
    client = await way.sample({ suite });
    expect(() => client.description).toThrow('it has not started');
    greeting = await client.start();
    return () => client.stop();
  });

  /** A client of its own for a test that ends it. */
  const withFresh = async (make: Way['sample'], test: (fresh: ClientUnderTest) => Promise<void>) => {
    const fresh = await make({ suite, deadlineMs: 400, startDeadlineMs: 30_000 });
    await fresh.start();
    await test(fresh).finally(() => fresh.stop());
  };

  test('shakes hands', () => {
    const value = {
      protocolVersion: 1,
      client: { name: 'sample', version: '1.2.3', language: 'javascript' },
      capabilities: { acquia: ['client-credentials'] },
      clock: 'system',
    };
    expect(greeting).toEqual({ kind: 'answer', value });
    expect(client.description).toEqual(value);
    expect(client.via).toBe(way.via);
    expect(client.timeControl).toBe(name === 'as a module' ? 'movable' : 'none');
  });

  test('carries any text both ways', async () => {
    const text = `line\nfeed \u2028 snow \u2603 and ${'long '.repeat(100_000)}`;
    const body = JSON.stringify({ path: '/echo', body: { text, contentType: 'text/plain' } });
    const value = { outcome: 'response', status: 200, headers: { 'x-sample': 'é' }, body };
    expect(await request(client, '/echo', text)).toEqual({ kind: 'answer', value });
  });

  test('tells an unsupported call, and an unsupported capability', async () => {
    const params = { session: 's', operation: 'backup.create', input: {} };
    expect(await client.call('session/invoke', params)).toEqual({
      kind: 'unsupported',
      message: 'This client has no session/invoke.',
      capability: undefined,
    });
    expect(await request(client, '/unsupported')).toEqual({
      kind: 'unsupported',
      message: 'This client does not support organization-scope.',
      capability: 'organization-scope',
    });
  });

  test('tells what the adapter throws, with trace and cause', async () => {
    const fault = await request(client, '/throw');
    expect(fault).toMatchObject({ kind: 'adapter-fault', message: 'no such account' });
    expect(fault).toHaveProperty('trace', expect.stringMatching(/sample-client\.mjs[\s\S]*the cause/));
  });

  test('holds the harness to the schema', async () => {
    const call = client.call('session/close', { session: '' });
    await expect(call).rejects.toThrow(/^Failed to call session\/close: session: /);
  });

  test('answers what it need not write', async () => {
    expect(await client.call('ping', {})).toEqual({ kind: 'answer', value: {} });
  });

  test('holds answers to the schema, and goes on', () =>
    withFresh(way.sample, async fresh => {
      expect(await request(fresh, '/nonsense')).toMatchObject({
        kind: 'broken-message',
        problem: expect.stringMatching(/^an answer to session\/request that breaks the schema \(.*object/),
      });
      expect(await request(fresh, '/after')).toMatchObject({ kind: 'answer' });
    }));

  test('has one call open at a time, misses a deadline, and goes on', () =>
    withFresh(way.sample, async fresh => {
      const results = await Promise.all([request(fresh, '/gate'), request(fresh, '/release')]);
      expect(results).toMatchObject([{ kind: 'deadline', deadlineMs: 400 }, { kind: 'answer' }]);
    }));

  test('has several calls open where it declares concurrent', () =>
    withFresh(way.concurrent, async fresh => {
      const results = await Promise.all([request(fresh, '/gate'), request(fresh, '/release')]);
      expect(results).toMatchObject([{ kind: 'answer' }, { kind: 'answer' }]);
    }));

  test('ends cleanly, and takes no call after that', async () => {
    await Promise.all([client.stop(), client.stop()]);
    expect(client.exitProblem).toBeUndefined();
    expect(await request(client, '/after')).toEqual({
      kind: 'not-started',
      why: 'the client has been stopped',
    });
  });
});
