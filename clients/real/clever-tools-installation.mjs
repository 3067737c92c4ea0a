import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What `clever curl` finds in the home directory: the response printed whole, and nothing beside it. */
const CURLRC = ['silent', 'show-error', 'include', 'globoff', 'noproxy = "127.0.0.1"', ''].join('\n');

/** Home directories, one an installation: sessions of one share it, as commands on one machine do. */
export class Installations {
  #root = mkdtempSync(join(tmpdir(), 'countersign-clever-'));
  #known = new Map();

  /** @returns {{home: string, tokensEnabled: boolean}} */
  of(name) {
    if (!this.#known.has(name)) this.#known.set(name, this.#make());
    return this.#known.get(name);
  }

  #make() {
    const home = mkdtempSync(join(this.#root, 'home-'));
    mkdirSync(join(home, '.config'));
    writeFileSync(join(home, '.curlrc'), CURLRC);
    return { home, tokensEnabled: false };
  }

  async remove() {
    await rm(this.#root, { recursive: true, force: true });
  }
}
