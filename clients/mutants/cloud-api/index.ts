import type { Mutant, Variant } from '../mutant.ts';
import { authorizationCodeMutants } from './authorization-code.ts';
import { userVariants } from './harmless-users.ts';

/** Every deliberately wrong client of the Cloud API Platform. */
export const cloudApiMutants: readonly Mutant[] = [...authorizationCodeMutants];

/** Right clients of another style. The suite must fail none of them. */
export const cloudApiVariants: readonly Variant[] = [...userVariants];
