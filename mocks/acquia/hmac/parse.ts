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

const SCHEME = /^acquia-http-hmac */i;
const ATTRIBUTE = /^ *([a-z]+)="([^"]*)" *(?:,|$)/i;
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
  let rest = authorization.replace(SCHEME, '');
  while (rest !== '') {
    const [whole, name, value] = ATTRIBUTE.exec(rest) ?? [];
    if (whole === undefined) return { wrong: 'an attribute is not of the form name="value"' };
    if (attributes.has(name!.toLowerCase())) return { wrong: `the attribute ${name} stands twice` };
    attributes.set(name!.toLowerCase(), decode(value!));
    rest = rest.slice(whole.length);
  }
  const missing = REQUIRED.find(name => !attributes.get(name));
  if (missing !== undefined) return { wrong: `the attribute ${missing} is missing` };
  const of = (name: (typeof REQUIRED)[number]) => attributes.get(name)!;
  return {
    realm: of('realm'),
    id: of('id'),
    nonce: of('nonce'),
    version: of('version'),
    signature: of('signature'),
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
