import type { Explanation } from '../verdict/verdict.ts';

/** What a check concludes from its evidence; the world files it under a requirement. */
export interface Judgement {
  readonly met: boolean;
  readonly why: string;
  /** Numbers of the exchanges it rests on. */
  readonly exchanges: readonly number[];
  readonly expected?: string;
  readonly sent?: string;
  readonly hint?: string;
  readonly explanation?: Explanation;
  /** The requirement that is truly broken, where it is another than the one the case is about. */
  readonly cause?: string;
}

/** What may be said of a requirement that is not met. */
export type Complaint = Omit<Judgement, 'met' | 'why' | 'exchanges'> & {
  readonly exchanges?: readonly number[];
};

/** The requirement is met. */
export function met(why: string, exchanges: readonly number[] = []): Judgement {
  return { met: true, why, exchanges };
}

/** The requirement is not met. */
export function unmet(why: string, complaint: Complaint = {}): Judgement {
  return { met: false, why, exchanges: [], ...complaint };
}
