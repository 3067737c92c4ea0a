import { SUSPECTS, type SuspectPlatform, type Suspects } from './suspects.ts';
import type { Trial } from './trial.ts';
import type { UnitTrial } from './unit-tests.ts';

/** What is tried: wrong clients, right clients of another style, and wrong mocks that a case or a unit test finds out. */
export type Kind = 'clients' | 'variants' | 'mocks' | 'unitTested';
/** Kinds that have goals: between them, the suspects must fail everything that there is to fail. */
export type KindWithGoals = 'clients' | 'mocks';

/** What one process can do: the cases of one platform, or the unit tests of the mocks. */
export type Skill = SuspectPlatform | 'unit tests';

/** One suspect to be tried, or the goals of a kind to be found out. */
export type Job = { readonly platform: SuspectPlatform } & (
  | { readonly kind: Kind; readonly name: string }
  | { readonly goalsOf: KindWithGoals }
);

/** The cases of a kind and the words of their Then steps, taken from a run where nothing is wrong. */
export interface SoundRun {
  readonly cases: readonly string[];
  readonly steps: readonly string[];
}

/** What a process says of a job that it has done. */
export type JobResult =
  | { readonly trial: Trial }
  | { readonly unitTrial: UnitTrial }
  | { readonly sound: SoundRun };

/** Everything that is wrong on purpose with a platform, and what only looks wrong, by kind; with names only those. */
export function suspectsOf(platform: SuspectPlatform, names: readonly string[] = []) {
  const { clients, variants, mocks }: Suspects = SUSPECTS[platform];
  const chosen = <T extends { readonly name: string }>(all: readonly T[]) =>
    all.filter(({ name }) => names.length === 0 || names.includes(name));
  return {
    clients: chosen(clients),
    variants: chosen(variants),
    mocks: chosen(mocks.filter(({ caughtBy }) => caughtBy === undefined)),
    unitTested: chosen(mocks.filter(({ caughtBy }) => caughtBy !== undefined)),
  };
}

/**
 * What is to be done for a platform.
 * @param names the suspects to try; none: all of them, and then it is asked that nothing is missing
 */
export function jobsFor(platform: SuspectPlatform, names: readonly string[]): Job[] {
  const suspects = suspectsOf(platform, names);
  const kinds = Object.keys(suspects) as Kind[];
  const trials = kinds.flatMap(kind => suspects[kind].map(({ name }) => ({ platform, kind, name })));
  const goals = names.length > 0 ? [] : (['clients', 'mocks'] as const);
  return [...goals.map(goalsOf => ({ platform, goalsOf })), ...trials];
}

/** What a process must be able to do for a job. */
export function skillFor(job: Job): Skill {
  return 'kind' in job && job.kind === 'unitTested' ? 'unit tests' : job.platform;
}
