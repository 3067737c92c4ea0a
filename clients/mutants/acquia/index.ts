import type { Mutant } from '../mutant.ts';
import { encodingMutants } from './encoding.ts';
import { expiryMutants } from './expiry.ts';
import { failedCallMutants } from './failed-call.ts';
import { failedExchangeMutants } from './failed-exchange.ts';
import { hmacMutants } from './hmac.ts';
import { scopeMutants } from './scope.ts';
import { tokenRequestMutants } from './token-request.ts';
import { tokenUseMutants } from './token-use.ts';

export { acquiaVariants } from './harmless.ts';

/** Every deliberately wrong client of Acquia. The suite must fail each of them for what it breaks, and for nothing else. */
export const acquiaMutants: readonly Mutant[] = [
  ...tokenRequestMutants,
  ...encodingMutants,
  ...scopeMutants,
  ...expiryMutants,
  ...tokenUseMutants,
  ...failedExchangeMutants,
  ...failedCallMutants,
  ...hmacMutants,
];
