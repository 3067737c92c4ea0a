import type { CaseRecord } from './record.ts';

/** Whether a case has a say in counts and exit codes: one outside the set that a run scores has none. */
export function counts({ scored }: Pick<CaseRecord, 'scored'>): boolean {
  return scored !== false;
}
