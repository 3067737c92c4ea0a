import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { relay } from '../relay.mjs';

/**
 * Home directories, one an installation: sessions of one share it, as commands on one machine do. The address of
 * the API stands in what the CLI keeps there, so that it is an installation's too.
 */
export class Installations {
  #root = mkdtempSync(join(tmpdir(), 'countersign-platform-'));
  #known = new Map();
  /** Where the binary unpacks its programs; nothing of a user's is there. */
  programs = join(this.#root, 'programs');

  /**
   * @param {string} api address of the API, without a trailing slash
   * @returns {Promise<{home: string, programs: string, api: {origin: string, address: string}}>}
   */
  of(name, api) {
    if (!this.#known.has(name)) this.#known.set(name, this.#make(api));
    return this.#known.get(name);
  }

  async #make(api) {
    const home = mkdtempSync(join(this.#root, 'home-'));
    return { home, programs: this.programs, api: await relay(api) };
  }

  async remove() {
    const made = await Promise.all(this.#known.values());
    await Promise.all(made.map(({ api }) => api.stop()));
    await rm(this.#root, { recursive: true, force: true });
  }
}
