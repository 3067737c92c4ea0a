import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BaselineOptions, baselineOf, failedCases } from '../../expectations/baseline.ts';
import { pruneExpectations } from '../../expectations/prune.ts';
import { readExpectations } from '../../expectations/read.ts';
import type { RunRecord } from '../../record/record.ts';
import { printable } from '../../reporters/paint.ts';
import { readResult } from '../../reporters/read-result.ts';
import { type Catalogue, loadCatalogue } from '../../requirements/catalogue.ts';
import { digestOf, locateSuite } from '../../runner/suite.ts';
import { UsageError } from '../../runner/usage-error.ts';
import type { Io } from '../io.ts';

export interface BaselineWriteOptions {
  readonly reports: string;
  readonly reason: readonly string[];
  readonly clientRange?: string | true;
  readonly force?: boolean;
}

/** `countersign baseline write FILE`: an expectations file of what failed in the last run. @returns the exit code */
export function baselineWrite(file: string, options: BaselineWriteOptions, io: Io): number {
  const { record, catalogue } = judgedRun(options.reports);
  const { reason: reasons, clientRange } = options;
  const text = baselineOf(record, { reasons, clientRange } satisfies BaselineOptions);
  readExpectations(text, file, catalogue);
  writeNew(file, text, options.force ?? false);
  io.stdout.write(`${writtenLine(record, file)}\n`);
  return 0;
}

function writtenLine(record: RunRecord, file: string): string {
  const failed = failedCases(record).length;
  const undecided = record.summary['could-not-run'] + record.summary['harness-error'];
  const what =
    failed === 0 ? 'Nothing failed: the list is empty.' : `${rows(failed)}, one a case that failed.`;
  const rest = undecided === 0 ? '' : ` ${undecided} could not be judged, and no row excuses that.`;
  return `Wrote ${file} by ${runOf(record)}: ${what}${rest}`;
}

function writeNew(file: string, text: string, force: boolean): void {
  try {
    writeFileSync(file, text, { flag: force ? 'w' : 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new UsageError(
        `baseline write does not overwrite ${file}, whose reasons and comments would go. Name another file, or add --force.`,
      );
    throw new UsageError(`baseline write takes a file that can be written: ${(error as Error).message}`);
  }
}

/** `countersign baseline prune FILE`: without the rows that the last run shows to be unneeded. @returns the exit code */
export function baselinePrune(file: string, { reports }: { readonly reports: string }, io: Io): number {
  const { record, catalogue } = judgedRun(reports);
  const { text, removed, kept } = pruneExpectations(readFileSync(file, 'utf8'), file, record, catalogue);
  if (removed.length > 0) rewrite(file, text);
  const lines = removed.map(({ row, why }) => `  ${row.at} ${row.case ?? row.requirement}: ${why}`);
  const what = removed.length === 0 ? 'nothing' : rows(removed.length);
  const headline = `By ${runOf(record)}, removed ${what} from ${file}`;
  io.stdout.write(`${[`${headline}; ${rows(kept)} left.`, ...lines].join('\n')}\n`);
  return 0;
}

function rewrite(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`baseline prune takes a file that can be written: ${(error as Error).message}`);
  }
}

/** Whose run it was: nothing else tells that it was of the client that the file is about. */
function runOf({ client }: RunRecord): string {
  return printable(`the run of ${client.name} ${client.version}`).replace(/\s+/g, ' ');
}

function rows(count: number): string {
  return `${count} row${count === 1 ? '' : 's'}`;
}

/**
 * The last run, as far as rows can be judged by it.
 * @throws UsageError where it was cut off, or asked the questions of another version
 */
function judgedRun(reports: string): { record: RunRecord; catalogue: Catalogue } {
  const record = readResult(reports);
  const suite = locateSuite();
  if (record.complete === false)
    throw new UsageError(
      `baseline needs a run that went to its end, and the one in ${reports} was cut off. Finish it with countersign run --resume.`,
    );
  if (record.suite.digest !== digestOf(suite))
    throw new UsageError(
      `baseline needs a run of this version of the suite, and the one in ${reports} was of ${record.suite.name} ${record.suite.version} with other cases or requirements. Run the suite again.`,
    );
  return { record, catalogue: loadCatalogue(join(suite.root, suite.features)) };
}
