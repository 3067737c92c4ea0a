import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sampleCase, sampleRecord } from '../../reporters/fixtures/record.ts';
import { demoSuite } from '../../runner/fixtures/suite.ts';
import { planOf } from '../../runner/plan.ts';
import { scenariosOf } from '../../runner/select.ts';
import { UsageError } from '../../runner/usage-error.ts';
import { type PartRequest, partOf, unfinishedRun } from './part.ts';

const everything = { paths: ['features/demo/other.feature', 'features/demo/provider.feature'], tags: '' };
const plain: PartRequest = { strict: false, selfCheck: false, env: {} };
const ids = (await scenariosOf(demoSuite, everything)).map(({ id }) => id);
const plan = planOf(demoSuite, ids, plain);

const folder = mkdtempSync(join(tmpdir(), 'countersign-part-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function casesOf(request: Partial<PartRequest>): Promise<string[]> {
  const found = await partOf(demoSuite, everything, { ...plain, ...request });
  return (await scenariosOf(demoSuite, found!.sources)).map(({ id }) => id);
}

test('without a shard and nothing to finish, all is run', async () => {
  expect(await partOf(demoSuite, everything, plain)).toBeUndefined();
});

test('the shards are parts of one plan', async () => {
  const shards = [1, 2].map(index => ({ shard: { index, count: 2 } }));
  expect((await Promise.all(shards.map(casesOf))).flat().toSorted()).toEqual(ids.toSorted());
  const { part } = (await partOf(demoSuite, everything, { ...plain, ...shards[0]! }))!;
  expect(part).toEqual({ planned: ids, shard: '1/2', kept: [] });
  const env = { CI_NODE_INDEX: '2', CI_NODE_TOTAL: '2' };
  expect(await casesOf({ shard: 'auto', env })).toEqual(await casesOf(shards[1]!));
});

test('what was done is not run again, unless it came to no judgement', async () => {
  const done = ids.map((id, i) => sampleCase(id, (['failed', 'could-not-run', 'passed'] as const)[i % 3]!));
  const unfinished = sampleRecord(done, { plan, complete: false });
  const found = await partOf(demoSuite, everything, { ...plain, unfinished });
  const kept = done.filter(({ verdict }) => verdict !== 'could-not-run').map(({ id }) => id);
  expect(found!.part.kept.map(({ id }) => id)).toEqual(kept);
  expect(await casesOf({ unfinished })).toEqual(ids.filter(id => !kept.includes(id)));
});

test('a run of other cases, or of another shard, is not finished by this one', async () => {
  const other = sampleRecord([], { plan: { ...plan, digest: 'sha256:0' }, complete: false });
  const shard = sampleRecord([], { plan, shard: '1/2', complete: false });
  for (const unfinished of [other, shard, sampleRecord([], { complete: false })])
    await expect(partOf(demoSuite, everything, { ...plain, unfinished })).rejects.toThrow(UsageError);
});

test('the record to be finished is one that was cut off', () => {
  expect(() => unfinishedRun(folder)).toThrow(/--resume needs the record of the run.*there is no such file/);
  const write = (complete: boolean) =>
    writeFileSync(join(folder, 'result.json'), JSON.stringify(sampleRecord([], { complete })));
  write(true);
  expect(unfinishedRun(folder)).toBeUndefined();
  write(false);
  expect(unfinishedRun(folder)?.complete).toBe(false);
});
