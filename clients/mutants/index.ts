import { encodingMutants } from './encoding.ts';
import { expiryMutants } from './expiry.ts';
import type { Mutant } from './mutant.ts';

export type { Mutant } from './mutant.ts';

/** Every deliberately wrong client. The suite must fail each of them for what it breaks, and for nothing else. */
export const mutants: readonly Mutant[] = [...expiryMutants, ...encodingMutants];
