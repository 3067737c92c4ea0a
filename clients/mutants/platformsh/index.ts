import type { Mutant, Variant } from '../mutant.ts';
import { tokenVariants } from './harmless.ts';
import { identityMutants } from './identity.ts';
import { refusedTokenMutants } from './refused-tokens.ts';
import { renewalMutants } from './renewal.ts';
import { tokenRequestMutants } from './token-request.ts';
import { tokenUseMutants } from './token-use.ts';

/** Every deliberately wrong client of Platform.sh. */
export const platformshMutants: readonly Mutant[] = [
  ...tokenRequestMutants,
  ...renewalMutants,
  ...refusedTokenMutants,
  ...tokenUseMutants,
  ...identityMutants,
];

/** Right clients of Platform.sh, of another style. The suite must fail none of them. */
export const platformshVariants: readonly Variant[] = [...tokenVariants];
