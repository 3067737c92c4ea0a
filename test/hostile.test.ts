import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, test, vi } from 'vitest';
import { type CallResult, moduleClient, type ProcessClient, subprocessClient } from '../src/client/index.ts';

vi.setConfig({ testTimeout: 30_000 });

/*
 * Programs and modules in clients/hostile that behave until they are asked for /trouble. Whatever they do
 * then: the call ends as documented, no process stays behind, and the next call works on a new process.
 */

const suite = { name: 'countersign', version: '0.0.0' };
const STARTING_MS = 30_000;
const MISSED_MS = 400;

function fileOf(name: string): string {
  return fileURLToPath(new URL(`../clients/hostile/${name}.mjs`, import.meta.url));
}

function hostile(name: string, deadlineMs = STARTING_MS): ProcessClient {
  const options = { suite, deadlineMs, startDeadlineMs: STARTING_MS, graceMs: 100 };
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

const FINE = { kind: 'answer', value: { outcome: 'response', status: 200, headers: {}, body: 'fine' } };

describe.concurrent('trouble in a call', () => {
  const deadline = { kind: 'deadline', deadlineMs: MISSED_MS };
  const gone = (how: string) => ({ kind: 'gone', how });
  const broken = (problem: string) => ({ kind: 'broken-message', problem: expect.stringContaining(problem) });

  test.each([
    ['never-answers', deadline],
    ['answers-late', deadline],
    ['ignores-term', deadline],
    ['module-blocks-loop', deadline],
    ['dies-by-signal', gone('was ended by SIGSEGV')],
    ['leaves-grandchild', gone('exited with code 3')],
    ['closes-output', gone('closed its output')],
    ['half-line', gone('exited with code 0 in the middle of a line')],
    ['module-throws-outside', gone('exited with code 1')],
    ['module-exits', gone('exited with code 0')],
    ['huge-line', broken('a line longer than 4194304 bytes')],
    ['endless-line', broken('a line longer than 4194304 bytes')],
    ['endless-noise', broken('a line that is not JSON: "noise noise')],
    ['invalid-utf8', broken('bytes that are not UTF-8')],
    ['wrong-id', broken('an answer to a call that was never made, id "c20000"')],
    ['answers-unasked', broken('a line that is no answer')],
    ['breaks-schema', broken('status: Invalid input: expected number, received string')],
  ])('%s', async (name, expected) => {
    const client = hostile(name, expected === deadline ? MISSED_MS : STARTING_MS);
    try {
      expect(await client.start()).toMatchObject({ kind: 'answer' });
      const first = client.pid;

      expect(await request(client, '/trouble')).toEqual(expected);
      await expectGone(first);

      expect(await request(client, '/calm')).toEqual(FINE);
      expect(client.pid).not.toBe(first);
    } finally {
      await client.stop();
    }
    expect(client.exitProblem).toBeUndefined();
    await expectGone(client.pid);
  });
});

describe.concurrent('trouble between calls is told to the next call', () => {
  test.each([
    ['answers-twice', { kind: 'broken-message', problem: 'a second answer to a call' }],
    ['exits-when-idle', { kind: 'gone', how: 'exited with code 0' }],
  ])('%s', async (name, expected) => {
    const client = hostile(name);
    await client.start();
    const first = client.pid;

    expect(await request(client, '/trouble')).toEqual(FINE);
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
    const client = hostile(name, MISSED_MS);
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

  test('a failure that no call was told of', async () => {
    const client = hostile('exits-when-idle');
    await client.start();
    await request(client, '/trouble');
    await expectGone(client.pid);
    await client.stop();
    expect(client.exitProblem).toBe('exited with code 0');
  });
});

describe.concurrent('trouble in the handshake', () => {
  test.each([
    ['exits-at-once', { kind: 'gone', how: 'exited with code 0' }],
    ['silent', { kind: 'deadline', deadlineMs: MISSED_MS }],
    [
      'unknown-capability',
      { kind: 'broken-message', problem: expect.stringContaining('capabilities.acquia.1') },
    ],
    ['module-does-not-load', { kind: 'adapter-fault', message: 'no licence key' }],
  ])('%s', async (name, expected) => {
    const startDeadlineMs = name === 'silent' ? MISSED_MS : STARTING_MS;
    const options = { suite, startDeadlineMs, graceMs: 100 };
    const command = [process.execPath, fileOf(name)];
    const client = name.startsWith('module-')
      ? moduleClient({ file: fileOf(name), ...options })
      : subprocessClient({ command, ...options });

    expect(await client.start()).toMatchObject(expected);
    await expectGone(client.pid);
    expect(await request(client, '/calm')).toMatchObject({
      kind: 'not-started',
      why: expect.stringMatching(/^the handshake failed: the client /),
    });
    await client.stop();
  });

  test('a program that does not exist', async () => {
    const client = subprocessClient({ command: ['/no/such/program'], suite });
    expect(await client.start()).toEqual({
      kind: 'gone',
      how: 'could not be started: spawn /no/such/program ENOENT',
    });
    await client.stop();
  });

  test('another answer after a restart ends the run', async () => {
    const client = hostile('fickle');
    await client.start();
    await request(client, '/trouble');
    const second = await request(client, '/calm');
    expect(second).toEqual({ kind: 'broken-message', problem: 'another answer to initialize than before' });
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
      expect(await request(client, '/trouble')).toMatchObject({ kind: 'gone' });
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
    for (const path of ['/trouble', '/trouble', '/calm', '/trouble', '/trouble']) await request(client, path);
    expect(await request(client, '/calm')).toEqual(FINE);
    await client.stop();
  });
});

describe.concurrent('evidence', () => {
  test('names an answer that came too late', async () => {
    const client = hostile('answers-late', MISSED_MS);
    await client.start();
    await request(client, '/trouble');
    expect(client.takeEvidence()).toMatch(
      /an answer to session\/request came \d+ ms too late and was thrown away/,
    );
    await client.stop();
  });

  test('holds what a module threw outside of its calls', async () => {
    const client = hostile('module-throws-outside');
    await client.start();
    await request(client, '/trouble');
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
