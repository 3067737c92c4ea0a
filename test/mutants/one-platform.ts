import type { Mutant, Variant } from '../../clients/mutants/mutant.ts';
import reference from '../../clients/reference/index.ts';
import type { MockMutant } from '../../mocks/kernel/testing/mutants.ts';
import type { AnyProvider } from '../../mocks/providers.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { CaseRecord } from '../../src/record/record.ts';
import type { Bench } from './bench.ts';
import {
  figures,
  type Goals,
  heading,
  row,
  type Score,
  type Share,
  scoreOf,
  shortcomings,
} from './report.ts';
import { SUSPECTS, type SuspectPlatform, type Suspects } from './suspects.ts';
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

/** Wrong programs of one kind, and how they are tried. */
interface Kind<T extends Suspect> {
  readonly kind: 'clients' | 'mocks';
  readonly title: string;
  readonly suspects: readonly T[];
  readonly requirements: readonly string[];
  /** Verdicts that count as found out. */
  readonly against: readonly string[];
  judge(suspect: T): Promise<CaseRecord[]>;
  /** The same cases where nothing is wrong. */
  judgeSound(): Promise<CaseRecord[]>;
}

/** What trying everything that is wrong on purpose with one platform came to. */
export interface PlatformScore {
  clients?: Score;
  variants?: Share;
  /** Mocks that a case of the provider finds out. */
  mocks?: Score;
  /** Mocks that a unit test finds out. */
  unitTested?: Share;
}

/** All that is wrong on purpose with one platform goes through the suite, and every result is said at once. */
export class PlatformTrial {
  /** What was tried so far, in figures. */
  readonly score: PlatformScore = {};
  readonly #platform: SuspectPlatform;
  readonly #bench: Bench;
  readonly #names: readonly string[];
  readonly #say: (text: string) => void;

  /** @param names the wrong programs to try; none: all of them, and of the whole it is asked that nothing is missing */
  constructor(
    platform: SuspectPlatform,
    bench: Bench,
    names: readonly string[],
    say: (text: string) => void,
  ) {
    this.#platform = platform;
    this.#bench = bench;
    this.#names = names;
    this.#say = say;
  }

  /** Try them all. @returns what is amiss */
  async run(): Promise<string[]> {
    const { clients, variants, mocks }: Suspects = SUSPECTS[this.#platform];
    const chosenMocks = this.#chosen(mocks);
    return [
      ...(await this.#tryAll(this.#wrongClients(this.#chosen(clients)))),
      ...(await this.#tryVariants(this.#chosen(variants))),
      ...(await this.#tryAll(this.#wrongMocks(chosenMocks.filter(m => m.caughtBy === undefined)))),
      ...(await this.#tryUnitTests(chosenMocks.filter(m => m.caughtBy !== undefined))),
    ];
  }

  #chosen<T extends { readonly name: string }>(all: readonly T[]): T[] {
    return all.filter(({ name }) => this.#names.length === 0 || this.#names.includes(name));
  }

  #wrongClients(suspects: readonly Mutant[]): Kind<Mutant> {
    const platform = this.#platform;
    return {
      kind: 'clients',
      title: `Wrong clients of ${platform}`,
      suspects,
      requirements: this.#bench.rowsOf('client', platform),
      against: AGAINST_CLIENT,
      judge: ({ make }) => this.#bench.judgeClient(make, platform),
      judgeSound: () => this.#bench.judgeClient(() => reference(), platform),
    };
  }

  #wrongMocks(suspects: readonly MockMutant<AnyProvider>[]): Kind<MockMutant<AnyProvider>> {
    const platform = this.#platform;
    return {
      kind: 'mocks',
      title: `Wrong mocks of ${platform} that a case of the provider finds out`,
      suspects,
      requirements: this.#bench.rowsOf('provider', platform),
      against: AGAINST_MOCK,
      judge: ({ change }) => this.#bench.judgeMock(change, platform),
      judgeSound: () => this.#bench.judgeMock(proper => proper, platform),
    };
  }

  /** Try each of a kind and print its row at once. @returns what is amiss */
  async #tryAll<T extends Suspect>(kind: Kind<T>): Promise<string[]> {
    const { title, suspects, requirements, against, judge } = kind;
    if (suspects.length === 0) return [];
    const width = Math.max(...suspects.map(({ name }) => name.length));
    this.#say(`${title}\n${heading(requirements, width)}`);
    const trials: Trial[] = [];
    for (const suspect of suspects) {
      const trial = trialOf(suspect, await judge(suspect), against);
      trials.push(trial);
      this.#say(row(trial, requirements, width));
    }
    const goals = await this.#goalsOf(kind);
    const score = scoreOf(trials, goals);
    this.score[kind.kind] = score;
    this.#say(`\n${figures(score)}\n`);
    return shortcomings(trials, goals);
  }

  /** All that the programs of a kind are to be failed for between them; nothing where only some are tried. */
  async #goalsOf<T extends Suspect>({ requirements, judgeSound }: Kind<T>): Promise<Goals> {
    if (this.#names.length > 0) return { requirements: [], cases: [], steps: [] };
    const sound = await judgeSound();
    const steps = [...new Set(sound.flatMap(thensOf))];
    return { requirements, cases: sound.map(({ id }) => id), steps };
  }

  /** Right clients of another style, which nothing may fail. @returns what is amiss */
  async #tryVariants(variants: readonly Variant[]): Promise<string[]> {
    if (variants.length === 0) return [];
    const trials: Trial[] = [];
    this.#say(`Right clients of another style, ${this.#platform}`);
    for (const { name, make } of variants) {
      const cases = await this.#bench.judgeClient(make, this.#platform);
      const passed = cases.filter(({ verdict }) => verdict === 'passed').length;
      trials.push(trialOf({ name, breaks: [] }, cases, AGAINST_CLIENT));
      this.#say(`${name}: ${passed} of ${cases.length} passed`);
    }
    this.score.variants = [trials.filter(isExact).length, trials.length];
    this.#say(`\nfailed for nothing: ${trials.filter(isExact).length} of ${trials.length}\n`);
    return shortcomings(trials, { requirements: [], cases: [], steps: [] });
  }

  /** Wrong mocks that no case is about. @returns what is amiss */
  async #tryUnitTests(suspects: readonly MockMutant<AnyProvider>[]): Promise<string[]> {
    if (suspects.length === 0) return [];
    this.#say(`Wrong mocks of ${this.#platform} that a unit test finds out`);
    const trials = await unitTrials(packageRoot(), suspects);
    for (const { mutant, failed } of trials) this.#say(`${mutant.name}: ${failed.length} unit tests fail`);
    const survivors = trials.filter(({ failed, ran }) => failed.length === 0 || !ran);
    this.score.unitTested = [trials.length - survivors.length, trials.length];
    this.#say(`\nfound out by a unit test: ${trials.length - survivors.length} of ${trials.length}\n`);
    return survivors.map(({ mutant }) => `${mutant.name} is not found out by ${mutant.caughtBy}.`);
  }
}
