import type { Verdict } from '../verdict/verdict.ts';

/** What a process of the suite can end with (docs: commands, exit codes). */
export const EXIT = {
  conforms: 0,
  failed: 1,
  usage: 2,
  incomplete: 3,
  adapter: 4,
  harness: 5,
  interrupted: 130,
} as const;

/** All that the exit code of a run depends on. */
export interface Ending {
  readonly cases: readonly { readonly verdict: Verdict; readonly provider: boolean }[];
  /** The harness itself broke down. */
  readonly harnessFault: boolean;
  /** The adapter failed the handshake, or broke the protocol three times in a row. */
  readonly adapterBroken: boolean;
  /** Something outside the cases could not run to its end. */
  readonly incomplete: boolean;
  readonly interrupted: boolean;
}

/**
 * The exit code of a run; where several apply 5, 4, 1, 3, 0 in that order. (2, bad usage, ends before there
 * is a run.) Cases that judge the provider count as passed only where no other was selected.
 */
export function exitCodeOf(ending: Ending): number {
  const has = (...verdicts: Verdict[]) => ending.cases.some(({ verdict }) => verdicts.includes(verdict));
  if (ending.interrupted) return EXIT.interrupted;
  if (ending.harnessFault || has('harness-error')) return EXIT.harness;
  if (ending.adapterBroken) return EXIT.adapter;
  if (has('failed', 'unexpected-pass')) return EXIT.failed;
  if (ending.incomplete || has('could-not-run') || !somethingPassed(ending.cases)) return EXIT.incomplete;
  return EXIT.conforms;
}

function somethingPassed(cases: Ending['cases']): boolean {
  const ofClients = cases.filter(({ provider }) => !provider);
  return (ofClients.length === 0 ? cases : ofClients).some(({ verdict }) => verdict === 'passed');
}
