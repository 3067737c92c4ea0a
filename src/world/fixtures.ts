import type { Entropy } from '../../mocks/kernel/index.ts';

/**
 * A secret that every encoder leaves alone: what a case is not about must not decide it. 33 bytes are 44
 * characters of base64 without padding, and still a key for HMAC.
 */
export function plainSecret(entropy: Entropy): string {
  return entropy.base64(33).replaceAll(/[+/]/g, 'x');
}

/**
 * A secret that holds certain characters between letters and digits. An equals sign that comes last stays
 * last, as the padding of a real secret does.
 * @param characters groups set apart by blanks; `SPACE` stands for a blank
 */
export function secretWith(entropy: Entropy, characters: string): string {
  const groups = characters.split(' ').map(group => (group === 'SPACE' ? ' ' : group));
  const tail = groups.at(-1) === '=' ? [] : [''];
  const pieces = [...groups, ...tail].map(group => plainSecret(entropy).slice(0, 10) + group);
  return pieces.join('');
}
