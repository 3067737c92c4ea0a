import { join } from 'node:path';
import { renderExplanation } from '../../reporters/explain.ts';
import { paintFor } from '../../reporters/paint.ts';
import { readResult } from '../../reporters/read-result.ts';
import { loadCatalogue } from '../../requirements/catalogue.ts';
import { didYouMean } from '../../requirements/closest.ts';
import { locateSuite } from '../../runner/suite.ts';
import { UsageError } from '../../runner/usage-error.ts';
import type { Io } from '../io.ts';

/** `countersign explain CASE`. @returns the exit code */
export function explain(id: string, { reports }: { reports: string }, io: Io): number {
  const record = readResult(reports);
  const one = record.cases.find(candidate => candidate.id === id);
  if (one === undefined) {
    const known = record.cases.map(candidate => candidate.id);
    throw new UsageError(
      `explain takes the id of a case of the run in ${reports}; there is no ${id}.${didYouMean(id, known)}`,
    );
  }
  const suite = locateSuite();
  const catalogue = loadCatalogue(join(suite.root, suite.features));
  io.stdout.write(renderExplanation(record, one, catalogue, paintFor(io.stdout, io.env)));
  return 0;
}
