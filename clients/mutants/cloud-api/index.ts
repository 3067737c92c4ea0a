import type { Mutant, Variant } from '../mutant.ts';
import { answerMutants } from './answers.ts';
import { authorizationCodeMutants } from './authorization-code.ts';
import { errorMutants } from './errors.ts';
import { keyVariants } from './harmless.ts';
import { userVariants } from './harmless-users.ts';
import { keyMutants } from './keys.ts';
import { requestMutants } from './requests.ts';
import { retryMutants } from './retries.ts';
import { secrecyMutants } from './secrecy.ts';
import { waitMutants } from './waits.ts';

/** Every deliberately wrong client of the Cloud API Platform. */
export const cloudApiMutants: readonly Mutant[] = [
  ...keyMutants,
  ...secrecyMutants,
  ...requestMutants,
  ...answerMutants,
  ...errorMutants,
  ...waitMutants,
  ...retryMutants,
  ...authorizationCodeMutants,
];

/** Right clients of another style. The suite must fail none of them. */
export const cloudApiVariants: readonly Variant[] = [...keyVariants, ...userVariants];
