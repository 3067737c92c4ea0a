import { accessMutants } from './access.ts';
import type { MockMutant } from './mutant.ts';
import { pageMutants } from './pages.ts';

/** Every deliberately wrong Clever Cloud mock. A provider case must fail each of them. */
export const cleverCloudMockMutants: readonly MockMutant[] = [...accessMutants, ...pageMutants];
