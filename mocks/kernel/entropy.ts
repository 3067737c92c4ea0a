import { type Cipher, createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/**
 * Everything a mock makes up (keys, secrets, tokens, identifiers) comes from here: unpredictable to the
 * client, yet the same again for the same seed, so that a run can be repeated.
 */
export class Entropy {
  #key: Buffer;
  #stream: Cipher;

  /** @param seed any text; default: 32 random bytes, which nothing can repeat */
  constructor(seed: string | Buffer = randomBytes(32)) {
    this.#key = createHash('sha256').update(seed).digest();
    this.#stream = keystream(this.#key);
  }

  /** Go another way from here: what is drawn from now on depends on `salt` too. */
  stir(salt: string): void {
    this.#key = createHmac('sha256', this.#key).update(salt).digest();
    this.#stream = keystream(this.#key);
  }

  /** The next `length` bytes. */
  bytes(length: number): Buffer {
    return this.#stream.update(Buffer.alloc(length));
  }

  /** A random UUID, version 4 (RFC 9562 section 5.4). */
  uuid(): string {
    const b = this.bytes(16);
    b[6] = (b[6]! & 0x0f) | 0x40;
    b[8] = (b[8]! & 0x3f) | 0x80;
    const hex = b.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }

  /** Standard base64 (RFC 4648 section 4) of `length` bytes. */
  base64(length: number): string {
    return this.bytes(length).toString('base64');
  }
}

/** AES-256 in counter mode over zeros: a case draws dozens of values, and this costs a tenth of a hash for each. */
function keystream(key: Buffer): Cipher {
  return createCipheriv('aes-256-ctr', key, Buffer.alloc(16));
}
