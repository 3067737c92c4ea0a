import type { Mutant } from '../mutant.ts';
import { consentMutants } from './consent.ts';
import { exchangeMutants } from './exchange.ts';
import { renewalMutants } from './renewal.ts';
import { tokenUseMutants } from './token-use.ts';

/** Clients that go wrong where they act for a user: on the way to the token, in its use, in its renewal. */
export const authorizationCodeMutants: readonly Mutant[] = [
  ...consentMutants,
  ...exchangeMutants,
  ...tokenUseMutants,
  ...renewalMutants,
];
