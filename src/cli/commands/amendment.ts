import { readFileSync } from 'node:fs';
import type { Catalogue } from '../../requirements/catalogue.ts';
import type { RunSuiteDependencies } from '../../runner/run-suite.ts';
import { UsageError } from '../../runner/usage-error.ts';

/** What the expectations file makes of cases; its reader is loaded only where there is one. */
export async function amendment(
  file: string | undefined,
  catalogue: Catalogue,
): Promise<RunSuiteDependencies['amend']> {
  if (file === undefined) return cases => cases;
  const { readExpectations } = await import('../../expectations/read.ts');
  const { applyExpectations } = await import('../../expectations/apply.ts');
  const rows = readExpectations(contentOf(file), file, catalogue);
  const today = new Date().toISOString().slice(0, 10);
  return (cases, { version }) => applyExpectations(cases, rows, { clientVersion: version, today, catalogue });
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`--expectations takes a file that can be read: ${(error as Error).message}`);
  }
}
