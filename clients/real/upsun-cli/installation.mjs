import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { relay } from '../relay.mjs';

/**
 * Home directories, one an installation: sessions of one share it, as commands on one machine do. They are gone
 * when the process has ended, also where a deadline ends it.
 */
export class Installations {
  #root = mkdtempSync(join(tmpdir(), 'countersign-platform-'));
  #homes = new Map();
  /** One for each API: what the CLI keeps in its home directory holds the API's address. */
  #relays = new Map();
  /** Where the binary unpacks its programs; nothing of a user's is there. */
  programs = join(this.#root, 'programs');

  constructor() {
    const remove = () => rmSync(this.#root, { recursive: true, force: true, maxRetries: 3 });
    process.once('exit', remove);
    process.once('SIGTERM', () => {
      // There may be less time left than it takes to remove them, so that a process of its own does.
      process.off('exit', remove);
      spawn('rm', ['-rf', this.#root], { detached: true, stdio: 'ignore' }).unref();
      process.exit(143);
    });
  }

  /** The home directory of an installation. */
  home(name) {
    if (!this.#homes.has(name)) this.#homes.set(name, mkdtempSync(join(this.#root, 'home-')));
    return this.#homes.get(name);
  }

  /**
   * The way to an API.
   * @param {string} address of the API, without a trailing slash
   */
  relay(address) {
    if (!this.#relays.has(address)) this.#relays.set(address, relay(address));
    return this.#relays.get(address);
  }

  /** Close what would keep the process alive. */
  async close() {
    const relays = await Promise.all(this.#relays.values());
    await Promise.all(relays.map(made => made.stop()));
  }
}
