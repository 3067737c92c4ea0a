import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { HOSTILE_CLIENTS, TROUBLE } from '../clients/hostile/registry.ts';
import { type CallResult, moduleClient, type ProcessClient, subprocessClient } from '../src/client/index.ts';
import { MEND, mendOf } from '../src/client/mend.ts';
import { told } from '../src/client/strikes.ts';

vi.setConfig({ testTimeout: 30_000 });

/*
 * Programs and modules in clients/hostile that behave until they are asked for TROUBLE. Whatever they do
 * then: the call ends as documented, no process stays behind, and the next call works on a new process.
 * `npm run hostile` puts the same programs under the whole suite.
 */

const suite = { name: 'countersign', version: '0.0.0' };
const STARTING_MS = 30_000;
const MISSED_MS = 800;

function fileOf(name: string): string {
  return fileURLToPath(new URL(`../clients/hostile/${name}.mjs`, import.meta.url));
}

function hostile(name: string, deadlineMs = STARTING_MS, startDeadlineMs = STARTING_MS): ProcessClient {
  const options = { suite, deadlineMs, startDeadlineMs, graceMs: 300 };
  if (name.startsWith('module-')) return moduleClient({ file: fileOf(name), ...options });
  return subprocessClient({ command: [process.execPath, fileOf(name)], ...options });
}

function request(client: ProcessClient, path: string): Promise<CallResult<unknown>> {
  return client.call('session/request', { session: 's', method: 'GET', path, headers: {}, body: null });
}

