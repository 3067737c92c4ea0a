/** Which nonces have been used: one counts for its consumer, token and timestamp (RFC 5849 section 3.3). */
export class NonceStore {
  readonly #used = new Set<string>();

  /**
   * Use a nonce.
   * @param parts consumer key, token, timestamp and nonce, as they arrived
   * @returns whether it was unused until now
   */
  use(...parts: readonly [consumer: string, token: string, timestamp: string, nonce: string]): boolean {
    const entry = JSON.stringify(parts);
    const unused = !this.#used.has(entry);
    this.#used.add(entry);
    return unused;
  }
}
