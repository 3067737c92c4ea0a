/** What an `Authorization: acquia-http-hmac …` header says, decoded. */
export interface HmacAuthorization {
  readonly realm: string;
  readonly id: string;
  readonly nonce: string;
  readonly version: string;
  /** Lower-case names of the headers that the signature covers, sorted. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const SCHEME = /^acquia-http-hmac +(.*)$/is;
const ATTRIBUTE = /^([a-z]+)="([^"]*)"$/i;
const REQUIRED = ['realm', 'id', 'nonce', 'version', 'signature'] as const;

/** Whether a request asks to be let in by HMAC, well or badly. */
export function isHmac(authorization: string | undefined): boolean {
  return /^acquia-http-hmac(?: |$)/i.test(authorization ?? '');
}

/**
 * Read the header by the names of its attributes, in any order. Values may be raw or percent-encoded: the
 * spec encodes them all, real clients send the signature raw; a `+` is a plus in either.
 * @returns the attributes, or what is wrong with them
 * @see https://github.com/acquia/http-hmac-spec#authorization-header
 */
export function parseAuthorization(authorization: string): HmacAuthorization | { readonly wrong: string } {
  const attributes = new Map<string, string>();
  for (const part of (SCHEME.exec(authorization)?.[1] ?? '').split(',')) {
    const [, name, value] = ATTRIBUTE.exec(part.trim()) ?? [];
    if (name === undefined) return { wrong: 'an attribute is not of the form name="value"' };
    if (attributes.has(name.toLowerCase())) return { wrong: `the attribute ${name} stands twice` };
    attributes.set(name.toLowerCase(), decode(value!));
  }
  const missing = REQUIRED.find(name => !attributes.get(name));
  if (missing !== undefined) return { wrong: `the attribute ${missing} is missing` };
  const [realm, id, nonce, version, signature] = REQUIRED.map(name => attributes.get(name)!) as [
    string,
    string,
    string,
    string,
    string,
  ];
  return {
    realm,
    id,
    nonce,
    version,
    signature,
    signedHeaders: headerNames(attributes.get('headers') ?? ''),
  };
}

/** Percent-decoding, never form-decoding; what is no escape stays as it is. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function headerNames(list: string): string[] {
  return list
    .split(';')
    .map(name => name.toLowerCase())
    .filter(name => name !== '')
    .sort();
}
