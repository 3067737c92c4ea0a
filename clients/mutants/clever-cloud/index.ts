import type { Mutant } from '../mutant.ts';
import { apiTokenMutants } from './api-tokens.ts';
import { coverageMutants } from './coverage.ts';
import { danceMutants } from './dance.ts';
import { headerMutants } from './header.ts';
import { methodMutants } from './methods.ts';
import { userMutants } from './users.ts';

export { cleverCloudVariants } from './harmless.ts';

/** Every deliberately wrong client of Clever Cloud. */
export const cleverCloudMutants: readonly Mutant[] = [
  ...methodMutants,
  ...coverageMutants,
  ...headerMutants,
  ...danceMutants,
  ...userMutants,
  ...apiTokenMutants,
];
