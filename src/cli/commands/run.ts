import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { counts } from '../../record/counted.ts';
import { paintFor } from '../../reporters/paint.ts';
import { createProgress, silentProgress } from '../../reporters/progress.ts';
import { readResult } from '../../reporters/read-result.ts';
import { renderRun } from '../../reporters/terminal.ts';
import { clearReports, writeReports } from '../../reporters/write-reports.ts';
import { type Catalogue, loadCatalogue } from '../../requirements/catalogue.ts';
import { type RequirementSet, withLevelsOf } from '../../requirements/sets.ts';
import type { Sources } from '../../runner/cucumber.ts';
import { EXIT } from '../../runner/exit-code.ts';
import type { Shard } from '../../runner/plan.ts';
import {
  type Part,
  type RunSuiteDependencies,
  type RunSuiteResult,
  runSuite,
} from '../../runner/run-suite.ts';
import { chosenSet, scoredBy } from '../../runner/scoring.ts';
import { type SelectionRequest, select } from '../../runner/select.ts';
import type { StartRun } from '../../runner/started-run.ts';
import { locateSuite, type Suite, withStepsFor } from '../../runner/suite.ts';
import { UsageError } from '../../runner/usage-error.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { ClientChoice } from '../../world/start-run.ts';
import type { Io } from '../io.ts';
import { amendment } from './amendment.ts';
import { both, runningRecord } from './keep.ts';
import { partOf, unfinishedRun } from './part.ts';

/** The options of `countersign run`, as commander names them. */
export interface RunCommandOptions {
  readonly client?: string;
  readonly clientCommand?: string[];
  readonly clientUrl?: string;
  readonly hosts?: 'loopback' | 'production';
  readonly platform?: string[];
  readonly requirement?: string[];
  readonly case?: string[];
  readonly tags?: string;
  readonly rerunFailed?: boolean;
  readonly shard?: Shard | 'auto';
  readonly resume?: boolean;
  readonly seed?: string;
  readonly workers: number;
  readonly expectations?: string;
  readonly timeout: number;
  readonly strict?: boolean;
  readonly selfCheck?: boolean;
  readonly set?: string;
  readonly reports: string;
  readonly quiet?: boolean;
}

/** Verdicts that `--rerun-failed` runs again. */
const NOT_WELL: readonly Verdict[] = ['failed', 'unexpected-pass', 'could-not-run', 'harness-error'];

/** `countersign run`. @returns the exit code */
export async function run(
  options: RunCommandOptions,
  clientWords: readonly string[],
  io: Io,
): Promise<number> {
  checkWorkers(options);
  checkHosts(options);
  const suite = locateSuite();
  const judging = await judgingOf(suite, options);
  const work = await workOf(suite, judging.catalogue, options, io);
  if (typeof work === 'string') return nothingToDo(io, work);
  const { reports } = options;
  useReportsFolder(reports);
  const { record, envelopes } = await carryOut({ suite, judging, work, options, clientWords, io });
  const written = await writeReports(reports, record, envelopes);
  const paint = paintFor(io.stdout, io.env);
  io.stdout.write(
    renderRun(record, { catalogue: judging.catalogue, paint, reportsFolder: reports, written }),
  );
  return record.exitCode;
}

/** What cases are judged by. */
interface Judging {
  readonly catalogue: Catalogue;
  readonly amend: RunSuiteDependencies['amend'];
}

async function judgingOf(suite: Suite, options: RunCommandOptions): Promise<Judging> {
  const frozen = options.set === undefined ? undefined : chosenSet(suite, options.set);
  const catalogue = catalogueOf(suite, frozen, options);
  const expected = await amendment(options.expectations, catalogue);
  const score = scoredBy(frozen, catalogue);
  return { catalogue, amend: (cases, client) => score(expected(cases, client)) };
}

/** The cases to be run, in an order drawn by the seed. */
interface Work {
  readonly sources: Sources;
  readonly part: Part | undefined;
  readonly seed: string;
}

/** @returns the work, or why there is none to do, in one sentence */
async function workOf(
  suite: Suite,
  catalogue: Catalogue,
  options: RunCommandOptions,
  io: Io,
): Promise<Work | string> {
  const { reports, resume, rerunFailed, shard, set, strict = false, selfCheck = false } = options;
  const request = requestOf(options);
  if (rerunFailed && request.cases.length === 0)
    return `Nothing to repeat: no such case of the last run in ${reports} failed.`;
  const unfinished = resume ? unfinishedRun(reports) : undefined;
  if (resume && unfinished === undefined)
    return `Nothing to finish: the last run in ${reports} went to its end.`;
  const selected = await select(suite, catalogue, request);
  const narrowed = await partOf(suite, selected, { shard, set, unfinished, strict, selfCheck, env: io.env });
  const seed = options.seed ?? unfinished?.seed ?? newSeed();
  return { ...(narrowed ?? { sources: selected, part: undefined }), seed };
}

