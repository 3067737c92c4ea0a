import { accessMutants } from './access.ts';
import { managementMutants } from './management.ts';
import type { MockMutant } from './mutant.ts';
import { pageMutants } from './pages.ts';
import { unaskedMutants } from './unasked.ts';

/** Every deliberately wrong mock of the apiToken realm. A provider case or a unit test must fail each of them. */
export const apiTokenRealmMockMutants: readonly MockMutant[] = [
  ...accessMutants,
  ...pageMutants,
  ...managementMutants,
  ...unaskedMutants,
];
