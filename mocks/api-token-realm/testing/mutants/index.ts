import type { MockMutant } from './mutant.ts';

/** Every deliberately wrong mock of the apiToken realm. A provider case must fail each of them. */
export const apiTokenRealmMockMutants: readonly MockMutant[] = [];
