import type { Parameters } from '../parameters.ts';
import { encode } from './encode.ts';
import { normalize } from './normalize.ts';

/** What a signature covers. */
export interface SignedRequest {
  readonly method: string;
  /** As of `baseStringUri`. */
  readonly uri: string;
  /** As of `collectParameters`. */
  readonly parameters: Parameters;
}

/**
 * The text that a client signs.
 * @see RFC 5849 section 3.4.1.1
 */
export function baseString({ method, uri, parameters }: SignedRequest): string {
  return [method.toUpperCase(), uri, normalize(parameters)].map(encode).join('&');
}
