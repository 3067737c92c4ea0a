import type { Mutant, Variant } from '../mutant.ts';

/** Every deliberately wrong client of the Cloud API Platform. */
export const cloudApiMutants: readonly Mutant[] = [];

/** Right clients of another style. The suite must fail none of them. */
export const cloudApiVariants: readonly Variant[] = [];
