import { cleverCloudMutants, cleverCloudVariants } from '../../clients/mutants/clever-cloud/index.ts';
import { mutants, variants } from '../../clients/mutants/index.ts';
import type { Variant } from '../../clients/mutants/mutant.ts';
import reference from '../../clients/reference/index.ts';
import { type MockMutant, mockMutants } from '../../mocks/acquia/testing/mutants/index.ts';
import { cleverCloudMockMutants } from '../../mocks/clever-cloud/testing/mutants/index.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { CaseRecord } from '../../src/record/record.ts';
import { Bench, type BenchPlatform } from './bench.ts';
import { figures, type Goals, heading, row, shortcomings } from './report.ts';
import {
  AGAINST_CLIENT,
  AGAINST_MOCK,
  isExact,
  type Suspect,
  type Trial,
  thensOf,
  trialOf,
} from './trial.ts';
import { unitTrials } from './unit-tests.ts';

/*
 * npm run mutants [-- NAME…]: run the whole suite against every deliberately wrong client and mock, print what
 * each of them failed, and end with 1 where the suite let one pass or failed it for something else. Right
 * clients of another style go through it as well, and may fail nothing. With names only those are tried, and
 * nothing is asked of the whole.
 */

const names = process.argv.slice(2);
const chosen = <T extends { readonly name: string }>(all: readonly T[]) =>
  all.filter(({ name }) => names.length === 0 || names.includes(name));
const say = (text: string) => process.stdout.write(`${text}\n`);

/** Wrong programs of one kind, and how they are tried. */
interface Kind<T extends Suspect> {
  readonly title: string;
  readonly suspects: readonly T[];
  readonly requirements: readonly string[];
  /** Verdicts that count as found out. */
  readonly against: readonly string[];
  judge(suspect: T): Promise<CaseRecord[]>;
  /** The same cases where nothing is wrong. */
  judgeSound(): Promise<CaseRecord[]>;
}

/** Try each of a kind and print its row at once. @returns what is amiss */
async function tryAll<T extends Suspect>(kind: Kind<T>): Promise<string[]> {
  const { title, suspects, requirements, against, judge } = kind;
  if (suspects.length === 0) return [];
  const width = Math.max(...suspects.map(({ name }) => name.length));
  say(`${title}\n${heading(requirements, width)}`);
  const trials: Trial[] = [];
  for (const suspect of suspects) {
    const trial = trialOf(suspect, await judge(suspect), against);
    trials.push(trial);
    say(row(trial, requirements, width));
  }
  const goals = await goalsOf(kind);
  say(`\n${figures(trials, goals)}\n`);
  return shortcomings(trials, goals);
}

/** All that the programs of a kind are to be failed for between them; nothing where only some are tried. */
async function goalsOf<T extends Suspect>({ requirements, judgeSound }: Kind<T>): Promise<Goals> {
  if (names.length > 0) return { requirements: [], cases: [], steps: [] };
  const sound = await judgeSound();
  const steps = [...new Set(sound.flatMap(thensOf))];
  return { requirements, cases: sound.map(({ id }) => id), steps };
}

/** Right clients of another style, which nothing may fail. @returns what is amiss */
async function tryVariants(all: readonly Variant[], platform: BenchPlatform): Promise<string[]> {
  const trials: Trial[] = [];
  if (chosen(all).length === 0) return [];
  say(`Right clients of another style, ${platform}`);
  for (const variant of chosen(all)) {
    const cases = await bench.judgeClient(variant.make, platform);
    const passed = cases.filter(({ verdict }) => verdict === 'passed').length;
    trials.push(trialOf({ name: variant.name, breaks: [] }, cases, AGAINST_CLIENT));
    say(`${variant.name}: ${passed} of ${cases.length} passed`);
  }
  say(`\nfailed for nothing: ${trials.filter(isExact).length} of ${trials.length}\n`);
  return shortcomings(trials, { requirements: [], cases: [], steps: [] });
}

/** Wrong mocks that no case is about. @returns what is amiss */
async function tryUnitTests(suspects: readonly MockMutant[]): Promise<string[]> {
  if (suspects.length === 0) return [];
  say('Wrong mocks that a unit test finds out');
  const trials = await unitTrials(packageRoot(), suspects);
  for (const { mutant, failed } of trials) say(`${mutant.name}: ${failed.length} unit tests fail`);
  const survivors = trials.filter(({ failed, ran }) => failed.length === 0 || !ran);
  say(`\nfound out by a unit test: ${trials.length - survivors.length} of ${trials.length}\n`);
  return survivors.map(({ mutant }) => `${mutant.name} is not found out by ${mutant.caughtBy}.`);
}

const known = [
  ...mutants,
  ...cleverCloudMutants,
  ...variants,
  ...cleverCloudVariants,
  ...mockMutants,
  ...cleverCloudMockMutants,
].map(({ name }) => name);
const unknown = names.find(name => !known.includes(name));
const bench = await Bench.set();
const amiss =
  unknown === undefined ? [] : [`There is no wrong client or mock "${unknown}" among ${known.join(', ')}.`];
amiss.push(
  ...(await tryAll({
    title: 'Wrong clients',
    suspects: chosen(mutants),
    requirements: bench.rowsOf('client'),
    against: AGAINST_CLIENT,
    judge: ({ make }) => bench.judgeClient(make),
    judgeSound: () => bench.judgeClient(() => reference()),
  })),
  ...(await tryAll({
    title: 'Wrong clients of Clever Cloud',
    suspects: chosen(cleverCloudMutants),
    requirements: bench.rowsOf('client', 'clever-cloud'),
    against: AGAINST_CLIENT,
    judge: ({ make }) => bench.judgeClient(make, 'clever-cloud'),
    judgeSound: () => bench.judgeClient(() => reference(), 'clever-cloud'),
  })),
  ...(await tryVariants(variants, 'acquia')),
  ...(await tryVariants(cleverCloudVariants, 'clever-cloud')),
  ...(await tryAll({
    title: 'Wrong mocks that a case of the provider finds out',
    suspects: chosen(mockMutants).filter(({ caughtBy }) => caughtBy === undefined),
    requirements: bench.rowsOf('provider'),
    against: AGAINST_MOCK,
    judge: ({ change }) => bench.judgeMock(change),
    judgeSound: () => bench.judgeMock(proper => proper),
  })),
  ...(await tryAll({
    title: 'Wrong mocks of Clever Cloud that a case of the provider finds out',
    suspects: chosen(cleverCloudMockMutants),
    requirements: bench.rowsOf('provider', 'clever-cloud'),
    against: AGAINST_MOCK,
    judge: ({ change }) => bench.judgeMock(change, 'clever-cloud'),
    judgeSound: () => bench.judgeMock(proper => proper, 'clever-cloud'),
  })),
  ...(await tryUnitTests(chosen(mockMutants).filter(({ caughtBy }) => caughtBy !== undefined))),
);
say(amiss.length === 0 ? 'Nothing is amiss.' : amiss.join('\n'));
process.exitCode = amiss.length === 0 ? 0 : 1;
