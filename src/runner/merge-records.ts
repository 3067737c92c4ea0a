import type { CaseRecord, RunRecord } from '../record/record.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import { EXIT } from './exit-code.ts';
import { settleCases } from './fold.ts';
import { exitCodeFor, summaryOf } from './run-record.ts';
import { UsageError } from './usage-error.ts';

/** The record of a shard, and what the user calls it. */
export interface NamedRecord {
  readonly name: string;
  readonly record: RunRecord;
}

export interface MergeDependencies {
  readonly catalogue: Catalogue;
  /** Applies the expectations file to cases. */
  readonly amend: (cases: CaseRecord[], client: RunRecord['client']) => CaseRecord[];
}

/**
 * The records of all shards of one run as the record of that run.
 * @throws UsageError where they are not the whole of one run, each part once
 */
export function mergeRecords(shards: readonly NamedRecord[], deps: MergeDependencies): RunRecord {
  const [first] = shards;
  if (first === undefined) throw new UsageError('merge takes the report folders of the shards.');
  for (const shard of shards) checkShard(shard);
  for (const other of shards.slice(1)) checkSameRun(first, other);
  checkIndices(shards);
  const records = shards.map(({ record }) => record);
  const { shard: _, ...frame } = first.record;
  const cases = deps.amend(settleCases(records.flatMap(record => record.cases)), first.record.client);
  checkCases(cases, frame.plan!.cases);
  const problems = [...new Set(records.flatMap(record => record.problems))];
  return {
    ...frame,
    startedAt: records.map(({ startedAt }) => startedAt).sort()[0]!,
    durationMs: Math.max(...records.map(({ durationMs }) => durationMs)),
    summary: summaryOf(cases),
    exitCode: exitCodeFor(cases, deps.catalogue, endingOf(records)),
    problems,
    cases,
  };
}

/** What happened outside the cases of any shard. */
function endingOf(records: readonly RunRecord[]) {
  const ended = (code: number) =>
    records.some(({ exitCode, problems }) => exitCode === code && problems.length > 0);
  return {
    harnessFault: ended(EXIT.harness),
    adapterBroken: ended(EXIT.adapter),
    incomplete: ended(EXIT.incomplete),
    interrupted: false,
  };
}

function checkShard({ name, record: { shard, plan, complete } }: NamedRecord): void {
  if (complete !== true)
    throw new UsageError(`merge cannot use ${name}: that run was cut off. Finish it with --resume first.`);
  if (shard === undefined || plan === undefined)
    throw new UsageError(`merge cannot use ${name}: it is no shard. Run each with --shard I/N.`);
}

function checkSameRun(a: NamedRecord, b: NamedRecord): void {
  const different = [
    ['suites', (r: RunRecord) => r.suite.digest],
    ['cases', (r: RunRecord) => r.plan!.digest],
    ['clients', (r: RunRecord) => JSON.stringify([r.client.name, r.client.version, r.client.capabilities])],
    ['numbers of shards', (r: RunRecord) => countOf(r)],
  ] as const;
  const found = different.find(([, of]) => of(a.record) !== of(b.record));
  if (found !== undefined)
    throw new UsageError(
      `merge takes the shards of one run; ${a.name} and ${b.name} are of different ${found[0]}.`,
    );
}

function checkIndices(shards: readonly NamedRecord[]): void {
  const count = countOf(shards[0]!.record);
  const present = new Map<number, string>();
  for (const { name, record } of shards) {
    const index = Number(record.shard!.split('/')[0]);
    const other = present.get(index);
    if (other !== undefined)
      throw new UsageError(`merge takes each shard once; ${other} and ${name} are both ${record.shard}.`);
    present.set(index, name);
  }
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter(index => !present.has(index));
  if (missing.length > 0)
    throw new UsageError(
      `merge takes all ${count} shards; missing: ${missing.map(index => `${index}/${count}`).join(', ')}.`,
    );
}

function countOf({ shard }: RunRecord): number {
  return Number(shard!.split('/')[1]);
}

/** Indices that add up say little of what was truly run. */
function checkCases(cases: readonly CaseRecord[], planned: number): void {
  const ids = new Set(cases.map(({ id }) => id));
  if (ids.size === cases.length && cases.length === planned) return;
  throw new UsageError(
    `merge takes all that was planned, each case once: ${planned} cases were planned, and the shards hold ${cases.length}, of which ${ids.size} differ.`,
  );
}
