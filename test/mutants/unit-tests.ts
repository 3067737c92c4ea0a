import { createVitest, type TestModule, type Vitest } from 'vitest/node';
import type { MockMutant } from '../../mocks/kernel/testing/mutants.ts';
import type { AnyProvider } from '../../mocks/providers.ts';
import { packageRoot } from '../../src/package-root.ts';
import type { SuspectPlatform } from './suspects.ts';

/** What the unit tests said of one wrong mock. */
export interface UnitTrial {
  readonly name: string;
  /** Names of the tests that failed. */
  readonly failed: readonly string[];
  /** Whether the tests could be run at all. */
  readonly ran: boolean;
}

const SETUP = 'test/mutants/in-unit-tests.ts';

/** Runs unit tests again and again, each time against another wrong mock. */
export class UnitTests {
  readonly #vitest: Vitest;

  private constructor(vitest: Vitest) {
    this.#vitest = vitest;
  }

  static async load(): Promise<UnitTests> {
    const vitest = await createVitest('test', {
      root: packageRoot(),
      config: false,
      watch: false,
      reporters: [{}],
      maxWorkers: 1,
      // A run has a worker of its own, the lightest that there is.
      pool: 'threads',
      isolate: false,
      include: ['mocks/**/*.test.ts'],
      setupFiles: [SETUP],
    });
    return new UnitTests(vitest);
  }

  /** Run the unit tests that are to find out this mock. */
  async tryMock(platform: SuspectPlatform, mutant: MockMutant<AnyProvider>): Promise<UnitTrial> {
    const { name, caughtBy } = mutant;
    const project = this.#vitest.getRootProject();
    project.config.env = { COUNTERSIGN_MUTANT_PLATFORM: platform, COUNTERSIGN_MOCK_MUTANT: name };
    const specifications = await this.#vitest.globTestSpecifications([caughtBy!]);
    const { testModules } = await this.#vitest.runTestSpecifications(specifications);
    // Modules of earlier runs are told of again.
    const asked = new Set(specifications.map(({ moduleId }) => moduleId));
    return { name, ...outcomeOf(testModules.filter(({ moduleId }) => asked.has(moduleId))) };
  }

  close(): Promise<void> {
    return this.#vitest.close();
  }
}

function outcomeOf(modules: readonly TestModule[]) {
  const failed = modules.flatMap(module =>
    [...module.children.allTests('failed')].map(test => test.fullName),
  );
  const ran = modules.length > 0 && modules.every(module => module.errors().length === 0);
  return { failed, ran };
}
