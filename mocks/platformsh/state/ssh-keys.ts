import { createHash } from 'node:crypto';
import type { SshKey, User } from './model.ts';

const KEY = /^(?:ssh-(?:ed25519|rsa|dss)|ecdsa-sha2-nistp(?:256|384|521)) ([A-Za-z0-9+/]+={0,2})(?: .*)?$/;

/** The public keys of users (b6). */
export class SshKeys {
  readonly #now: () => number;
  #made = 0;
  readonly all: SshKey[] = [];

  /** @param now virtual time, milliseconds since the epoch */
  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Keep a public key.
   * @param value as OpenSSH writes it; see {@link fingerprintOf}
   */
  add(user: User, title: string, value: string): SshKey {
    const fingerprint = fingerprintOf(value) ?? '';
    const key: SshKey = { id: ++this.#made, user, title, value, fingerprint, changedAt: this.#now() };
    this.all.push(key);
    return key;
  }

  remove(key: SshKey): void {
    this.all.splice(this.all.indexOf(key), 1);
  }

  ofUser(user: User): SshKey[] {
    return this.all.filter(key => key.user === user);
  }
}

/** MD5 of a public key as OpenSSH writes it, in hexadecimal; undefined where it is no such key. */
export function fingerprintOf(value: string): string | undefined {
  const base64 = KEY.exec(value.trim())?.[1];
  if (base64 === undefined) return undefined;
  return createHash('md5').update(Buffer.from(base64, 'base64')).digest('hex');
}
