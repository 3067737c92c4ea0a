import { encodingMutants } from './encoding.ts';
import { expiryMutants } from './expiry.ts';
import { failedCallMutants } from './failed-call.ts';
import { failedExchangeMutants } from './failed-exchange.ts';
import { hmacMutants } from './hmac.ts';
import type { Mutant } from './mutant.ts';
import { scopeMutants } from './scope.ts';
import { tokenRequestMutants } from './token-request.ts';
import { tokenUseMutants } from './token-use.ts';

export { variants } from './harmless.ts';
export type { Mutant } from './mutant.ts';

/** Every deliberately wrong client. The suite must fail each of them for what it breaks, and for nothing else. */
export const mutants: readonly Mutant[] = [
  ...tokenRequestMutants,
  ...encodingMutants,
  ...scopeMutants,
  ...expiryMutants,
  ...tokenUseMutants,
  ...failedExchangeMutants,
  ...failedCallMutants,
  ...hmacMutants,
];
