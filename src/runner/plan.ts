import { createHash } from 'node:crypto';
import type { RunRecord } from '../record/record.ts';
import type { Scenario } from './select.ts';
import { digestOf, type Suite } from './suite.ts';
import { UsageError } from './usage-error.ts';

type Plan = NonNullable<RunRecord['plan']>;

/** How cases are judged, as far as two runs must agree on it to be parts of one. */
export interface Judging {
  readonly strict: boolean;
  readonly selfCheck: boolean;
  /** The frozen set that is scored; undefined = everything. */
  readonly set?: string | undefined;
}

/**
 * What is to be run, as one digest: parts of a run fit together where their plans are the same.
 * @param cases their ids, in any order
 */
export function planOf(suite: Suite, cases: readonly string[], { strict, selfCheck, set }: Judging): Plan {
  const hash = createHash('sha256').update(`${digestOf(suite)} ${strict} ${selfCheck} ${set ?? ''}\n`);
  for (const id of [...cases].sort()) hash.update(`${id}\n`);
  return { digest: `sha256:${hash.digest('hex')}`, cases: cases.length };
}

/** One of N parts of a run. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly count: number;
}

/** Every Nth of the scenarios, by id: which they are hangs on nothing but the plan. */
export function shardOf(scenarios: readonly Scenario[], { index, count }: Shard): Scenario[] {
  const ordered = [...scenarios].sort((a, b) => (a.id < b.id ? -1 : 1));
  return ordered.filter((_, i) => i % count === index - 1);
}

/** Where CI systems say which of several parallel jobs this is; `first` is the number of the first one. */
const CI_SYSTEMS = [
  { name: 'CircleCI', index: 'CIRCLE_NODE_INDEX', count: 'CIRCLE_NODE_TOTAL', first: 0 },
  { name: 'Buildkite', index: 'BUILDKITE_PARALLEL_JOB', count: 'BUILDKITE_PARALLEL_JOB_COUNT', first: 0 },
  { name: 'Bitbucket', index: 'BITBUCKET_PARALLEL_STEP', count: 'BITBUCKET_PARALLEL_STEP_COUNT', first: 0 },
  { name: 'Azure', index: 'SYSTEM_JOBPOSITIONINPHASE', count: 'SYSTEM_TOTALJOBSINPHASE', first: 1 },
  { name: 'Semaphore', index: 'SEMAPHORE_JOB_INDEX', count: 'SEMAPHORE_JOB_COUNT', first: 1 },
  { name: 'GitLab and others', index: 'CI_NODE_INDEX', count: 'CI_NODE_TOTAL', first: 1 },
] as const;

/**
 * The shard that the CI system has given this job.
 * @throws UsageError where no variable of the systems known tells it, or tells nonsense
 */
export function shardOfCi(env: Readonly<Record<string, string | undefined>>): Shard {
  const system = CI_SYSTEMS.find(({ index, count }) => env[index] && env[count]);
  if (system === undefined) {
    const known = CI_SYSTEMS.map(({ name, index, count }) => `${index} and ${count} (${name})`).join(', ');
    throw new UsageError(
      `--shard auto finds no variables of a CI system. Known are ${known}. Give I/N instead.`,
    );
  }
  const index = Number(env[system.index]) - system.first + 1;
  const count = Number(env[system.count]);
  if (Number.isInteger(index) && Number.isInteger(count) && index >= 1 && index <= count)
    return { index, count };
  throw new UsageError(
    `--shard auto cannot use ${system.index}=${env[system.index]} of ${system.count}=${env[system.count]}. Give I/N instead.`,
  );
}
