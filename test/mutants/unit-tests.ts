import { startVitest, type TestModule } from 'vitest/node';
import type { MockMutant } from '../../mocks/kernel/testing/mutants.ts';
import type { AnyProvider } from '../../mocks/providers.ts';
import type { SuspectPlatform } from './suspects.ts';

/** A wrong mock that a unit test is to find out. */
export interface UnitTested {
  readonly platform: SuspectPlatform;
  readonly mutant: MockMutant<AnyProvider>;
}

/** What the unit tests said of one wrong mock. */
export interface UnitTrial {
  readonly mutant: MockMutant<AnyProvider>;
  /** Names of the tests that failed. */
  readonly failed: readonly string[];
  /** Whether the tests could be run at all. */
  readonly ran: boolean;
}

const SETUP = 'test/mutants/in-unit-tests.ts';

/** Run the unit tests that are to find out each of these mocks, one vitest project a mock. */
export async function unitTrials(root: string, suspects: readonly UnitTested[]): Promise<UnitTrial[]> {
  if (suspects.length === 0) return [];
  const vitest = await startVitest(
    'test',
    [],
    { root, config: false, watch: false, reporters: [{}], maxWorkers: '100%' },
    { test: { projects: suspects.map(project) } },
  );
  const modules = vitest.state.getTestModules();
  await vitest.close();
  return suspects.map(({ mutant }) =>
    trialOf(
      mutant,
      modules.filter(m => m.project.name === mutant.name),
    ),
  );
}

function project({ platform, mutant: { name, caughtBy } }: UnitTested) {
  const env = { COUNTERSIGN_MUTANT_PLATFORM: platform, COUNTERSIGN_MOCK_MUTANT: name };
  return { test: { name, include: [caughtBy!], env, setupFiles: [SETUP] } };
}

function trialOf(mutant: MockMutant<AnyProvider>, modules: readonly TestModule[]): UnitTrial {
  const failed = modules.flatMap(module =>
    [...module.children.allTests('failed')].map(test => test.fullName),
  );
  const ran = modules.length > 0 && modules.every(module => module.errors().length === 0);
  return { mutant, failed, ran };
}
