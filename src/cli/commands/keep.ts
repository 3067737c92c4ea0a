import { type CaseRecord, RESULT_SCHEMA, type RunRecord } from '../../record/record.ts';
import type { Progress } from '../../reporters/progress.ts';
import { RunningRecord } from '../../reporters/running-record.ts';
import { planOf } from '../../runner/plan.ts';
import type { Part, RunProgress } from '../../runner/run-suite.ts';
import { digestOf, type Suite } from '../../runner/suite.ts';

/** What a run was asked for, as far as its record tells it. */
export interface Asked {
  readonly suite: Suite;
  readonly selection: RunRecord['selection'];
  readonly seed: string;
  readonly part: Part | undefined;
}

/** The record of a run that is about to begin. @param reports where it is to be */
export function runningRecord(reports: string, { suite, selection, seed, part }: Asked): RunningRecord {
  const { name, version } = suite;
  const head = {
    schema: RESULT_SCHEMA,
    suite: { name, version, digest: digestOf(suite) },
    selection,
    seed,
    ...(part?.shard === undefined ? {} : { shard: part.shard }),
    startedAt: new Date().toISOString(),
  } as const;
  return new RunningRecord(reports, head, ids => planOf(suite, part?.planned ?? ids, selection));
}

/** What is told of a run is shown and kept; cases that an earlier run has done are only kept again. */
export function both(shown: Progress, kept: RunningRecord, done: CaseRecord[]): RunProgress {
  return {
    started(client) {
      shown.started(client);
      kept.started(client);
    },
    selected(ids) {
      shown.selected(ids);
      kept.selected(ids);
    },
    finished(record) {
      for (const earlier of done.splice(0)) kept.finished(earlier);
      shown.finished(record);
      kept.finished(record);
    },
  };
}
