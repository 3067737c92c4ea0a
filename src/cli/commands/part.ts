import type { CaseRecord, RunRecord } from '../../record/record.ts';
import { ResultFileError, readResult } from '../../reporters/read-result.ts';
import type { Sources } from '../../runner/cucumber.ts';
import { type Judging, planOf, type Shard, shardOf, shardOfCi } from '../../runner/plan.ts';
import type { Part } from '../../runner/run-suite.ts';
import { type Scenario, scenariosOf, sourcesOf } from '../../runner/select.ts';
import type { Suite } from '../../runner/suite.ts';
import { UsageError } from '../../runner/usage-error.ts';
import type { Verdict } from '../../verdict/verdict.ts';

/** What asks for a part of the selected cases. */
export interface PartRequest extends Judging {
  readonly shard?: Shard | 'auto' | undefined;
  /** The record of the run to be finished. */
  readonly unfinished?: RunRecord | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** Verdicts that are no judgement yet: such a case is run again where a run is finished. */
const UNDECIDED: readonly Verdict[] = ['could-not-run', 'harness-error', 'unexpected-pass'];

/**
 * The cases to be run now, where they are only a part of those selected.
 * @throws UsageError where the unfinished run was of other cases
 */
export async function partOf(
  suite: Suite,
  sources: Sources,
  request: PartRequest,
): Promise<{ sources: Sources; part: Part } | undefined> {
  const { unfinished } = request;
  if (request.shard === undefined && unfinished === undefined) return undefined;
  const all = await scenariosOf(suite, sources);
  const planned = all.map(({ id }) => id);
  const shard = request.shard === 'auto' ? shardOfCi(request.env) : request.shard;
  const own = shard === undefined ? all : shardOf(all, shard);
  const named = shard === undefined ? undefined : `${shard.index}/${shard.count}`;
  if (unfinished !== undefined) checkSamePlan(unfinished, planOf(suite, planned, request), named);
  const kept = (unfinished?.cases ?? []).filter(({ verdict }) => !UNDECIDED.includes(verdict));
  return {
    sources: sourcesOf(withoutKept(own, kept)),
    part: { planned, kept, ...(named === undefined ? {} : { shard: named }) },
  };
}

function withoutKept(scenarios: readonly Scenario[], kept: readonly CaseRecord[]): Scenario[] {
  const done = new Set(kept.map(({ id }) => id));
  return scenarios.filter(({ id }) => !done.has(id));
}

function checkSamePlan(
  unfinished: RunRecord,
  plan: NonNullable<RunRecord['plan']>,
  shard: string | undefined,
): void {
  if (unfinished.plan?.digest === plan.digest && unfinished.shard === shard) return;
  throw new UsageError(
    '--resume finishes a run of the same cases by the same suite, and this one was of others: give the options of that run again, or start anew without --resume.',
  );
}

/**
 * The record of the run that `--resume` is to finish; undefined where it was run to its end.
 * @throws UsageError where there is none
 */
export function unfinishedRun(reports: string): RunRecord | undefined {
  try {
    const record = readResult(reports);
    return record.complete === false ? record : undefined;
  } catch (error) {
    if (!(error instanceof ResultFileError)) throw error;
    throw new UsageError(`--resume needs the record of the run to be finished. ${error.message}`);
  }
}
