import { isExact, type Trial } from './trial.ts';

/** What must be found out by at least one wrong program. */
export interface Goals {
  readonly requirements: readonly string[];
  readonly cases: readonly string[];
  readonly steps: readonly string[];
}

/** A table of wrong programs by requirement, and what is amiss. */
export function matrix(trials: readonly Trial[], requirements: readonly string[]): string {
  const width = Math.max(...trials.map(trial => trial.suspect.name.length));
  const heads = requirements.map(id => id.slice(-2));
  const rows = trials.map(trial => {
    const cells = requirements.map(id => ` ${mark(trial, id)}`);
    return `${trial.suspect.name.padEnd(width)}  ${cells.join(' ')}`;
  });
  return [`${''.padEnd(width)}  ${heads.join(' ')}`, ...rows].join('\n');
}

function mark({ suspect, broken }: Trial, id: string): string {
  if (!broken.includes(id)) return suspect.breaks.includes(id) ? '-' : '.';
  return suspect.breaks.includes(id) ? 'x' : '!';
}

/** Everything that keeps the goal from being reached, a line each; empty when it is reached. */
export function shortcomings(trials: readonly Trial[], goals: Goals): string[] {
  return [
    ...trials.filter(t => !isExact(t)).flatMap(inexact),
    ...missing(
      'requirement',
      goals.requirements,
      trials.flatMap(t => t.broken),
    ),
    ...missing(
      'case',
      goals.cases,
      trials.flatMap(t => t.failedCases),
    ),
    ...missing(
      'step',
      goals.steps,
      trials.flatMap(t => t.failedSteps),
    ),
  ];
}

function inexact({ suspect, missed, stray }: Trial): string[] {
  return [
    ...missed.map(id => `${suspect.name} breaks ${id}, and nothing found out.`),
    ...stray.map(f => `${suspect.name} does not break ${f.requirement}: ${f.verdict} in ${f.case}: ${f.why}`),
  ];
}

function missing(what: string, wanted: readonly string[], found: readonly string[]): string[] {
  return wanted
    .filter(name => !found.includes(name))
    .map(name => `No wrong program fails the ${what} "${name}".`);
}

/** The figures, one line each. */
export function figures(trials: readonly Trial[], goals: Goals): string {
  const broken = new Set(trials.flatMap(t => t.broken));
  const share = (part: number, whole: number) => `${part} of ${whole}`;
  const count = (names: readonly string[], found: readonly string[]) =>
    share(names.filter(name => found.includes(name)).length, names.length);
  const lines = [
    ['wrong programs that fail exactly what they break', share(trials.filter(isExact).length, trials.length)],
    ['wrong programs that nothing failed', String(trials.filter(t => t.broken.length === 0).length)],
    ['requirements that one of them fails', count(goals.requirements, [...broken])],
    [
      'cases that one of them fails',
      count(
        goals.cases,
        trials.flatMap(t => t.failedCases),
      ),
    ],
    [
      'Then steps that one of them fails',
      count(
        goals.steps,
        trials.flatMap(t => t.failedSteps),
      ),
    ],
  ];
  return lines.map(([what, figure]) => `${what}: ${figure}`).join('\n');
}
