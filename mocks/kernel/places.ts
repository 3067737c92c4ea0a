import type { Exchange } from './exchange.ts';
import { ProductionAddresses } from './production.ts';
import type { Provider } from './provider.ts';
import type { Sandbox, SandboxParts } from './sandbox.ts';

/** Where a request is to go. */
export interface Place {
  readonly site: Exchange['site'];
  /** Undefined where the address is no open sandbox's. */
  readonly sandbox: Sandbox | undefined;
  /** What the provider's application is to be asked for; undefined where the address leads to nothing of it. */
  readonly path: string | undefined;
  /** The target as the sender wrote it, or the whole URL where that is all that is known. */
  readonly target: string;
  /** The absolute URL that the sender addressed. */
  readonly url: string;
  /** Whether no host at all is at the address, so that a connection to it fails. */
  readonly refused: boolean;
}

/** Who has which production address now. */
export class Places {
  readonly #owners = new Map<string, Sandbox>();

  /**
   * The addresses for a sandbox that is to be opened. The hosts of a provider are those of its first open sandbox;
   * a further one is found at names of its own below them.
   * @throws Error when the provider is not known to be anywhere in production
   */
  addressesFor(
    id: string,
    provider: Pick<Provider<unknown, unknown>, 'name' | 'productionHosts'>,
  ): Required<Pick<SandboxParts<unknown, unknown>, 'base' | 'foreignBase' | 'production'>> {
    const { name, productionHosts } = provider;
    if (productionHosts === undefined)
      throw new Error(`Failed to open a sandbox of ${name} in production: no hosts of it are known.`);
    const own = new ProductionAddresses(productionHosts);
    const taken = own.origins.some(origin => this.#owners.has(origin));
    const production = taken ? new ProductionAddresses(productionHosts, id) : own;
    return { production, base: production.origins[0]!, foreignBase: `https://${id}.storage.example.test` };
  }

  /** From now on requests to these addresses, and to the sandbox's foreign host, are the sandbox's. */
  give(sandbox: Sandbox, { origins }: ProductionAddresses): void {
    for (const origin of [...origins, sandbox.foreignBase]) this.#owners.set(origin, sandbox);
  }

  /** From now on they are nobody's. */
  takeBack(sandbox: Sandbox): void {
    for (const [origin, owner] of this.#owners) if (owner === sandbox) this.#owners.delete(origin);
  }

  /** @param url absolute, as in a request to a proxy (RFC 9112 section 3.2.2) */
  find(url: string): Place {
    const [, origin = '', target = ''] = /^([a-z]+:\/\/[^/?]*)(.*)$/is.exec(url) ?? [];
    const owner = URL.canParse(origin) ? this.#owners.get(new URL(origin).origin) : undefined;
    if (owner === undefined)
      return { site: 'platform', sandbox: undefined, path: undefined, target: url, url, refused: true };
    const foreign = new URL(origin).origin === owner.foreignBase;
    const path = foreign ? target : owner.production?.pathOf(new URL(origin).origin, target);
    // Where the host is known and the address leads nowhere, the URL says more than the target.
    return {
      site: foreign ? 'foreign' : 'platform',
      sandbox: owner,
      path,
      target: path === undefined ? url : target,
      url,
      refused: false,
    };
  }
}
