import { join } from 'node:path';
import { paintFor } from '../../reporters/paint.ts';
import { readResult } from '../../reporters/read-result.ts';
import { renderRun } from '../../reporters/terminal.ts';
import { clearReports, writeReports } from '../../reporters/write-reports.ts';
import { loadCatalogue } from '../../requirements/catalogue.ts';
import { mergeRecords } from '../../runner/merge-records.ts';
import { locateSuite } from '../../runner/suite.ts';
import type { Io } from '../io.ts';
import { amendment } from './amendment.ts';

/** `countersign merge`: the reports of all shards as those of one run. @returns the exit code of that run */
export async function merge(
  folders: readonly string[],
  options: { readonly reports: string; readonly expectations?: string },
  io: Io,
): Promise<number> {
  const suite = locateSuite();
  const catalogue = loadCatalogue(join(suite.root, suite.features));
  const amend = await amendment(options.expectations, catalogue);
  const shards = folders.map(name => ({ name, record: readResult(name) }));
  const record = mergeRecords(shards, { catalogue, amend });
  clearReports(options.reports);
  const written = await writeReports(options.reports, record, []);
  const paint = paintFor(io.stdout, io.env);
  io.stdout.write(renderRun(record, { catalogue, paint, reportsFolder: options.reports, written }));
  return record.exitCode;
}
