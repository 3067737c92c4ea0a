import type { Parameters } from '../parameters.ts';
import { encode } from './encode.ts';

/**
 * One string of all parameters: encoded first, then sorted by name and by value, in the order of bytes.
 * @see RFC 5849 section 3.4.1.3.2
 */
export function normalize(parameters: Parameters): string {
  return parameters
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Encoded text is ASCII, so the order of code units is the order of bytes. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
