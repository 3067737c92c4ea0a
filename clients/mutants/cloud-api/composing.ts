import type { Parts } from '../../reference/cloud-api/parts.ts';
import type { Transport } from '../../reference/http.ts';
import { composed, type Mutant } from '../mutant.ts';

/** The reference client with some of its parts for the Cloud API Platform replaced, and perhaps its transport. */
export function withParts(replace: () => Partial<Parts>, http?: () => Transport): Mutant['make'] {
  return composed(() => ({ cloudApi: replace(), ...(http && { http: http() }) }));
}
