import type { Parameters } from '../parameters.ts';
import { decode, isEncoded } from './encode.ts';

/** What an `Authorization: OAuth …` header says. */
export interface OAuthHeader {
  /** Names and values, decoded, in the order sent; the realm is not among them, since it is not signed. */
  readonly parameters: Parameters;
  readonly realm?: string;
  /** Names of parameters with a character in name or value that should have been percent-encoded. */
  readonly unencoded: readonly string[];
}

const SCHEME = /^oauth(?: +(.*))?$/is;
const PARAMETER = /^([^\s="]+)="([^"]*)"$/;

/** Whether a request authenticates by OAuth in its header, well or badly. */
export function isOAuthHeader(authorization: string | undefined): authorization is string {
  return SCHEME.test(authorization?.trim() ?? '');
}

/**
 * Read the header by the names of its parameters, in any order, with or without blanks after the commas.
 * @returns what it says, or what is wrong with it
 * @see RFC 5849 section 3.5.1
 */
export function parseAuthorizationHeader(value: string): OAuthHeader | { readonly wrong: string } {
  const scheme = SCHEME.exec(value.trim());
  if (scheme === null) return { wrong: 'the scheme is not OAuth' };
  const parameters: (readonly [string, string])[] = [];
  const unencoded: string[] = [];
  let realm: string | undefined;
  for (const part of splitAtCommas(scheme[1] ?? '')) {
    const [, rawName, rawValue] = PARAMETER.exec(part) ?? [];
    if (rawName === undefined || rawValue === undefined) return { wrong: whatIsWrong(part) };
    if (rawName.toLowerCase() === 'realm') {
      realm = rawValue;
      continue;
    }
    const [name, decoded] = [decode(rawName), decode(rawValue)];
    if (name === undefined || decoded === undefined)
      return { wrong: `the percent-encoding of ${rawName} is broken` };
    if (!isEncoded(rawName) || !isEncoded(rawValue)) unencoded.push(name);
    parameters.push([name, decoded]);
  }
  return { parameters, unencoded, ...(realm === undefined ? {} : { realm }) };
}

/** Says nothing of the values, which may be secrets. */
function whatIsWrong(part: string): string {
  if (/^[^\s="]+="[^"]*"\s*[^\s"]/.test(part)) return 'a comma is missing between two parameters';
  if (/^[^\s="]+='/.test(part)) return 'a value stands in single quotes instead of double ones';
  if (/^[^\s="]+=[^"]*$/.test(part)) return 'a value does not stand in quotes';
  return 'a parameter is not of the form name="value"';
}

/** Cut at the commas outside quotes: a realm is no encoded value and may hold one. Nothing between two is fine. */
function splitAtCommas(list: string): string[] {
  return [...list.matchAll(/(?:[^",]|"[^"]*"?)+/g)].map(([part]) => part.trim()).filter(part => part !== '');
}
