/** Every verdict a case can have, worst first. */
export const VERDICTS = [
  'harness-error',
  'could-not-run',
  'failed',
  'unexpected-pass',
  'expected-failure',
  'warning',
  'not-declared',
  'not-applicable',
  'passed',
] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What a requirement asks of a client (RFC 2119). */
export type Level = 'must' | 'should' | 'may';

/** A request and response that a finding points at: their numbers in the case's journal. */
export type ExchangeNumbers = readonly number[];

/** One stage of what a client computes, as it should be and as the client did it; secrets are masked. */
export interface ExplainedStage {
  readonly name: string;
  readonly expected: string;
  readonly sent: string;
}

/** The mistake behind a failure, shown rather than told. */
export interface Explanation {
  /** Short stable name, e.g. `not-url-encoded`. */
  readonly mistake: string;
  /** One sentence that names it. */
  readonly text: string;
  readonly expected: string;
  readonly sent: string;
  /** Where it was computed in stages: all of them, in order. */
  readonly stages?: readonly ExplainedStage[];
}

/** What a check says of its evidence. */
export interface Finding {
  readonly requirement: string;
  readonly verdict: Verdict;
  readonly why: string;
  readonly exchanges: ExchangeNumbers;
  readonly expected?: string;
  readonly sent?: string;
  readonly hint?: string;
  readonly explanation?: Explanation;
}

/** The worst of several verdicts; undefined where there is none. */
export function worst(verdicts: readonly Verdict[]): Verdict | undefined {
  return VERDICTS.find(v => verdicts.includes(v));
}

/** What an unmet requirement of this level comes to. */
export function unmet(level: Level, strict: boolean): Verdict {
  if (level === 'must') return 'failed';
  return strict && level === 'should' ? 'failed' : 'warning';
}
