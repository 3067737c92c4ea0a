import type { Entropy } from '../../kernel/index.ts';
import { facts } from '../metadata.ts';
import type { ApiTokenRealmSettings } from '../settings.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** What a query must escape, an escape that is to be escaped itself among it (b1). */
const AWKWARD = ['%2B', '+', '&', '#', '/', '='];

/** A new value: lower-case letters and digits as in the sample (R22), or with awkward characters among them. */
export function tokenValue(entropy: Entropy, kind: ApiTokenRealmSettings['tokenValues']): string {
  const letters = [...entropy.bytes(facts.tokenLength.value)].map(byte => ALPHABET[byte % ALPHABET.length]!);
  if (kind === 'awkward') for (const [i, text] of AWKWARD.entries()) letters.splice(3 + 4 * i, 0, text);
  return letters.join('');
}
