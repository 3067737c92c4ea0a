import { randomUUID } from 'node:crypto';
import type { MockHost, Sandbox } from '../../mocks/kernel/index.ts';
import type { AnyProvider } from '../../mocks/providers.ts';
import type { PlatformControls } from './platform-controls.ts';

/** The journal keeps this many exchanges; older ones are forgotten. */
const KEPT_EXCHANGES = 1000;

/** One platform at its address, for as long as it is served; its sandbox can be made anew. */
export class ServedPlatform {
  readonly name: string;
  readonly controls: PlatformControls;
  /** The secret by which it is controlled. */
  readonly controlSecret: string;
  readonly #host: MockHost;
  readonly #provider: AnyProvider;
  readonly #seed = randomUUID();
  #resets = 0;
  #sandbox: Sandbox;

  constructor(host: MockHost, provider: AnyProvider, controls: PlatformControls, controlSecret: string) {
    this.name = provider.name;
    this.controls = controls;
    this.controlSecret = controlSecret;
    this.#host = host;
    this.#provider = provider;
    this.#sandbox = this.#open();
  }

  get sandbox(): Sandbox {
    return this.#sandbox;
  }

  /**
   * The platform as it was at start: same addresses, same credentials, default settings, the machine's
   * time; no token, fault or exchange of before.
   */
  reset(): void {
    this.#host.close(this.#sandbox);
    this.#resets += 1;
    this.#sandbox = this.#open();
  }

  /** Called for every request, so that whoever serves for days does not run out of memory. */
  makeRoom(): void {
    this.#sandbox.journal.forgetAllBut(KEPT_EXCHANGES - 1);
  }

  #open(): Sandbox {
    const sandbox = this.#host.open(this.#provider, { id: this.name, seed: this.#seed });
    this.controls.prepare(sandbox);
    // The same seed makes the same credentials; a token of before must not come alive again.
    sandbox.entropy.stir(String(this.#resets));
    return sandbox;
  }
}
