import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, test } from 'vitest';
import { readResult } from '../reporters/read-result.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-main-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The command line as a process of its own, in an empty folder. */
function countersign(...args: string[]): ChildProcess {
  const main = resolve('src/cli/main.ts');
  const tsx = import.meta.resolve('tsx');
  return spawn(process.execPath, ['--import', tsx, main, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function ended(child: ChildProcess): Promise<{ code: number; out: string; err: string }> {
  const [out, err, [code]] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    once(child, 'exit'),
  ]);
  return { code, out, err };
}

const CASE = 'acquia/obtaining-a-token/asks-for-the-client-credentials-grant';

test('one case against the bundled client, and its story', async () => {
  const run = await ended(countersign('run', '--case', CASE));
  expect(run).toMatchObject({ code: 0, err: '' });
  expect(run.out).toMatch(new RegExp(`passed +${CASE}`));
  expect(readResult(join(folder, 'reports'))).toMatchObject({ exitCode: 0, summary: { passed: 1 } });
  const told = await ended(countersign('explain', CASE));
  expect(told.code).toBe(0);
  expect(told.out).toMatch(/> POST http:\/\/127\.0\.0\.1:\d+\S*\/token/);
});

test('bad usage ends with 2', async () => {
  const { code, out, err } = await ended(countersign('run', '--timeout', 'abc'));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^countersign: option '--timeout <ms>'.*\n$/);
});

test('a reader that goes away is no fault', async () => {
  const child = countersign('list', 'requirements', '--json');
  child.stdout!.destroy();
  const [err] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  expect({ err, code: child.exitCode }).toEqual({ err: '', code: 0 });
});

/** Hangs in the first call of a method, and keeps a connection open as long as it lives. */
const HANGING = `
  import { createInterface } from 'node:readline';
  import { connect } from 'node:net';
  const capabilities = { acquia: ['client-credentials'] };
  const client = { name: 'hanging', version: '1.0.0', language: 'javascript' };
  for await (const line of createInterface({ input: process.stdin })) {
    const { id, method } = JSON.parse(line);
    if (method === process.argv[3]) connect(Number(process.argv[2]), '127.0.0.1').on('error', () => {});
    else {
      const result = method === 'initialize' ? { protocolVersion: 1, client, capabilities } : {};
      console.log(JSON.stringify({ jsonrpc: '2.0', id, result }));
    }
  }`;

test.each([
  ['a call', 'session/request', 'hanging'],
  ['the handshake', 'initialize', 'unknown'],
])('Ctrl-C in %s writes what was done, ends the client and ends with 130', async (_, method, name) => {
  writeFileSync(join(folder, 'hanging.mjs'), HANGING);
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const command = `node hanging.mjs ${port} ${method}`;
  const child = countersign(
    'run',
    '--client-command',
    command,
    '--timeout',
    '600000',
    '--reports',
    'cut-short',
  );
  const [socket] = (await once(server, 'connection')) as [Socket];
  const clientGone = once(
    socket.resume().on('error', () => {}),
    'close',
  );
  child.kill('SIGINT');
  const { code, out, err } = await ended(child);
  await clientGone;
  server.close();
  expect(code).toBe(130);
  expect(err).toContain('Interrupted: ');
  expect(out).toContain('Exit code 130');
  const record = readResult(join(folder, 'cut-short'));
  expect(record).toMatchObject({ exitCode: 130, problems: ['interrupted'], client: { name } });
  expect(record.complete).toBe(false);
});
