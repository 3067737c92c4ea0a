import { accessMutants } from './access.ts';
import { keyManagementMutants } from './key-management.ts';
import type { MockMutant } from './mutant.ts';
import { unaskedMutants } from './unasked.ts';

/** Every deliberately wrong Acquia mock. A provider case must fail each of them, or a unit test of the mock. */
export const acquiaMockMutants: readonly MockMutant[] = [
  ...accessMutants,
  ...keyManagementMutants,
  ...unaskedMutants,
];
