import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sampleCase, sampleRecord } from '../reporters/fixtures/record.ts';
import type { Io } from './io.ts';
import { runProgram } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

/** Run one command line in this process; a command that lasts is interrupted at once. */
async function countersign(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const stream = (to: string[]) =>
    ({ write: (text: string) => to.push(text) }) as unknown as NodeJS.WriteStream;
  const io: Io = {
    stdout: stream(out),
    stderr: stream(err),
    env: {},
    interrupted: () => AbortSignal.abort(),
  };
  const code = await runProgram(args, io);
  return { code, out: out.join(''), err: err.join('') };
}

const unknownKey = file('unknown-key.yaml', 'expected:\n  - { requirement: ACQ-06, reason: r, when: now }\n');

test.each<[string[], RegExp]>([
  [['frob'], /unknown command 'frob'/],
  [['run', 'x'], /too many arguments/],
  [['run', '--wokers', '2'], /unknown option '--wokers' \(Did you mean --workers\?\)/],
  [['run', '--client-url', '127.0.0.1:9000'], /--client-url <url>.*It takes the address of an HTTP server/],
  [['run', '--client-url', 'https://127.0.0.1:9000/'], /--client-url <url>.*by plain http/],
  [['run', '--client-url', 'http://me:secret@127.0.0.1/'], /--client-url <url>.*without a user/],
  [
    ['run', '--client-url', 'http://127.0.0.1:1/', '--client-command', 'x'],
    /'--client-url <url>' cannot be used with .*--client-command/,
  ],
  [['run', '--client-url', 'http://127.0.0.1:1/', '--workers', '2'], /--workers 2 needs --client-command: /],
  [
    ['run', '--client-url', 'http://127.0.0.1:1/', '--hosts', 'production'],
    /--hosts production needs --client: /,
  ],
  [['run', '--timeout', 'abc'], /--timeout <ms>.*'abc'.*whole number of milliseconds, 1 to 2147483647/],
  [['run', '--timeout', '0'], /--timeout <ms>.*whole number/],
  [['run', '--timeout', '3000000000'], /--timeout <ms>.*whole number/],
  [['run', '--timeout'], /--timeout <ms>' argument missing/],
  [['run', '--workers', '0'], /--workers <n>.*whole number of processes/],
  [['run', '--workers', '2'], /--workers 2 needs --client-command: /],
  [['run', '--hosts', 'elsewhere'], /--hosts <where>.*Allowed choices are loopback, production/],
  [['run', '--hosts', 'production', '--client-command', 'x'], /--hosts production needs --client: /],
  [['run', '--shard', '3/2'], /--shard <i\/n>.*It takes I\/N/],
  [['run', '--shard', '0/2'], /--shard <i\/n>.*It takes I\/N/],
  [['run', '--client', join(folder, 'none.ts')], /--client <file>.*there is none of that name/],
  [['run', '--client', folder], /--client <file>.*It takes a file/],
  [['run', '--client-command', ''], /--client-command <command>.*names no program/],
  [['run', '--client-command', 'a | b'], /--client-command <command>.*"\|" has no meaning/],
  [
    ['run', '--client', unknownKey, '--client-command', 'x'],
    /'--client <file>' cannot be used with .*--client-command/,
  ],
  [['run', '--expectations', join(folder, 'none.yaml')], /--expectations <file>.*there is none of that name/],
  [['run', '--expectations', unknownKey], /unknown-key\.yaml:2: unknown key "when"/],
  [['run', '--platform', 'aquia'], /--platform takes acquia, .*; there is no aquia\. Did you mean acquia\?/],
  [['run', '--requirement', 'ACQ-66'], /--requirement takes .* there is no ACQ-66/],
  [
    ['run', '--case', 'acquia/token-expiry/renews-befor-expiry'],
    /Did you mean acquia\/token-expiry\/renews-before-expiry/,
  ],
  [['run', '--set', '2026.l'], /--set takes 2026\.1.*; there is no 2026\.l\. Did you mean 2026\.1\?/],
  [['run', '--tags', '@a and'], /--tags takes a tag expression/],
  [['run', '--reports', join(unknownKey, 'x')], /--reports takes a folder that can be written to/],
  [['run', '--reports', unknownKey], /--reports takes a folder that can be written to/],
  [['run', '--reports', '/proc/x'], /--reports takes a folder that can be written to/],
  [['run', '--rerun-failed', '--reports', folder], /result\.json: there is no such file/],
  [['list', 'case'], /list takes cases, requirements, capabilities, sets; not case\. Did you mean cases\?/],
  [['list', '--platform', 'aquia'], /--platform takes acquia/],
  [['explain'], /missing required argument 'case'/],
  [['explain', 'x', '--reports', folder], /result\.json: there is no such file/],
  [['serve', '--port', '70000'], /--port <port>.*0 to 65535/],
])('%j is refused in one line, with 2', async (args, message) => {
  const { code, out, err } = await countersign(...args);
  expect(err).toMatch(message);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect({ code, out }).toEqual({ code: 2, out: '' });
});

test.each(['run', 'list', 'explain', 'serve', 'baseline'])('%s --help has examples', async command => {
  const { code, out } = await countersign(command, '--help');
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`Examples:\\n  countersign ${command}`));
});