/** A run as it was asked for, checked and ready to begin. */
interface Ready {
  readonly suite: Suite;
  readonly judging: Judging;
  readonly work: Work;
  readonly options: RunCommandOptions;
  readonly clientWords: readonly string[];
  readonly io: Io;
}

/** Run the cases; every one is shown, and kept in the record, as it ends. */
async function carryOut({ suite, judging, work, options, clientWords, io }: Ready): Promise<RunSuiteResult> {
  const { sources, part, seed } = work;
  const { strict = false, selfCheck = false, set, workers, reports } = options;
  const paint = paintFor(io.stdout, io.env);
  const shown = options.quiet ? silentProgress : createProgress(io.stdout, paint, suite, seed);
  const selection = { client: [...clientWords], strict, selfCheck, ...(set === undefined ? {} : { set }) };
  const kept = runningRecord(reports, { suite, selection, seed, part });
  const deps: RunSuiteDependencies = {
    ...judging,
    suite: withStepsFor(suite, sources.paths),
    startRun: startRunFor(options, seed, judging.catalogue),
    progress: both(shown, kept, [...(part?.kept ?? [])]),
    signal: interruption(io),
  };
  const asked = { sources, clientWords, strict, selfCheck, set, workers, seed };
  return runSuite({ ...asked, ...(part === undefined ? {} : { part }) }, deps).finally(() => {
    shown.end();
    kept.end();
  });
}

function nothingToDo(io: Io, why: string): number {
  io.stdout.write(`${why}\n`);
  return EXIT.incomplete;
}

/** A seed that nobody has chosen: short enough to be typed again. */
function newSeed(): string {
  return String(randomInt(1e8));
}

/** The requirements as they are judged: a frozen set has levels of its own. */
function catalogueOf(suite: Suite, set: RequirementSet | undefined, options: RunCommandOptions): Catalogue {
  const catalogue = loadCatalogue(join(suite.root, suite.features), onlyPlatforms(options));
  return set === undefined ? catalogue : withLevelsOf(set, catalogue);
}

/** The platforms whose requirements are enough: all (undefined) where the user may name those of others. */
function onlyPlatforms(options: RunCommandOptions): readonly string[] | undefined {
  const { platform, requirement, case: cases, expectations } = options;
  return [requirement, cases, expectations].every(given => given === undefined) ? platform : undefined;
}

function requestOf(options: RunCommandOptions): SelectionRequest {
  const { platform = [], requirement = [], tags, selfCheck = false } = options;
  return {
    platforms: platform,
    requirements: requirement,
    cases: options.rerunFailed ? failedCases(options) : (options.case ?? []),
    selfCheck,
    ...(tags === undefined ? {} : { tags }),
  };
}

/** Cases of the last run that did not go well; of those that were asked for, if any were. */
function failedCases({ reports, case: wanted }: RunCommandOptions): string[] {
  return readResult(reports)
    .cases.filter(one => counts(one) && NOT_WELL.includes(one.verdict) && (wanted?.includes(one.id) ?? true))
    .map(({ id }) => id);
}

function checkWorkers({ workers, clientCommand }: RunCommandOptions): void {
  if (workers === 1 || clientCommand !== undefined) return;
  throw new UsageError(
    `--workers ${workers} needs --client-command: each worker starts a client of its own, and a module has its clock moved for its whole process. Leave --workers out.`,
  );
}

function checkHosts({ hosts, clientCommand, clientUrl }: RunCommandOptions): void {
  if (hosts !== 'production' || (clientCommand ?? clientUrl) === undefined) return;
  throw new UsageError(
    '--hosts production needs --client: only the requests of a module can be intercepted. Give the client as a module, or leave --hosts out and let it take its endpoints from session/open.',
  );
}

/** The World's side is loaded only when a run begins. */
function startRunFor(options: RunCommandOptions, seed: string, catalogue: Catalogue): StartRun {
  const { strict = false, selfCheck = false, timeout, hosts } = options;
  return async signal => {
    const { startRun } = await import('../../world/start-run.ts');
    const client = chosenClient(options);
    return startRun({ client, strict, selfCheck, timeoutMs: timeout, seed, catalogue, hosts, signal });
  };
}

function chosenClient({ client, clientCommand, clientUrl }: RunCommandOptions): ClientChoice {
  if (clientUrl !== undefined) return { kind: 'http', url: clientUrl };
  if (clientCommand !== undefined) return { kind: 'subprocess', command: clientCommand };
  return client === undefined ? { kind: 'reference' } : { kind: 'module', file: client };
}

function interruption(io: Io): AbortSignal {
  const signal = io.interrupted();
  const say = () =>
    io.stderr.write('\nInterrupted: ending the client and writing what was done. Once more ends at once.\n');
  signal.addEventListener('abort', say, { once: true });
  return signal;
}

function useReportsFolder(folder: string): void {
  try {
    clearReports(folder);
  } catch (error) {
    throw new UsageError(`--reports takes a folder that can be written to: ${(error as Error).message}`);
  }
}
