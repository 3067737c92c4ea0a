import { SUSPECTS, type SuspectPlatform, type Suspects } from './suspects.ts';
import type { Trial } from './trial.ts';

/** What is tried: wrong clients, right clients of another style, and wrong mocks that a case finds out. */
export type Kind = 'clients' | 'variants' | 'mocks';
/** Kinds that have goals: between them, the suspects must fail everything that there is to fail. */
export type KindWithGoals = Exclude<Kind, 'variants'>;

/** Some of the suspects of one platform, for one process. */
export interface Job {
  readonly platform: SuspectPlatform;
  readonly names: readonly string[];
  /** Of what kinds to find out the goals. */
  readonly goals: readonly KindWithGoals[];
}

/** The cases of a kind and the words of their Then steps, taken from a run where nothing is wrong. */
export interface SoundRun {
  readonly cases: readonly string[];
  readonly steps: readonly string[];
}

/** What a process says of its job, piece by piece. */
export type JobMessage =
  | { readonly kind: Kind; readonly trial: Trial }
  | { readonly kind: KindWithGoals; readonly sound: SoundRun };

/** A process takes a second to get ready: so many suspects make that up, and few enough keep all cores at work. */
const JOB_SIZE = 30;

/** The suspects that a job can be given, by kind; with names only those. */
export function tried(platform: SuspectPlatform, names: readonly string[]) {
  const { clients, variants, mocks }: Suspects = SUSPECTS[platform];
  const chosen = <T extends { readonly name: string }>(all: readonly T[]) =>
    all.filter(({ name }) => names.length === 0 || names.includes(name));
  return {
    clients: chosen(clients),
    variants: chosen(variants),
    mocks: chosen(mocks.filter(({ caughtBy }) => caughtBy === undefined)),
    /** Mocks that no case is about. */
    unitTested: chosen(mocks.filter(({ caughtBy }) => caughtBy !== undefined)),
  };
}

/**
 * What is to be done for a platform.
 * @param names the suspects to try; none: all of them, and then it is asked that nothing is missing
 */
export function jobsFor(platform: SuspectPlatform, names: readonly string[]): Job[] {
  const { clients, variants, mocks } = tried(platform, names);
  const all = [...clients, ...variants, ...mocks].map(({ name }) => name);
  const count = Math.ceil(all.length / JOB_SIZE);
  return Array.from({ length: count }, (_, i) => ({
    platform,
    names: all.filter((_name, at) => at % count === i),
    goals: i === 0 && names.length === 0 ? ['clients', 'mocks'] : [],
  }));
}
