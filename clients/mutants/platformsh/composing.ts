import type { Transport } from '../../reference/http.ts';
import type { Parts } from '../../reference/platformsh/parts.ts';
import { composed, type Mutant } from '../mutant.ts';

/** The reference client with some of its parts for Platform.sh replaced, and perhaps its transport. */
export function withParts(replace: () => Partial<Parts>, http?: () => Transport): Mutant['make'] {
  return composed(() => ({ platformsh: replace(), ...(http && { http: http() }) }));
}
