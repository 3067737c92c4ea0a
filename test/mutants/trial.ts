import type { CaseRecord, FindingRecord } from '../../src/record/record.ts';

/** What a deliberately wrong program is said to break. */
export interface Suspect {
  readonly name: string;
  readonly breaks: readonly string[];
  /** What a finding against it must be explained as. */
  readonly mistake?: string;
}

/** What the suite said of one wrong program. */
export interface Trial {
  readonly suspect: Suspect;
  /** How many cases there were, and how many it passed. */
  readonly cases: number;
  readonly passed: number;
  /** Requirements with a finding that is not met, in order. */
  readonly broken: readonly string[];
  /** Requirements that it was said to break and was not found to. */
  readonly missed: readonly string[];
  /** Findings against requirements that it was not said to break, and cases that came to no judgement. */
  readonly stray: readonly (FindingRecord & { readonly case: string })[];
  /** Whether a finding is explained as what is wrong with it; true where nothing is to be. */
  readonly explained: boolean;
  /** Cases that it failed. */
  readonly failedCases: readonly string[];
  /** The words of every Then step that it failed. */
  readonly failedSteps: readonly string[];
}

/** Verdicts by which the suite says that a client does not meet a requirement. */
export const AGAINST_CLIENT: readonly string[] = ['failed', 'warning'];
/** What a mock fails is the harness's own fault. */
export const AGAINST_MOCK: readonly string[] = ['harness-error'];

/** Verdicts that say nothing against anybody. */
const FAIR: readonly string[] = ['passed', 'not-declared', 'not-applicable'];

/**
 * Compare what the suite found with what a wrong program is said to break.
 * @param against verdicts that count as found out
 */
export function trialOf(suspect: Suspect, cases: readonly CaseRecord[], against: readonly string[]): Trial {
  const findings = cases.flatMap(c => c.findings.map(f => ({ ...f, case: c.id })));
  const unmet = findings.filter(f => against.includes(f.verdict));
  const broken = [...new Set(unmet.map(f => f.requirement))].sort();
  const failed = cases.filter(c => against.includes(c.verdict));
  const isFair = ({ verdict, requirement }: FindingRecord) =>
    FAIR.includes(verdict) || (against.includes(verdict) && suspect.breaks.includes(requirement));
  return {
    suspect,
    cases: cases.length,
    passed: cases.filter(({ verdict }) => verdict === 'passed').length,
    broken,
    missed: suspect.breaks.filter(id => !broken.includes(id)),
    stray: findings.filter(f => !isFair(f)),
    explained: suspect.mistake === undefined || unmet.some(f => f.explanation?.mistake === suspect.mistake),
    failedCases: failed.map(c => c.id),
    failedSteps: failed.flatMap(failedThens),
  };
}

/** Whether the suite failed exactly what it should have. */
export function isExact({ missed, stray, explained }: Trial): boolean {
  return missed.length === 0 && stray.length === 0 && explained;
}

/** The words of a case's Then steps. */
export function thensOf({ steps }: CaseRecord): string[] {
  const first = steps.findIndex(step => step.text.startsWith('Then '));
  const thens = first < 0 ? [] : steps.slice(first).filter(step => !step.text.startsWith('('));
  return thens.map(step => wordsOf(step.text));
}

/** A step that fails ends its scenario; one that only warns passes, and is known where it stands alone. */
function failedThens(record: CaseRecord): string[] {
  const thens = thensOf(record);
  if (record.verdict === 'warning') return thens.length === 1 ? thens : [];
  const failed = record.steps.filter(step => step.status === 'failed').map(step => wordsOf(step.text));
  return thens.filter(text => failed.includes(text));
}

/** A step without its keyword. */
function wordsOf(step: string): string {
  return step.replace(/^\w+ /, '');
}
