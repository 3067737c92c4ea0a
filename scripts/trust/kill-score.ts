import { createHash } from 'node:crypto';
import { digestOf, locateSuite } from '../../src/runner/suite.ts';
import type { PlatformScore } from '../../test/mutants/platform-result.ts';
import type { Share } from '../../test/mutants/report.ts';
import { SUSPECT_PLATFORMS, SUSPECTS, type Suspects } from '../../test/mutants/suspects.ts';
import { readFacts, writeFacts } from './facts.ts';

export type KillScore = Readonly<Record<string, PlatformScore>>;

/** The suite, and every wrong program with what it breaks. */
export function killScoreHangsOn(): string {
  const hash = createHash('sha256').update(digestOf(locateSuite()));
  for (const platform of SUSPECT_PLATFORMS) {
    const { clients, variants, mocks }: Suspects = SUSPECTS[platform];
    const known = [...clients, ...variants, ...mocks].map(program => [
      program.name,
      'breaks' in program ? program.breaks : [],
    ]);
    hash.update(JSON.stringify([platform, known]));
  }
  return `sha256:${hash.digest('hex')}`;
}

/** Keep the figures of `npm run mutants`. @returns the three numbers that matter, a line each */
export function writeKillScore(figures: KillScore): string {
  writeFacts('kill-score', { measuredOn: killScoreHangsOn(), figures });
  return threeNumbers(figures)
    .map(([what, number]) => `${what}: ${number}`)
    .join('\n');
}

/** Keep the figures of some platforms anew, where those of the others were measured on what there is now. */
export function updateKillScore(scores: KillScore): string {
  const known = readFacts<KillScore>('kill-score');
  if (known === undefined || known.measuredOn !== killScoreHangsOn())
    return 'docs/trust.md keeps what it has: it was measured on another suite. npm run mutants measures all of it.';
  return writeKillScore({ ...known.figures, ...scores });
}

/** Requirements that a wrong program fails, wrong programs failed for exactly what they break, and survivors. */
export function threeNumbers(figures: KillScore): [what: string, number: string][] {
  const platforms = Object.values(figures);
  const scores = platforms
    .flatMap(({ clients, mocks }) => [clients, mocks])
    .filter(score => score !== undefined);
  const unitTested = platforms.map(score => score.unitTested).filter(share => share !== undefined);
  const survivors =
    sum(scores.map(score => score.survivors)) + sum(unitTested.map(([found, all]) => all - found));
  return [
    ['requirements that a wrong program fails', percent(scores.map(score => score.requirements))],
    ['wrong programs failed for exactly what they break', percent(scores.map(score => score.exact))],
    ['wrong programs that survive', String(survivors)],
  ];
}

function percent(shares: readonly Share[]): string {
  const reached = sum(shares.map(share => share[0]));
  const wanted = sum(shares.map(share => share[1]));
  return `${wanted === 0 ? 0 : Math.floor((100 * reached) / wanted)} % (${reached} of ${wanted})`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
}
