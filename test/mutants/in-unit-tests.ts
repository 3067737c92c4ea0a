import { mockMutants } from '../../mocks/acquia/testing/mutants/index.ts';
import { MockHost } from '../../mocks/kernel/index.ts';
import { changeProviders } from '../../mocks/kernel/testing/mutants.ts';

/** Names the wrong mock that the unit tests of a process are to run against. */
const VARIABLE = 'COUNTERSIGN_MOCK_MUTANT';

// A set-up file of vitest: from here on every host of this process opens wrong mocks.
const mutant = mockMutants.find(({ name }) => name === process.env[VARIABLE]);
if (mutant === undefined) throw new Error(`Failed to change the mock: ${VARIABLE} names none.`);
changeProviders(MockHost.prototype, 'acquia', mutant.change);
