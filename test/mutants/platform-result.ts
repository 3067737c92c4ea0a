import type { Catalogue } from '../../src/requirements/catalogue.ts';
import {
  type Job,
  type JobResult,
  type Kind,
  type KindWithGoals,
  type SoundRun,
  suspectsOf,
} from './jobs.ts';
import {
  figures,
  type Goals,
  heading,
  NO_GOALS,
  row,
  type Score,
  type Share,
  scoreOf,
  shortcomings,
} from './report.ts';
import { rowsOf, type SuspectPlatform } from './suspects.ts';
import { isExact, type Trial } from './trial.ts';
import type { UnitTrial } from './unit-tests.ts';

/** What trying everything that is wrong on purpose with one platform came to. */
export interface PlatformScore {
  clients?: Score;
  variants?: Share;
  /** Mocks that a case of the provider finds out. */
  mocks?: Score;
  /** Mocks that a unit test finds out. */
  unitTested?: Share;
}

/** What is said of a platform: to be read, in figures, and what is amiss. */
export interface Summary {
  readonly text: string;
  readonly score: PlatformScore;
  readonly amiss: readonly string[];
}

const SUBJECT = { clients: 'client', mocks: 'provider' } as const;

/** Gathers what becomes of all that is wrong on purpose with one platform. */
export class PlatformResult {
  readonly #platform: SuspectPlatform;
  readonly #catalogue: Catalogue;
  readonly #suspects: ReturnType<typeof suspectsOf>;
  readonly #trials = new Map<string, Trial>();
  readonly #sound = new Map<KindWithGoals, SoundRun>();
  readonly #unitTrials = new Map<string, UnitTrial>();

  /** @param names the suspects that are tried; none: all of them */
  constructor(platform: SuspectPlatform, catalogue: Catalogue, names: readonly string[]) {
    this.#platform = platform;
    this.#catalogue = catalogue;
    this.#suspects = suspectsOf(platform, names);
  }

  /** Take in what came of a job of this platform. */
  hear(job: Job, result: JobResult): void {
    if ('sound' in result && 'goalsOf' in job) this.#sound.set(job.goalsOf, result.sound);
    if ('trial' in result) this.#trials.set(result.trial.suspect.name, result.trial);
    if ('unitTrial' in result) this.#unitTrials.set(result.unitTrial.name, result.unitTrial);
  }

  summary(): Summary {
    const parts = [
      this.#ofKind('clients', `Wrong clients of ${this.#platform}`),
      this.#ofVariants(),
      this.#ofKind('mocks', `Wrong mocks of ${this.#platform} that a case of the provider finds out`),
      this.#ofUnitTests(),
    ];
    return {
      text: parts.map(({ text }) => text).join(''),
      score: Object.assign({}, ...parts.map(({ score }) => score)),
      amiss: parts.flatMap(({ amiss }) => amiss),
    };
  }

  #ofKind(kind: KindWithGoals, title: string): Summary {
    const { trials, untried } = this.#trialsOf(kind);
    if (trials.length + untried.length === 0) return NOTHING;
    const requirements = rowsOf(this.#catalogue, SUBJECT[kind], this.#platform);
    const width = Math.max(0, ...trials.map(({ suspect }) => suspect.name.length));
    const sound = this.#sound.get(kind);
    const goals: Goals = sound === undefined ? NO_GOALS : { requirements, ...sound };
    const score = scoreOf(trials, goals, untried.length);
    const table = [heading(requirements, width), ...trials.map(trial => row(trial, requirements, width))];
    return {
      text: section(title, table, figures(score)),
      score: { [kind]: score },
      amiss: [...untried, ...shortcomings(trials, goals)],
    };
  }

  /** Right clients of another style, which nothing may fail. */
  #ofVariants(): Summary {
    const { trials, untried } = this.#trialsOf('variants');
    if (trials.length + untried.length === 0) return NOTHING;
    const lines = trials.map(({ suspect, passed, cases }) => `${suspect.name}: ${passed} of ${cases} passed`);
    const share: Share = [trials.filter(isExact).length, trials.length + untried.length];
    return {
      text: section(
        `Right clients of another style, ${this.#platform}`,
        lines,
        `failed for nothing: ${share.join(' of ')}`,
      ),
      score: { variants: share },
      amiss: [...untried, ...shortcomings(trials, NO_GOALS)],
    };
  }

  /** Wrong mocks that no case is about. */
  #ofUnitTests(): Summary {
    const suspects = this.#suspects.unitTested;
    if (suspects.length === 0) return NOTHING;
    const trials = suspects.map(({ name }) => this.#unitTrials.get(name) ?? { name, failed: [], ran: false });
    const lines = trials.map(({ name, failed }) => `${name}: ${failed.length} unit tests fail`);
    const survivors = suspects.filter((_, i) => !trials[i]!.ran || trials[i]!.failed.length === 0);
    const share: Share = [suspects.length - survivors.length, suspects.length];
    return {
      text: section(
        `Wrong mocks of ${this.#platform} that a unit test finds out`,
        lines,
        `found out by a unit test: ${share.join(' of ')}`,
      ),
      score: { unitTested: share },
      amiss: survivors.map(({ name, caughtBy }) => `${name} is not found out by ${caughtBy}.`),
    };
  }

  /** In the order of the registry, however they came. */
  #trialsOf(kind: Exclude<Kind, 'unitTested'>): { readonly trials: Trial[]; readonly untried: string[] } {
    const names = this.#suspects[kind].map(({ name }) => name);
    return {
      trials: names.flatMap(name => this.#trials.get(name) ?? []),
      untried: names.filter(name => !this.#trials.has(name)).map(name => `${name} was not tried.`),
    };
  }
}

function section(title: string, lines: readonly string[], figures: string): string {
  return `${title}\n${lines.join('\n')}\n\n${figures}\n\n`;
}

const NOTHING: Summary = { text: '', score: {}, amiss: [] };
