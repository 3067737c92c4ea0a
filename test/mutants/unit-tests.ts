import { startVitest, type TestModule } from 'vitest/node';
import type { MockMutant as Changed } from '../../mocks/kernel/testing/mutants.ts';
import type { AnyProvider } from '../../mocks/providers.ts';

type MockMutant = Changed<AnyProvider>;

/** What the unit tests said of one wrong mock. */
export interface UnitTrial {
  readonly mutant: MockMutant;
  /** Names of the tests that failed. */
  readonly failed: readonly string[];
  /** Whether the tests could be run at all. */
  readonly ran: boolean;
}

const SETUP = 'test/mutants/in-unit-tests.ts';

/** Run the unit tests that are to find out each of these mocks, one vitest project a mock. */
export async function unitTrials(root: string, mutants: readonly MockMutant[]): Promise<UnitTrial[]> {
  const vitest = await startVitest(
    'test',
    [],
    { root, config: false, watch: false, reporters: [{}] },
    { test: { projects: mutants.map(project) } },
  );
  const modules = vitest.state.getTestModules();
  await vitest.close();
  return mutants.map(mutant =>
    trialOf(
      mutant,
      modules.filter(m => m.project.name === mutant.name),
    ),
  );
}

function project({ name, caughtBy }: MockMutant) {
  return {
    test: { name, include: [caughtBy!], env: { COUNTERSIGN_MOCK_MUTANT: name }, setupFiles: [SETUP] },
  };
}

function trialOf(mutant: MockMutant, modules: readonly TestModule[]): UnitTrial {
  const failed = modules.flatMap(module =>
    [...module.children.allTests('failed')].map(test => test.fullName),
  );
  const ran = modules.length > 0 && modules.every(module => module.errors().length === 0);
  return { mutant, failed, ran };
}
