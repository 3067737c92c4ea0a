import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyExpectations } from '../../expectations/apply.ts';
import { type Expectation, readExpectations } from '../../expectations/read.ts';
import { paintFor } from '../../reporters/paint.ts';
import { createProgress, silentProgress } from '../../reporters/progress.ts';
import { readResult } from '../../reporters/read-result.ts';
import { renderRun } from '../../reporters/terminal.ts';
import { clearReports, writeReports } from '../../reporters/write-reports.ts';
import { type Catalogue, loadCatalogue } from '../../requirements/catalogue.ts';
import { EXIT } from '../../runner/exit-code.ts';
import { type RunSuiteDependencies, runSuite } from '../../runner/run-suite.ts';
import type { SelectionRequest } from '../../runner/select.ts';
import type { StartRun } from '../../runner/started-run.ts';
import { locateSuite } from '../../runner/suite.ts';
import { UsageError } from '../../runner/usage-error.ts';
import type { Verdict } from '../../verdict/verdict.ts';
import type { ClientChoice } from '../../world/start-run.ts';
import type { Io } from '../io.ts';

/** The options of `countersign run`, as commander names them. */
export interface RunCommandOptions {
  readonly client?: string;
  readonly clientCommand?: string[];
  readonly platform?: string[];
  readonly requirement?: string[];
  readonly case?: string[];
  readonly tags?: string;
  readonly rerunFailed?: boolean;
  readonly shard?: string;
  readonly workers: number;
  readonly expectations?: string;
  readonly timeout: number;
  readonly strict?: boolean;
  readonly selfCheck?: boolean;
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
  const suite = locateSuite();
  const catalogue = loadCatalogue(join(suite.root, suite.features));
  const rows = expectationsOf(options.expectations, catalogue);
  const selection = selectionOf(options);
  checkWorkers(options);
  if (options.rerunFailed && selection.cases.length === 0) {
    io.stdout.write(`Nothing to repeat: every case of the last run in ${options.reports} went well.\n`);
    return EXIT.incomplete;
  }
  const paint = paintFor(io.stdout, io.env);
  const progress = options.quiet ? silentProgress : createProgress(io.stdout, paint, suite);
  const today = new Date().toISOString().slice(0, 10);
  const deps: RunSuiteDependencies = {
    suite,
    catalogue,
    startRun: startRunFor(options, suite.version),
    amend: (cases, client) =>
      applyExpectations(cases, rows, { clientVersion: client.version, today, catalogue }),
    progress,
    signal: interruption(io),
  };
  useReportsFolder(options.reports);
  const { strict = false, workers, reports } = options;
  const { record, envelopes } = await runSuite({ selection, clientWords, strict, workers }, deps);
  progress.end();
  const written = await writeReports(reports, record, envelopes);
  io.stdout.write(renderRun(record, { catalogue, paint, reportsFolder: reports, written }));
  return record.exitCode;
}

function selectionOf(options: RunCommandOptions): SelectionRequest {
  const { platform = [], requirement = [], tags, shard, selfCheck = false } = options;
  const repeated = options.rerunFailed ? failedCases(options.reports) : [];
  return {
    platforms: platform,
    requirements: requirement,
    cases: [...(options.case ?? []), ...repeated],
    selfCheck,
    ...(tags === undefined ? {} : { tags }),
    ...(shard === undefined ? {} : { shard }),
  };
}

function failedCases(reports: string): string[] {
  return readResult(reports)
    .cases.filter(({ verdict }) => NOT_WELL.includes(verdict))
    .map(({ id }) => id);
}

function checkWorkers({ workers, clientCommand }: RunCommandOptions): void {
  if (workers === 1 || clientCommand !== undefined) return;
  throw new UsageError(
    `--workers ${workers} needs --client-command: a client that is a module has its clock moved for its whole process, so its cases run one at a time.`,
  );
}

function expectationsOf(file: string | undefined, catalogue: Catalogue): Expectation[] {
  return file === undefined ? [] : readExpectations(readFileSync(file, 'utf8'), file, catalogue);
}

/** The World's side is loaded only when a run begins. */
function startRunFor(options: RunCommandOptions, seed: string): StartRun {
  const { strict = false, selfCheck = false, timeout } = options;
  return async () => {
    const { startRun } = await import('../../world/start-run.ts');
    return startRun({ client: chosenClient(options), strict, selfCheck, timeoutMs: timeout, seed });
  };
}

function chosenClient({ client, clientCommand }: RunCommandOptions): ClientChoice {
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