test('without a command, help and 2; --version says it', async () => {
  expect(await countersign()).toMatchObject({ code: 2, err: expect.stringContaining('Usage: countersign') });
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  expect(await countersign('--version')).toMatchObject({ code: 0, out: `${version}\n` });
});

test('every list is there for people and as JSON', async () => {
  const json = async (what: string) => JSON.parse((await countersign('list', what, '--json')).out);
  expect(await json('cases')).toContainEqual({
    id: 'acquia/token-expiry/renews-before-expiry',
    scenario: 'Renews before expiry',
    source: expect.stringMatching(/^features\/acquia\/token-expiry\.feature:\d+$/),
    requirements: ['ACQ-07'],
    capabilities: ['client-credentials', 'renewal'],
    subject: 'client',
  });
  expect((await json('requirements')).map(({ id }: { id: string }) => id)).toContain('ACQ-25');
  expect(await json('capabilities')).toContainEqual({
    platform: 'acquia',
    capability: 'renewal',
    cases: expect.any(Number),
  });
  expect(await json('sets')).toContainEqual({
    set: '2026.1',
    suite: '0.1.0',
    cases: expect.arrayContaining(['acquia/token-expiry/renews-before-expiry']),
    retired: {},
  });
  const all = JSON.parse((await countersign('list', '--json')).out);
  expect(Object.keys(all)).toEqual(['cases', 'requirements', 'capabilities', 'sets']);
  expect(all.requirements).toEqual(await json('requirements'));
  const people = (await countersign('list', 'requirements', '--platform', 'acquia')).out;
  expect(people).toMatch(/^ACQ-06 +must +client +\S/m);
});

test('explain tells of a case, and of the nearest where there is none of that name', async () => {
  file('result.json', JSON.stringify(sampleRecord([sampleCase('acquia/f/bad', 'failed')])));
  expect(await countersign('explain', 'acquia/f/bad', '--reports', folder)).toMatchObject({
    code: 0,
    out: expect.stringContaining('why it is failed'),
  });
  expect(await countersign('explain', 'acquia/f/bat', '--reports', folder)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/there is no acquia\/f\/bat\. Did you mean acquia\/f\/bad\?/),
  });
});

test('with nothing to repeat, --rerun-failed says so and keeps the reports', async () => {
  const result = file('result.json', JSON.stringify(sampleRecord([sampleCase('acquia/f/good', 'passed')])));
  const { code, out } = await countersign('run', '--rerun-failed', '--reports', folder);
  expect({ code, out }).toEqual({ code: 3, out: expect.stringContaining('Nothing to repeat') });
  expect(readFileSync(result, 'utf8')).toContain('acquia/f/good');
});

test('a result that is rubbish is refused by name', async () => {
  file('result.json', '{"schema":1}');
  const { code, err } = await countersign('explain', 'x', '--reports', folder);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(/result\.json: it is no run record/) });
});

test('serve tells where it serves, ends with Ctrl-C, and minds a port that is taken', async () => {
  const { code, out } = await countersign('serve', '--port', '0');
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/http:\/\/127\.0\.0\.1:\d+/) });
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const taken = await countersign('serve', '--port', String(port));
  server.close();
  expect(taken).toMatchObject({ code: 2, out: '', err: expect.stringContaining(`port ${port} is taken`) });
});
