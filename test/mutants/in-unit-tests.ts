import { MockHost } from '../../mocks/kernel/index.ts';
import { changeProviders } from '../../mocks/kernel/testing/mutants.ts';
import { SUSPECT_PLATFORMS, SUSPECTS, type Suspects } from './suspects.ts';

/** Names the wrong mock that the unit tests of a process are to run against. */
const VARIABLE = 'COUNTERSIGN_MOCK_MUTANT';

// A set-up file of vitest: from here on every host of this process opens wrong mocks.
const found = SUSPECT_PLATFORMS.flatMap(platform => {
  const { mocks }: Suspects = SUSPECTS[platform];
  return mocks.filter(({ name }) => name === process.env[VARIABLE]).map(mutant => ({ platform, mutant }));
})[0];
if (found === undefined) throw new Error(`Failed to change the mock: ${VARIABLE} names none.`);
changeProviders(MockHost.prototype, found.platform, found.mutant.change);
