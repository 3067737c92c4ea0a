/** An absolute URL in the parts that a signature is made of, each exactly as written. */
export interface UrlParts {
  readonly scheme: string;
  /** Host and port, as in the Host header. */
  readonly host: string;
  readonly path: string;
  /** Without its `?`; empty where there is none. */
  readonly query: string;
}

const DEFAULT_PORT: Readonly<Record<string, number>> = { http: 80, https: 443 };
const URL_PARTS = /^([a-z][a-z0-9+.-]*):\/\/(?:[^/?#@]*@)?([^/?#]*)([^?#]*)(?:\?([^#]*))?/is;

/**
 * Cut a URL into parts without changing any of them, as `URL` would.
 * @throws Error when it is not absolute
 */
export function splitUrl(url: string): UrlParts {
  const match = URL_PARTS.exec(url);
  if (match === null) throw new Error('Failed to split a URL: it is not absolute. Give scheme and host.');
  return { scheme: match[1]!, host: match[2]!, path: match[3]!, query: match[4] ?? '' };
}

/**
 * The URI that a signature covers: scheme and host in lower case, the scheme's default port left out, the
 * path as it was sent; no query, no fragment.
 * @see RFC 5849 section 3.4.1.2
 */
export function baseStringUri({ scheme, host, path }: Omit<UrlParts, 'query'>): string {
  const lower = scheme.toLowerCase();
  const [, name = '', port = ''] = /^(.*?)(?::(\d*))?$/s.exec(host.toLowerCase()) ?? [];
  const shown = port === '' || Number(port) === DEFAULT_PORT[lower] ? '' : `:${port}`;
  return `${lower}://${name}${shown}${path === '' ? '/' : path}`;
}
