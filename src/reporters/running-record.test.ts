import { mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { sampleCase, sampleRecord } from './fixtures/record.ts';
import { readResult } from './read-result.ts';
import { RunningRecord } from './running-record.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-running-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const { schema, suite, selection, startedAt, client } = sampleRecord([]);
const head = { schema, suite, selection, startedAt, seed: '42' };
const cases = [
  sampleCase('acquia/f/one', 'passed'),
  sampleCase('acquia/f/two', 'failed', { why: 'naïve ünïcode — 日本語\nand lines' }),
  sampleCase('acquia/f/three', 'passed'),
];
const plan = { digest: 'sha256:1', cases: 3 };

function begun(): RunningRecord {
  const record = new RunningRecord(folder, head, ids => ({ ...plan, cases: ids.length }));
  record.started(client);
  record.selected(['acquia/f/one', 'acquia/f/two']);
  record.selected(['acquia/f/three']);
  return record;
}

test('at every moment there is a whole record of what was done, which says that it is incomplete', () => {
  const running = begun();
  expect(readResult(folder)).toMatchObject({ ...head, client, complete: false, cases: [], exitCode: 3 });
  for (const [i, one] of cases.entries()) {
    running.finished(one);
    const record = readResult(folder);
    expect(record.cases).toEqual(cases.slice(0, i + 1));
    expect(record).toMatchObject({ complete: false, exitCode: 3, plan, summary: { failed: i > 0 ? 1 : 0 } });
    expect(record.problems[0]).toContain('--resume');
  }
  running.end();
});

test('wherever the last write is torn apart, all whole cases are read', () => {
  const running = begun();
  for (const one of cases) running.finished(one);
  running.end();
  const file = join(folder, 'result.json');
  const whole = readFileSync(file);
  const secondEnds = whole.indexOf('"acquia/f/three"') - '{"id":'.length;
  for (let length = whole.length - 1; length > secondEnds; length -= 7) {
    truncateSync(file, length);
    const read = readResult(folder);
    expect(read.cases.map(({ id }) => id).slice(0, 2)).toEqual(['acquia/f/one', 'acquia/f/two']);
    expect(read).toMatchObject({ plan, complete: false, summary: { failed: 1 } });
  }
});

test('a client that never introduced itself leaves no record', () => {
  const running = new RunningRecord(folder, head, () => plan);
  running.finished(cases[0]!);
  running.end();
  expect(() => readResult(folder)).toThrow('there is no such file');
});
