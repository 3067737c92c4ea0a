import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import type { RunRecord } from '../../src/record/record.ts';
import { readResult } from '../../src/reporters/read-result.ts';

/*
 * One seed, one record; and however a run is cut into workers, shards or pieces, the verdicts are the same.
 * The signatures of http-hmac hang on nonces that the client makes up, so they are left out.
 */

const folder = mkdtempSync(join(tmpdir(), 'countersign-determinism-'));
afterAll(() => rmSync(folder, { recursive: true }));

const CASES = ['run', '--platform', 'acquia', '--tags', 'not @cap:http-hmac'];
const OVER_STDIO = ['--client-command', 'node dist/clients/reference/stdio.js'];

function countersign(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['dist/src/cli/main.js', ...args], { cwd: packageRoot(), stdio: 'pipe' });
}

/** Run to the end. @returns the record */
async function recordOf(name: string, ...args: string[]): Promise<RunRecord> {
  const reports = join(folder, name);
  const all = ['dist/src/cli/main.js', ...CASES, '--quiet', '--reports', reports, ...args];
  await new Promise(resolve => execFile(process.execPath, all, { cwd: packageRoot() }, resolve));
  return readResult(reports);
}

function verdictsOf({ cases }: RunRecord) {
  return cases.map(({ id, verdict, findings }) => ({ id, verdict, findings }));
}

/** What crossed the wire, without ports and moments: the mocks' clock flows on as real time does. */
function transcriptsOf({ cases }: RunRecord): string[] {
  return cases.map(({ id, exchanges, calls, strays }) =>
    JSON.stringify([id, exchanges, calls, strays])
      .replaceAll(/(127\.0\.0\.1|localhost):\d+/gi, '$1')
      .replaceAll(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z?/g, 'moment')
      .replaceAll(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, 'moment'),
  );
}

let whole: RunRecord;
beforeAll(async () => {
  whole = await recordOf('whole', '--seed', 'one');
});

test('the same seed makes the same record, another one the same verdicts in another order', async () => {
  const [again, other] = await Promise.all([
    recordOf('again', '--seed', 'one'),
    recordOf('other', '--seed', 'two'),
  ]);
  expect(whole.cases.length).toBeGreaterThan(50);
  expect(verdictsOf(again)).toEqual(verdictsOf(whole));
  expect(transcriptsOf(again)).toEqual(transcriptsOf(whole));
  expect(verdictsOf(other).map(({ id, verdict }) => [id, verdict])).toEqual(
    verdictsOf(whole).map(({ id, verdict }) => [id, verdict]),
  );
  expect(transcriptsOf(other)).not.toEqual(transcriptsOf(whole));
});

test('several workers come to the verdicts of one', async () => {
  const [one, three] = await Promise.all([
    recordOf('serial', ...OVER_STDIO),
    recordOf('workers', ...OVER_STDIO, '--workers', '3'),
  ]);
  expect(one.summary.passed).toBeGreaterThan(50);
  expect(three.cases.map(({ id, verdict }) => [id, verdict])).toEqual(
    one.cases.map(({ id, verdict }) => [id, verdict]),
  );
});

test('all shards, merged, are the run; without one of them they are nothing', async () => {
  const shards = await Promise.all(
    ['1/3', '2/3', '3/3'].map((shard, i) => recordOf(`shard-${i}`, '--shard', shard, '--seed', 'one')),
  );
  expect(shards.map(({ cases }) => cases.length).toSorted()[0]).toBeGreaterThan(10);
  const merge = (...names: string[]) => [
    'merge',
    ...names.map(name => join(folder, name)),
    '--reports',
    join(folder, 'merged'),
  ];
  const [code] = await once(countersign(merge('shard-2', 'shard-0', 'shard-1')), 'close');
  const merged = readResult(join(folder, 'merged'));
  expect(code).toBe(0);
  expect(verdictsOf(merged)).toEqual(verdictsOf(whole));
  expect([merged.plan, merged.summary]).toEqual([whole.plan, whole.summary]);
  const [refused] = await once(countersign(merge('shard-2', 'shard-0')), 'close');
  expect(refused).toBe(2);
});

test('a run that was killed in the middle, and resumed, comes to the verdicts of one that was not', async () => {
  const reports = join(folder, 'killed');
  const run = countersign([...CASES, '--seed', 'one', '--reports', reports]);
  let lines = 0;
  createInterface({ input: run.stdout! }).on('line', line => {
    if (line.startsWith('passed') && ++lines === 12) run.kill('SIGKILL');
  });
  const [, signal] = await once(run, 'close');
  expect(signal).toBe('SIGKILL');
  const killed = readResult(reports);
  expect(killed).toMatchObject({ complete: false, exitCode: 3, plan: whole.plan });
  expect(killed.cases.length).toBeGreaterThanOrEqual(11);
  expect(killed.cases.length).toBeLessThan(whole.cases.length);
  const resumed = await recordOf('killed', '--resume');
  expect(resumed).toMatchObject({ complete: true, exitCode: 0, seed: 'one' });
  expect(verdictsOf(resumed)).toEqual(verdictsOf(whole));
});
