import { quote } from 'shell-quote';
import type { RunRecord } from '../record/record.ts';

/** The command that runs one case again, against the same client and in the same way. */
export function repeatCommand({ selection, seed }: RunRecord, caseId: string): string {
  const flags = [
    ...(selection.strict ? ['--strict'] : []),
    ...(selection.selfCheck ? ['--self-check'] : []),
    ...(seed === undefined ? [] : ['--seed', seed]),
  ];
  return `npx countersign run ${quote([...selection.client, ...flags, '--case', caseId])}`;
}

/** The command that tells the whole story of a case. */
export function explainCommand(caseId: string, reportsFolder: string): string {
  const where = reportsFolder === 'reports' ? [] : ['--reports', reportsFolder];
  return `npx countersign explain ${quote([caseId, ...where])}`;
}
