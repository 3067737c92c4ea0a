import type { Entropy } from '../../kernel/index.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits, each as likely as the others. */
export function alphanumeric(entropy: Entropy, length: number): string {
  let text = '';
  while (text.length < length) {
    // A byte past the last whole round of the alphabet would favour its beginning.
    const [byte = 0] = entropy.bytes(1);
    if (byte < 4 * ALPHABET.length) text += ALPHABET[byte % ALPHABET.length];
  }
  return text;
}
