import type { Mutant, Variant } from '../mutant.ts';
import { backupMutants } from './backups.ts';
import { containerMutants } from './container.ts';
import { tokenVariants } from './harmless.ts';
import { identityMutants } from './identity.ts';
import { machineUserMutants } from './machine-users.ts';
import { refusedTokenMutants } from './refused-tokens.ts';
import { renewalMutants } from './renewal.ts';
import { tokenRequestMutants } from './token-request.ts';
import { tokenUseMutants } from './token-use.ts';
import { variableMutants } from './variables.ts';
import { workingVariants } from './working-style.ts';

/** Every deliberately wrong client of Platform.sh. */
export const platformshMutants: readonly Mutant[] = [
  ...tokenRequestMutants,
  ...renewalMutants,
  ...refusedTokenMutants,
  ...tokenUseMutants,
  ...identityMutants,
  ...variableMutants,
  ...backupMutants,
  ...machineUserMutants,
  ...containerMutants,
];

/** Right clients of Platform.sh, of another style. The suite must fail none of them. */
export const platformshVariants: readonly Variant[] = [...tokenVariants, ...workingVariants];
