import { percentEncode } from '../percent-encode.ts';

/*
 * A token in a query. What else the query holds stays as it is written, byte by byte.
 */

/** An address with this parameter, exactly once. */
export function withParameter(url: URL, name: string, value: string): URL {
  const others = without(url, pair => pair.name === name);
  others.search = [...pairsOf(others), `${percentEncode(name)}=${percentEncode(value)}`].join('&');
  return others;
}

/** An address without the parameters of this name. */
export function withoutParameter(url: URL, name: string): URL {
  return without(url, pair => pair.name === name);
}

/** An address for somebody else: what a server may have repeated of the token there is taken out. */
export function withoutToken(url: URL, token: string): URL {
  return without(url, ({ value, written }) => value === token || written.includes(token));
}

interface Pair {
  readonly written: string;
  readonly name: string;
  readonly value: string;
}

function without(url: URL, isMeant: (pair: Pair) => boolean): URL {
  const rest = new URL(url);
  const pairs = pairsOf(url);
  const kept = pairs.filter(pair => !isMeant(read(pair)));
  if (kept.length < pairs.length) rest.search = kept.join('&');
  return rest;
}

function pairsOf({ search }: URL): string[] {
  return search
    .slice(1)
    .split('&')
    .filter(pair => pair !== '');
}

function read(written: string): Pair {
  const [[name, value] = ['', '']] = [...new URLSearchParams(`?${written}`)];
  return { written, name, value };
}
