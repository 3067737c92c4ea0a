import { accessMutants } from './access.ts';
import { answerMutants } from './answers.ts';
import { authorizationMutants } from './authorization.ts';
import type { MockMutant } from './mutant.ts';

/** Every deliberately wrong Cloud API Platform mock. A provider case must fail each of them, or a unit test. */
export const cloudApiMockMutants: readonly MockMutant[] = [
  ...accessMutants,
  ...answerMutants,
  ...authorizationMutants,
];
