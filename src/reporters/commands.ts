import { quote } from 'shell-quote';
import { counts } from '../record/counted.ts';
import type { RunRecord } from '../record/record.ts';

/** The command that runs one case again, against the same client and in the same way. */
export function repeatCommand({ selection, seed, cases }: RunRecord, caseId: string): string {
  const scored = cases.some(one => one.id === caseId && counts(one));
  const flags = [
    ...(selection.strict ? ['--strict'] : []),
    ...(selection.selfCheck ? ['--self-check'] : []),
    ...(selection.set === undefined || !scored ? [] : ['--set', selection.set]),
    ...(seed === undefined ? [] : ['--seed', seed]),
  ];
  return `npx countersign run ${quote([...selection.client, ...flags, '--case', caseId])}`;
}

/** The command that tells the whole story of a case. */
export function explainCommand(caseId: string, reportsFolder: string): string {
  const where = reportsFolder === 'reports' ? [] : ['--reports', reportsFolder];
  return `npx countersign explain ${quote([caseId, ...where])}`;
}
