import type { Verdict } from '../verdict/verdict.ts';

/** Thrown to end a scenario whose finding is recorded already. */
export class CaseEnded extends Error {
  readonly verdict: Verdict;

  constructor(verdict: Verdict, why: string) {
    super(why);
    this.name = 'CaseEnded';
    this.verdict = verdict;
    // Where the harness stood when it found out tells the client's author nothing.
    delete this.stack;
  }

  /** Whether the scenario is left out rather than failed. */
  get leftOut(): boolean {
    return this.verdict === 'not-declared' || this.verdict === 'not-applicable';
  }
}
