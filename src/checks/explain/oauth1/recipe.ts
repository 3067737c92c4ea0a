import { createHmac } from 'node:crypto';
import { encode } from '../../../../mocks/kernel/oauth1/index.ts';
import type { Arrived, Parameter } from './arrived.ts';

export type Encoder = (text: string) => string;
export type Hash = 'sha1' | 'sha256' | 'sha512';

export interface Secrets {
  readonly consumer: string;
  readonly token: string;
}

/** A parameter on its way into the normalized string. */
export interface Written extends Pick<Parameter, 'place' | 'name' | 'value'> {
  readonly encodedName: string;
  readonly encodedValue: string;
}

/**
 * How a client signs: each step as a function, so that a mistake is a recipe with one step changed, and two
 * mistakes are two steps changed.
 */
export interface Recipe {
  readonly method: (sent: string) => string;
  readonly scheme: (sent: string) => string;
  readonly host: (name: string) => string;
  /** @returns with its colon, or nothing; @param scheme the one that is signed */
  readonly port: (port: string, scheme: string) => string;
  readonly path: (sent: string) => string;
  /** What follows the path; @param query as sent */
  readonly tail: (query: string) => string;
  readonly parameters: (arrived: Arrived) => readonly Parameter[];
  /** The client's encoder; everything goes through it. */
  readonly encode: Encoder;
  /** Another one for names and values, where the client has two. */
  readonly encodeParameter?: Encoder;
  /** How often names and values are encoded. */
  readonly parameterTimes: number;
  readonly order: (parameters: readonly Written[]) => readonly Written[];
  readonly pair: (name: string, value: string) => string;
  /** How often URI and normalized parameters are encoded for the base string. */
  readonly uriTimes: number;
  readonly normalizedTimes: number;
  readonly secrets: (secrets: Secrets) => Secrets;
  readonly secretTimes: number;
  /** @param secrets already encoded */
  readonly key: (secrets: Secrets) => string;
  /** Undefined: the key is the signature. */
  readonly hash: Hash | undefined;
  readonly digest: (digest: Buffer) => string;
  /** The signature after it has been encoded for its place and decoded by the server. */
  readonly arrives: (signature: string, arrived: Arrived) => string;
}

const DEFAULT_PORT: Readonly<Record<string, string>> = { http: '80', https: '443' };

/** Whether a port is the one that the RFC leaves out. */
export function isDefaultPort(port: string, scheme: string): boolean {
  return port === DEFAULT_PORT[scheme];
}

/** The scheme's own port; empty for another scheme. */
export function defaultPort(scheme: string): string {
  return DEFAULT_PORT[scheme] ?? '';
}

const HASHES: Readonly<Record<string, Hash>> = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA512': 'sha512' };

/** Which hash a signature method names; undefined for PLAINTEXT. */
export function hashOf(signatureMethod: string): Hash | undefined {
  return HASHES[signatureMethod];
}

/** How RFC 5849 signs. */
export function rightRecipe(signatureMethod: string): Recipe {
  return {
    method: sent => sent.toUpperCase(),
    scheme: sent => sent.toLowerCase(),
    host: name => name.toLowerCase(),
    port: (port, scheme) => (port === '' || isDefaultPort(port, scheme) ? '' : `:${port}`),
    path: sent => (sent === '' ? '/' : sent),
    tail: () => '',
    parameters: arrived => arrived.parameters,
    encode: remembering(encode),
    parameterTimes: 1,
    order: parameters => sortBy(parameters, p => [p.encodedName, p.encodedValue]),
    pair: (name, value) => `${name}=${value}`,
    uriTimes: 1,
    normalizedTimes: 1,
    secrets: secrets => secrets,
    secretTimes: 1,
    key: ({ consumer, token }) => `${consumer}&${token}`,
    hash: hashOf(signatureMethod),
    digest: digest => digest.toString('base64'),
    arrives: signature => signature,
  };
}

/** The same few texts are encoded in thousands of attempts. */
function remembering(encoder: Encoder): Encoder {
  const known = new Map<string, string>();
  return text => {
    const encoded = known.get(text) ?? encoder(text);
    known.set(text, encoded);
    return encoded;
  };
}

/** A copy of a list in the order of the code units of what `keys` gives; equal ones stay as they were. */
export function sortBy<T>(list: readonly T[], keys: (item: T) => readonly string[]): T[] {
  return list
    .map(item => ({ item, keys: keys(item) }))
    .sort((a, b) => {
      const at = a.keys.findIndex((key, i) => key !== b.keys[i]);
      return at < 0 ? 0 : a.keys[at]! < b.keys[at]! ? -1 : 1;
    })
    .map(({ item }) => item);
}

/** What each step of a recipe makes of a request. */
export interface Trace {
  readonly method: string;
  readonly url: string;
  readonly parameters: string;
  readonly baseString: string;
  readonly key: string;
  /** As the server reads it. */
  readonly signature: string;
  /** Whether the signature is the key, as in PLAINTEXT, and as secret. */
  readonly showsKey: boolean;
}

/** Sign a request by a recipe. */
export function follow(recipe: Recipe, arrived: Arrived, secrets: Secrets): Trace {
  const method = recipe.method(arrived.method);
  const url = uriOf(recipe, arrived);
  const parameters = normalized(recipe, arrived);
  const baseString = [
    times(1, recipe.encode, method),
    times(recipe.uriTimes, recipe.encode, url),
    times(recipe.normalizedTimes, recipe.encode, parameters),
  ].join('&');
  const { consumer, token } = recipe.secrets(secrets);
  const secret = (text: string) => times(recipe.secretTimes, recipe.encode, text);
  const key = recipe.key({ consumer: secret(consumer), token: secret(token) });
  const signature =
    recipe.hash === undefined ? key : recipe.digest(createHmac(recipe.hash, key).update(baseString).digest());
  return {
    method,
    url,
    parameters,
    baseString,
    key,
    signature: recipe.arrives(signature, arrived),
    showsKey: recipe.hash === undefined,
  };
}

function uriOf(recipe: Recipe, { url }: Arrived): string {
  const scheme = recipe.scheme(url.scheme);
  const [, name = '', port = ''] = /^(.*?)(?::(\d*))?$/s.exec(url.host) ?? [];
  const authority = `${recipe.host(name)}${recipe.port(port, scheme)}`;
  return `${scheme}://${authority}${recipe.path(url.path)}${recipe.tail(url.query)}`;
}

function normalized(recipe: Recipe, arrived: Arrived): string {
  const write = (text: string) => times(recipe.parameterTimes, recipe.encodeParameter ?? recipe.encode, text);
  const written = recipe.parameters(arrived).map(({ place, name, value }) => ({
    place,
    name,
    value,
    encodedName: write(name),
    encodedValue: write(value),
  }));
  return recipe
    .order(written)
    .map(p => recipe.pair(p.encodedName, p.encodedValue))
    .join('&');
}

function times(count: number, encoder: Encoder, text: string): string {
  let result = text;
  for (let i = 0; i < count; i++) result = encoder(result);
  return result;
}