function isAlive(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

/** A killed grandchild is a zombie until init takes it away, so give it a moment. */
async function expectGone(group: number | undefined): Promise<void> {
  expect(group).toBeTypeOf('number');
  await vi.waitFor(() => expect(isAlive(group!)).toBe(false), { timeout: 10_000, interval: 20 });
}

/** What has happened and what to do, as one text. */
function toldAndMended(result: CallResult<unknown>): string {
  return result.kind === 'answer' ? 'answered' : `${told(result)}. ${mendOf(result)}`;
}

const FINE = { kind: 'answer', value: { outcome: 'response', status: 200, headers: {}, body: 'fine' } };

describe.concurrent('trouble in a call', () => {
  test.each(HOSTILE_CLIENTS.filter(({ call }) => call !== undefined))(
    '$name',
    async ({ name, call, says, mend }) => {
      const client = hostile(name, call === 'deadline' ? MISSED_MS : STARTING_MS);
      try {
        expect(await client.start()).toMatchObject({ kind: 'answer' });
        const first = client.pid;

        const result = await request(client, TROUBLE);
        expect(result.kind).toBe(call);
        expect(toldAndMended(result)).toContain(says);
        expect(toldAndMended(result)).toContain(mend);
        const ended = call !== 'unsupported' && call !== 'adapter-fault';
        if (ended) await expectGone(first);

        expect(await request(client, '/calm')).toEqual(FINE);
        expect(client.pid === first).toBe(!ended);
      } finally {
        await client.stop();
      }
      expect(client.exitProblem).toBeUndefined();
      await expectGone(client.pid);
    },
  );

  test('is on the list with every program of the folder', () => {
    const shared = ['perfect', 'well-behaved', 'well-behaved-module', 'noise', 'liar', 'tells-secrets'];
    const programs = readdirSync(fileURLToPath(new URL('../clients/hostile', import.meta.url)))
      .filter(file => file.endsWith('.mjs'))
      .map(file => file.replace('.mjs', ''));
    expect(HOSTILE_CLIENTS.map(({ name }) => name).sort()).toEqual(
      programs.filter(name => !shared.includes(name)).sort(),
    );
  });
});

describe.concurrent('trouble between calls is told to the next call', () => {
  test.each([
    [
      'answers-twice',
      { kind: 'broken-message', problem: 'a second answer to a call', mend: MEND.answeredTwice },
    ],
    ['exits-when-idle', { kind: 'gone', how: 'exited with code 0' }],
  ])('%s', async (name, expected) => {
    const client = hostile(name);
    await client.start();
    const first = client.pid;

    expect(await request(client, TROUBLE)).toEqual(FINE);
    await expectGone(first);

    expect(await request(client, '/calm')).toEqual(expected);
    expect(await request(client, '/calm')).toEqual(FINE);
    await client.stop();
    expect(client.exitProblem).toBeUndefined();
  });
});

describe.concurrent('trouble at the end', () => {
  test.each([
    ['exits-7', 'exited with code 7 after it had shut down'],
    ['module-exits-7', 'exited with code 7 after it had shut down'],
    ['stays-after-shutdown', `still ran ${MISSED_MS} ms after it had shut down`],
    ['answers-after-shutdown', 'wrote a second answer to a call, after it had shut down'],
  ])('%s', async (name, problem) => {
    const client = hostile(name, name === 'stays-after-shutdown' ? MISSED_MS : STARTING_MS);
    await client.start();
    await client.stop();
    await client.stop();
    expect(client.exitProblem).toBe(problem);
    await expectGone(client.pid);
  });

  test('a process that it started', async () => {
    const client = hostile('module-starts-another');
    await client.start();
    await client.stop();
    expect(client.exitProblem).toBeUndefined();
    await expectGone(client.pid);
  });

  test('a process in a session of its own', async () => {
    const client = hostile('leaves-daemon');
    await client.start();
    const { value } = (await request(client, '/daemon')) as { value: { body: string } };
    await client.stop();
    expect(client.exitProblem).toBeUndefined();
    await expectGone(Number(value.body));
  });

  test('a failure that no call was told of', async () => {
    const client = hostile('exits-when-idle');
    await client.start();
    await request(client, TROUBLE);
    await expectGone(client.pid);
    await client.stop();
    expect(client.exitProblem).toBe('exited with code 0');
  });
});

describe.concurrent('trouble in the handshake', () => {
  test.each([
    ['exits-at-once', 'gone'],
    ['silent', 'deadline'],
    ['writes-a-banner', 'broken-message'],
    ['unknown-capability', 'broken-message'],
    ['module-does-not-load', 'adapter-fault'],
  ])('%s', async (name, kind) => {
    const { mend } = HOSTILE_CLIENTS.find(client => client.name === name)!;
    const client = hostile(name, STARTING_MS, kind === 'deadline' ? MISSED_MS : STARTING_MS);
    const result = await client.start();
    expect(result.kind).toBe(kind);
    expect(toldAndMended(result)).toContain(mend);
    await expectGone(client.pid);
    expect(await request(client, '/calm')).toMatchObject({
      kind: 'not-started',
      why: expect.stringMatching(/^the handshake failed: the client /),
    });
    await client.stop();
  });

  test('that is cut short by the harness', async () => {
    const client = hostile('silent');
    const shaking = client.start();
    await client.stop();
    expect(await shaking).toEqual({ kind: 'gone', how: 'was ended by the harness' });
    await expectGone(client.pid);
  });

  test('that is cut short before it begins', async () => {
    const client = hostile('silent');
    await client.stop();
    expect(await client.start()).toEqual({ kind: 'not-started', why: 'the client has been stopped' });
    expect(client.pid).toBeUndefined();
  });

  test('a program that does not exist', async () => {
    const client = subprocessClient({ command: ['/no/such/program'], suite });
    expect(await client.start()).toEqual({
      kind: 'gone',
      how: 'could not be started: spawn /no/such/program ENOENT',
      mend: expect.stringContaining('Check the command'),
    });
    await client.stop();
  });

  test('another answer after a restart ends the run', async () => {
    const client = hostile('fickle');
    await client.start();
    await request(client, TROUBLE);
    const second = await request(client, '/calm');
    expect(second).toMatchObject({
      kind: 'broken-message',
      problem: 'another answer to initialize than before',
    });
    expect(await request(client, '/calm')).toMatchObject({ kind: 'not-started' });
    await client.stop();
    await expectGone(client.pid);
  });
});

describe.concurrent('three failures in a row', () => {
  test('end the run', async () => {
    const client = hostile('dies-by-signal');
    await client.start();
    for (const _ of [1, 2, 3]) {
      await client.call('session/close', { session: 's' });
      expect(await request(client, TROUBLE)).toMatchObject({ kind: 'gone' });
    }
    expect(await request(client, '/calm')).toEqual({
      kind: 'not-started',
      why: '3 failures in a row, the last: the client was ended by SIGSEGV',
    });
    await client.stop();
  });

  test('do not, when the client does some work in between', async () => {
    const client = hostile('dies-by-signal');
    await client.start();
    for (const path of [TROUBLE, TROUBLE, '/calm', TROUBLE, TROUBLE]) await request(client, path);
    expect(await request(client, '/calm')).toEqual(FINE);
    await client.stop();
  });
});

describe.concurrent('evidence', () => {
  test('names an answer that came too late', async () => {
    const client = hostile('answers-late', MISSED_MS);
    await client.start();
    await request(client, TROUBLE);
    expect(client.takeEvidence()).toMatch(
      /an answer to session\/request came \d+ ms too late and was thrown away/,
    );
    await client.stop();
  });

  test('holds what a module threw outside of its calls', async () => {
    const client = hostile('module-throws-outside');
    await client.start();
    await request(client, TROUBLE);
    expect(client.takeEvidence()).toContain('Error: thrown outside');
    expect(client.takeEvidence()).toBe('');
    await client.stop();
  });
});

describe.concurrent('the end of the harness is the end of its clients', () => {
  const script = (from: string, client: string, ending: string) => `
    import * as adapters from ${JSON.stringify(new URL(`../src/client/${from}`, import.meta.url).href)};
    const client = ${client};
    const { kind = 'answer' } = (await client.start?.()) ?? {};
    if (kind !== 'answer') throw new Error(kind);
    await new Promise(resolve => process.stdout.write(String(client.pid), resolve));
    ${ending};`;
  const command = JSON.stringify([process.execPath, fileOf('ignores-term')]);
  const group = `new adapters.ProcessGroup({ command: ${command}, channel: 'stdio' })`;
  const module = `adapters.moduleClient({ file: ${JSON.stringify(fileOf('module-starts-another'))}, suite: { name: 'a', version: '1' } })`;

  test.each([
    ['an interrupt', script('process-group.ts', group, `process.kill(process.pid, 'SIGINT')`), 'SIGINT'],
    ['an exception', script('process-group.ts', group, `throw new Error('the harness fails')`), 1],
    [
      'a kill, where it is a module',
      script('index.ts', module, `process.kill(process.pid, 'SIGKILL')`),
      'SIGKILL',
    ],
  ])('by %s', async (_, text, outcome) => {
    const { pid, ended } = await runHarness(text);
    expect(ended).toContain(outcome);
    await expectGone(pid);
  });
});

/** Run a script that writes a client's process id, and wait for its end: its code and its signal. */
async function runHarness(script: string): Promise<{ pid: number; ended: unknown[] }> {
  const child = spawn(process.execPath, [
    '--import',
    import.meta.resolve('tsx'),
    '--input-type=module',
    '-e',
    script,
  ]);
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk;
  });
  const ended = await once(child, 'close');
  return { pid: Number(printed), ended };
}
