import { acquiaMutants, acquiaVariants } from '../../clients/mutants/acquia/index.ts';
import { apiTokenRealmMutants, apiTokenRealmVariants } from '../../clients/mutants/api-token-realm/index.ts';
import { cleverCloudMutants, cleverCloudVariants } from '../../clients/mutants/clever-cloud/index.ts';
import { cloudApiMutants, cloudApiVariants } from '../../clients/mutants/cloud-api/index.ts';
import type { Mutant, Variant } from '../../clients/mutants/mutant.ts';
import { platformshMutants, platformshVariants } from '../../clients/mutants/platformsh/index.ts';
import { acquiaMockMutants } from '../../mocks/acquia/testing/mutants/index.ts';
import { apiTokenRealmMockMutants } from '../../mocks/api-token-realm/testing/mutants/index.ts';
import { cleverCloudMockMutants } from '../../mocks/clever-cloud/testing/mutants/index.ts';
import { cloudApiMockMutants } from '../../mocks/cloud-api/testing/mutants/index.ts';
import type { MockMutant } from '../../mocks/kernel/testing/mutants.ts';
import { platformshMockMutants } from '../../mocks/platformsh/testing/mutants/index.ts';
import type { AnyProvider } from '../../mocks/providers.ts';
import type { Catalogue } from '../../src/requirements/catalogue.ts';

/** Everything that is wrong on purpose with one platform's client and mock, and what only looks wrong. */
export interface Suspects {
  /** How the ids of the platform's requirements begin. */
  readonly prefix: string;
  /** Wrong clients: the suite must fail each of them for what it breaks, and for nothing else. */
  readonly clients: readonly Mutant[];
  /** Right clients of another style, which nothing may fail. */
  readonly variants: readonly Variant[];
  /** Wrong mocks: a provider case must fail each of them, or a unit test of the mock. */
  readonly mocks: readonly MockMutant<AnyProvider>[];
}

/** By platform. */
export const SUSPECTS = {
  acquia: {
    prefix: 'ACQ-',
    clients: acquiaMutants,
    variants: acquiaVariants,
    mocks: acquiaMockMutants,
  },
  'api-token-realm': {
    prefix: 'ATR-',
    clients: apiTokenRealmMutants,
    variants: apiTokenRealmVariants,
    mocks: apiTokenRealmMockMutants,
  },
  platformsh: {
    prefix: 'PSH-',
    clients: platformshMutants,
    variants: platformshVariants,
    mocks: platformshMockMutants,
  },
  'clever-cloud': {
    prefix: 'CLV-',
    clients: cleverCloudMutants,
    variants: cleverCloudVariants,
    mocks: cleverCloudMockMutants,
  },
  'cloud-api': {
    prefix: 'CAP-',
    clients: cloudApiMutants,
    variants: cloudApiVariants,
    mocks: cloudApiMockMutants,
  },
} as const satisfies Record<string, Suspects>;

/** Platforms that there are wrong clients and mocks of. */
export type SuspectPlatform = keyof typeof SUSPECTS;

export const SUSPECT_PLATFORMS = Object.keys(SUSPECTS) as SuspectPlatform[];

/** Ids of the platform's rows about this subject that have cases. */
export function rowsOf(
  { rows }: Catalogue,
  subject: 'client' | 'provider',
  platform: SuspectPlatform,
): string[] {
  const { prefix } = SUSPECTS[platform];
  return rows
    .filter(row => row.id.startsWith(prefix) && row.subject === subject && row.excluded === undefined)
    .map(row => row.id);
}
