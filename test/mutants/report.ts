import { isExact, type Trial } from './trial.ts';

/** What must be found wanting in at least one wrong program; empty where only some of them are tried. */
export interface Goals {
  readonly requirements: readonly string[];
  readonly cases: readonly string[];
  readonly steps: readonly string[];
}

/** Where only some are tried, nothing is asked of the whole. */
export const NO_GOALS: Goals = { requirements: [], cases: [], steps: [] };

/** The heading of a table of wrong programs by requirement. */
export function heading(requirements: readonly string[], width: number): string {
  return `${' '.repeat(width)}  ${requirements.map(id => id.slice(-2)).join(' ')}`;
}

/** One row of it: `x` found out, `-` not found out, `!` failed for what it does not break. */
export function row(trial: Trial, requirements: readonly string[], width: number): string {
  return `${trial.suspect.name.padEnd(width)}  ${requirements.map(id => ` ${mark(trial, id)}`).join(' ')}`;
}

function mark({ suspect, broken }: Trial, id: string): string {
  if (!broken.includes(id)) return suspect.breaks.includes(id) ? '-' : '.';
  return suspect.breaks.includes(id) ? 'x' : '!';
}

/** Everything that keeps the goals from being reached, a line each; empty when they are. */
export function shortcomings(trials: readonly Trial[], goals: Goals): string[] {
  const { requirements, cases, steps } = foundOut(trials);
  return [
    ...trials.flatMap(inexact),
    ...missing('requirement', goals.requirements, requirements),
    ...missing('case', goals.cases, cases),
    ...missing('step', goals.steps, steps),
  ];
}

/** So many of so many. */
export type Share = readonly [reached: number, wanted: number];

/** What trying all wrong programs of one kind came to. */
export interface Score {
  /** Failed for exactly what they break. */
  readonly exact: Share;
  readonly survivors: number;
  readonly requirements: Share;
  readonly cases: Share;
  readonly steps: Share;
}

/**
 * The figures.
 * @param untried how many more should have been tried
 */
export function scoreOf(trials: readonly Trial[], goals: Goals, untried = 0): Score {
  const { requirements, cases, steps } = foundOut(trials);
  const share = (wanted: readonly string[], found: readonly string[]): Share => [
    wanted.filter(name => found.includes(name)).length,
    wanted.length,
  ];
  return {
    exact: [trials.filter(isExact).length, trials.length + untried],
    survivors: trials.filter(trial => trial.broken.length === 0).length + untried,
    requirements: share(goals.requirements, requirements),
    cases: share(goals.cases, cases),
    steps: share(goals.steps, steps),
  };
}

/** The figures, a line each. */
export function figures({ exact, survivors, requirements, cases, steps }: Score): string {
  const of = ([reached, wanted]: Share) => `${reached} of ${wanted}`;
  const lines = [
    ['failed for exactly what they break', of(exact)],
    ['survivors', survivors],
    ['requirements that one of them fails', of(requirements)],
    ['cases that one of them fails', of(cases)],
    ['Then steps that one of them fails', of(steps)],
  ];
  return lines.map(([what, figure]) => `${what}: ${figure}`).join('\n');
}

/** What is found wanting in at least one of them; a requirement counts only in a program that breaks it. */
function foundOut(trials: readonly Trial[]): Goals {
  return {
    requirements: trials.flatMap(({ broken, suspect }) => broken.filter(id => suspect.breaks.includes(id))),
    cases: trials.flatMap(trial => trial.failedCases),
    steps: trials.flatMap(trial => trial.failedSteps),
  };
}

function inexact({ suspect, missed, stray, explained }: Trial): string[] {
  return [
    ...(explained ? [] : [`${suspect.name} is not explained as ${suspect.mistake}.`]),
    ...missed.map(id => `${suspect.name} breaks ${id}, and no case found out.`),
    ...stray.map(f => `${suspect.name} does not break ${f.requirement}: ${f.verdict} in ${f.case}: ${f.why}`),
  ];
}

function missing(what: string, wanted: readonly string[], found: readonly string[]): string[] {
  return wanted
    .filter(name => !found.includes(name))
    .map(name => `No wrong program fails the ${what} "${name}".`);
}
