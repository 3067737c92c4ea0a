import type { Envelope } from '@cucumber/messages';
import { counts } from '../record/counted.ts';
import { type CaseRecord, RESULT_SCHEMA, type RunRecord } from '../record/record.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import { VERDICTS } from '../verdict/verdict.ts';
import { type Ending, exitCodeOf } from './exit-code.ts';
import type { ClientRecord } from './started-run.ts';
import { judgesProvider } from './subject.ts';
import { digestOf, type Suite } from './suite.ts';

/** What came of a run. */
export interface RunFacts {
  readonly client: ClientRecord;
  /** Ids of the cases that were to be run. */
  readonly selected: readonly string[];
  readonly cases: CaseRecord[];
  readonly envelopes: Envelope[];
  /** What went wrong outside any case, one sentence each, by whose fault it is. */
  readonly problems: {
    readonly harness: string[];
    readonly adapter: string[];
    readonly incomplete: string[];
  };
  readonly interrupted: boolean;
}

/** What the record says of how the run was asked for. */
export interface RunFrame {
  readonly suite: Suite;
  readonly catalogue: Catalogue;
  readonly selection: RunRecord['selection'];
  readonly seed: string;
  readonly plan: NonNullable<RunRecord['plan']>;
  readonly shard: string | undefined;
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** The run record: the one source of every report. */
export function runRecordOf(facts: RunFacts, frame: RunFrame): RunRecord {
  const { client, cases, problems } = facts;
  const { name, version } = frame.suite;
  return {
    schema: RESULT_SCHEMA,
    suite: { name, version, digest: digestOf(frame.suite) },
    client,
    selection: frame.selection,
    seed: frame.seed,
    plan: frame.plan,
    ...(frame.shard === undefined ? {} : { shard: frame.shard }),
    complete: !facts.interrupted,
    startedAt: frame.startedAt.toISOString(),
    durationMs: Math.round(frame.durationMs),
    summary: summaryOf(cases),
    exitCode: exitCode(facts, frame.catalogue),
    problems: [...problems.harness, ...problems.adapter, ...problems.incomplete],
    cases,
  };
}

function exitCode({ cases, problems, interrupted }: RunFacts, catalogue: Catalogue): number {
  return exitCodeFor(cases, catalogue, {
    harnessFault: problems.harness.length > 0,
    adapterBroken: problems.adapter.length > 0,
    incomplete: problems.incomplete.length > 0,
    interrupted,
  });
}

/** The exit code of a run of these cases. @param rest what happened outside of them */
export function exitCodeFor(
  cases: readonly CaseRecord[],
  catalogue: Catalogue,
  rest: Omit<Ending, 'cases'>,
): number {
  const judged = cases.filter(counts).map(({ verdict, requirements }) => ({
    verdict,
    provider: judgesProvider(requirements, catalogue),
  }));
  return exitCodeOf({ cases: judged, ...rest });
}

/** How many cases have each verdict, of those that are scored. */
export function summaryOf(cases: readonly CaseRecord[]): RunRecord['summary'] {
  const scored = cases.filter(counts);
  const count = (verdict: string) => scored.filter(record => record.verdict === verdict).length;
  return Object.fromEntries(VERDICTS.map(verdict => [verdict, count(verdict)])) as RunRecord['summary'];
}
