import { expect, test } from 'vitest';
import type { RunRecord } from '../record/record.ts';
import { sampleCase, sampleCatalogue, sampleRecord } from '../reporters/fixtures/record.ts';
import { mergeRecords } from './merge-records.ts';
import { UsageError } from './usage-error.ts';

const plan = { digest: 'sha256:p', cases: 3 };
const deps = { catalogue: sampleCatalogue, amend: (cases: RunRecord['cases']) => cases };
const one = sampleCase('acquia/f/one', 'passed');
const two = sampleCase('acquia/f/two', 'passed');
const three = sampleCase('acquia/f/three', 'failed');

function shard(index: string, cases: RunRecord['cases'], rest: Partial<RunRecord> = {}) {
  const record = sampleRecord(cases, { plan, shard: index, complete: true, exitCode: 0, ...rest });
  return { name: `shards/${index.replace('/', '-')}`, record };
}

const first = shard('1/2', [one, three], {
  exitCode: 1,
  durationMs: 10,
  startedAt: '2026-01-02T00:00:02.000Z',
});
const second = shard('2/2', [two], { durationMs: 30, startedAt: '2026-01-02T00:00:01.000Z' });

test('all shards of a run are that run', () => {
  const merged = mergeRecords([second, first], deps);
  expect(merged.cases.map(({ id }) => id).toSorted()).toEqual([
    'acquia/f/one',
    'acquia/f/three',
    'acquia/f/two',
  ]);
  expect(merged).toMatchObject({
    plan,
    exitCode: 1,
    summary: { passed: 2, failed: 1 },
    durationMs: 30,
    startedAt: '2026-01-02T00:00:01.000Z',
  });
  expect(merged.shard).toBeUndefined();
});

test('expectations are applied to the whole, and a shard in which nothing passed does not spoil it', () => {
  const excuse = (cases: RunRecord['cases']) =>
    cases.map(c => (c.verdict === 'failed' ? { ...c, verdict: 'expected-failure' as const } : c));
  expect(mergeRecords([first, second], { ...deps, amend: excuse }).exitCode).toBe(0);
  const idle = shard('2/2', [{ ...two, verdict: 'not-declared' }], { exitCode: 3 });
  expect(mergeRecords([first, idle], { ...deps, amend: excuse }).exitCode).toBe(0);
  const gone = shard('2/2', [two], { exitCode: 3, problems: ['The client exited with code 7.'] });
  expect(mergeRecords([first, gone], { ...deps, amend: excuse })).toMatchObject({
    exitCode: 3,
    problems: ['The client exited with code 7.'],
  });
});

test.each([
  ['a shard is missing', [first], /takes all 2 shards; missing: 2\/2/],
  [
    'a shard is there twice',
    [first, second, second],
    /each shard once; shards\/2-2 and shards\/2-2 are both 2\/2/,
  ],
  [
    'a run was cut off',
    [first, shard('2/2', [two], { complete: false })],
    /shards\/2-2: that run was cut off/,
  ],
  [
    'a run is whole',
    [{ name: 'r', record: sampleRecord([one], { complete: true, plan }) }],
    /r: it is no shard/,
  ],
  [
    'another plan',
    [first, shard('2/2', [two], { plan: { ...plan, digest: 'sha256:q' } })],
    /are of different cases/,
  ],
  [
    'another suite',
    [first, shard('2/2', [two], { suite: { name: 'countersign', version: '0.2.0', digest: 'sha256:1' } })],
    /are of different suites/,
  ],
  [
    'another client',
    [first, shard('2/2', [two], { client: { ...second.record.client, version: '8' } })],
    /are of different clients/,
  ],
  ['another number of shards', [first, shard('2/3', [two])], /different numbers of shards/],
  [
    'cases overlap',
    [first, shard('2/2', [one])],
    /3 cases were planned, and the shards hold 3, of which 2 differ/,
  ],
  ['cases are missing', [first, shard('2/2', [])], /3 cases were planned, and the shards hold 2/],
  ['nothing', [], /merge takes the report folders/],
])('%s: refused', (_what, shards, message) => {
  expect(() => mergeRecords(shards, deps)).toThrow(UsageError);
  expect(() => mergeRecords(shards, deps)).toThrow(message);
});
