import { MockHost } from '../../mocks/kernel/index.ts';
import { changeProviders, type MockMutant } from '../../mocks/kernel/testing/mutants.ts';
import type { AnyProvider } from '../../mocks/providers.ts';
import type { SuspectPlatform } from './suspects.ts';

/** Names the wrong mock that the unit tests of a process are to run against, and its platform. */
const { COUNTERSIGN_MUTANT_PLATFORM: platform = '', COUNTERSIGN_MOCK_MUTANT: name } = process.env;

/** Only what one platform has: every process loads it anew. */
const MOCK_MUTANTS: Record<SuspectPlatform, () => Promise<readonly MockMutant<AnyProvider>[]>> = {
  acquia: async () => (await import('../../mocks/acquia/testing/mutants/index.ts')).acquiaMockMutants,
  'api-token-realm': async () =>
    (await import('../../mocks/api-token-realm/testing/mutants/index.ts')).apiTokenRealmMockMutants,
  platformsh: async () =>
    (await import('../../mocks/platformsh/testing/mutants/index.ts')).platformshMockMutants,
  'clever-cloud': async () =>
    (await import('../../mocks/clever-cloud/testing/mutants/index.ts')).cleverCloudMockMutants,
  'cloud-api': async () =>
    (await import('../../mocks/cloud-api/testing/mutants/index.ts')).cloudApiMockMutants,
};

// A set-up file of vitest: from here on every host of this process opens wrong mocks.
const found = (await MOCK_MUTANTS[platform as SuspectPlatform]?.())?.find(mutant => mutant.name === name);
if (found === undefined)
  throw new Error(`Failed to change the mock: ${platform} has no wrong mock "${name}".`);
changeProviders(MockHost.prototype, platform, found.change);
