import { createHmac } from 'node:crypto';
import { encode } from './encode.ts';

/** The signature methods that Clever Cloud documents (V27); HMAC-SHA512 is HMAC-SHA1 with another hash. */
export const SIGNATURE_METHODS = ['HMAC-SHA1', 'HMAC-SHA512', 'PLAINTEXT'] as const;

export type SignatureMethod = (typeof SIGNATURE_METHODS)[number];

/** Methods that other providers take; refused by name (V27). */
export const REFUSED_METHODS: readonly string[] = ['HMAC-SHA256', 'RSA-SHA1'];

const HASH = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA512': 'sha512' } as const;

/** Names of methods are case-sensitive, as all values of protocol parameters are (RFC 5849 section 3.1). */
export function isSignatureMethod(name: string): name is SignatureMethod {
  return (SIGNATURE_METHODS as readonly string[]).includes(name);
}

/** The two secrets that a signature proves knowledge of. */
export interface SigningSecrets {
  readonly consumerSecret: string;
  /** Empty where the request carries no token. */
  readonly tokenSecret: string;
}

/**
 * The key of an HMAC, which is also the whole signature of PLAINTEXT. The `&` stands there even when a
 * secret is empty.
 * @see RFC 5849 sections 3.4.2 and 3.4.4
 */
export function signingKey({ consumerSecret, tokenSecret }: SigningSecrets): string {
  return `${encode(consumerSecret)}&${encode(tokenSecret)}`;
}

/**
 * The value of `oauth_signature`, not yet encoded for the place it is sent in.
 * @param text the base string; PLAINTEXT does not look at it
 * @param key as of {@link signingKey}
 * @see RFC 5849 sections 3.4.2 and 3.4.4
 */
export function sign(method: SignatureMethod, text: string, key: string): string {
  if (method === 'PLAINTEXT') return key;
  return createHmac(HASH[method], key).update(text).digest('base64');
}
