import type { Mutant } from '../mutant.ts';
import { headerMutants } from './header.ts';
import { queryMutants } from './query.ts';
import { refusalMutants } from './refusals.ts';
import { severalTokensMutants } from './several-tokens.ts';

export { apiTokenRealmVariants } from './harmless.ts';

/** Every deliberately wrong client of the apiToken realm. */
export const apiTokenRealmMutants: readonly Mutant[] = [
  ...headerMutants,
  ...queryMutants,
  ...refusalMutants,
  ...severalTokensMutants,
];
