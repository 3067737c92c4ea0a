/**
 * Where a provider is found in production: URL, without a trailing slash → path of the mock. What lies below the
 * URL lies below the path. Of two URLs that lead to the same path, the first is the one that clients are told of.
 */
export type ProductionHosts = Readonly<Record<string, string>>;

interface Row {
  readonly origin: string;
  /** Path of the URL; empty where the host has the whole of it. */
  readonly prefix: string;
  readonly path: string;
}

/** Translates between the paths of a mock and the URLs by which one sandbox is known in production. */
export class ProductionAddresses {
  readonly #rows: readonly Row[];

  /**
   * @param hosts the provider's table
   * @param label put before each host name, where the names themselves are another sandbox's; default: none
   */
  constructor(hosts: ProductionHosts, label?: string) {
    this.#rows = Object.entries(hosts).map(([address, path]) => {
      const url = new URL(address);
      const host = label === undefined ? url.host : `${label}.${url.host}`;
      return { origin: `${url.protocol}//${host}`, prefix: url.pathname.replace(/\/$/, ''), path };
    });
  }

  /** Scheme and host of every URL, each once. */
  get origins(): readonly string[] {
    return [...new Set(this.#rows.map(row => row.origin))];
  }

  /** @throws Error when no URL leads to the path: the provider's table is not whole */
  urlOf(path: string): string {
    const row = this.#nearest(path);
    if (row === undefined) throw new Error(`Failed to address ${path}: no production host leads there.`);
    return `${row.origin}${row.prefix}${path.slice(row.path.length)}`;
  }

  /**
   * The path of the mock, with its query, that a request target at an origin leads to; undefined where nothing
   * is. What another host of the table has for its own is nothing here.
   */
  pathOf(origin: string, target: string): string | undefined {
    const rows = this.#rows.filter(row => row.origin === origin && isBelow(target, row.prefix));
    const [row] = rows.sort((a, b) => b.prefix.length - a.prefix.length);
    if (row === undefined) return undefined;
    const path = `${row.path}${target.slice(row.prefix.length)}`;
    return this.#nearest(path)?.path === row.path ? path : undefined;
  }

  #nearest(path: string): Row | undefined {
    return this.#rows
      .filter(row => isBelow(path, row.path))
      .sort((a, b) => b.path.length - a.path.length)
      .at(0);
  }
}

/** Whether a path, with or without a query, is this one or lies below it. */
function isBelow(path: string, root: string): boolean {
  return path.startsWith(root) && ['', '/', '?'].includes(path.charAt(root.length));
}
