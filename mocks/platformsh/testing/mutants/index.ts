import { accessMutants } from './access.ts';
import { apiTokenMutants } from './api-tokens.ts';
import { consoleMutants } from './console.ts';
import type { MockMutant } from './mutant.ts';
import { roleMutants } from './roles.ts';
import { unaskedMutants } from './unasked.ts';

/** Every deliberately wrong Platform.sh mock. A provider case must fail each of them, or a unit test of the mock. */
export const platformshMockMutants: readonly MockMutant[] = [
  ...consoleMutants,
  ...apiTokenMutants,
  ...accessMutants,
  ...roleMutants,
  ...unaskedMutants,
];
