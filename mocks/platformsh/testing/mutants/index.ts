import type { MockMutant } from './mutant.ts';

/** Every deliberately wrong Platform.sh mock. A provider case must fail each of them. */
export const platformshMockMutants: readonly MockMutant[] = [];
