import { createHmac } from 'node:crypto';
import { secretsMatch } from '../../kernel/index.ts';

const STEP_MS = 30_000;

/**
 * The one-time password of six digits.
 * @param at milliseconds since the epoch
 * @see RFC 6238 section 4, RFC 4226 section 5.3
 */
export function totp(key: Buffer, at: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.max(0, Math.floor(at / STEP_MS))));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash[19]! & 0xf) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

/** Whether a code is of this moment, or of the step before or after: clocks differ (RFC 6238 section 5.2). */
export function isTotp(code: string, key: Buffer, at: number): boolean {
  return [at, at - STEP_MS, at + STEP_MS].some(moment => secretsMatch(totp(key, moment), code));
}
