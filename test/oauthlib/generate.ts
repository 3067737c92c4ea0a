import fc from 'fast-check';
import { encode } from '../../mocks/kernel/oauth1/index.ts';

/** Who signs. */
export interface Secrets {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** Empty where the request carries none. */
  readonly token: string;
  readonly tokenSecret: string;
}

/** A request before it is signed. */
export interface Unsigned {
  readonly method: string;
  readonly url: string;
  readonly body: string | null;
  readonly contentType: string | null;
  readonly signatureMethod: string;
  /** Where the protocol parameters go, in oauthlib's words. */
  readonly place: 'AUTH_HEADER' | 'QUERY' | 'BODY';
  readonly secrets: Secrets;
  readonly nonce: string;
  /** Seconds since the epoch. */
  readonly timestamp: string;
  readonly realm: string | null;
  /** A number that decides how the request is changed after it was signed. */
  readonly tamper: number;
}

const SPECIAL = [
  ' ',
  '+',
  '%',
  '%2B',
  '%20',
  '&',
  '=',
  '!',
  '*',
  "'",
  '(',
  ')',
  '~',
  '-',
  '_',
  '.',
  '/',
  '?',
];
const MORE = [':', '@', ',', ';', '"', '\\', '<', '[', ']', '#', '$', '^', '`', '{', '|', '\t', '\n', '\0'];
const FOREIGN = ['é', 'e\u0301', 'ß', '☃', '日本', '😀', '\u00a0', '\uffff'];

const piece = fc.oneof(
  { weight: 4, arbitrary: fc.stringMatching(/^[A-Za-z0-9]{1,4}$/) },
  { weight: 3, arbitrary: fc.constantFrom(...SPECIAL) },
  { weight: 1, arbitrary: fc.constantFrom(...MORE) },
  { weight: 1, arbitrary: fc.constantFrom(...FOREIGN) },
);
const text = fc.array(piece, { maxLength: 5 }).map(pieces => pieces.join(''));
const word = fc.stringMatching(/^[A-Za-z0-9]{4,12}$/);
/** Few names, so that they repeat; and names that sort differently before and after encoding. */
const name = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('a', 'b', 'A', 'a b', 'a!', 'a-', 'a1', 'a[]', 'é', 'oauth', 'p', 'z~'),
  },
  { weight: 1, arbitrary: text.filter(t => !t.startsWith('oauth_') && t !== 'realm') },
);

/** The ways in which programs write one name or value of a query or form. */
const WRITERS: readonly ((plain: string) => string)[] = [
  encode,
  plain => encode(plain).replace(/%[0-9A-F]{2}/g, e => e.toLowerCase()),
  plain => encodeURIComponent(plain),
  plain => new URLSearchParams([['', plain]]).toString().slice(1),
  plain => encode(plain).replaceAll('%20', '+'),
  plain => encode(plain).replace(/%(?:3A|40|2F|3F|2C|24|3B)/g, decodeURIComponent),
  plain => [...Buffer.from(plain)].map(b => `%${b.toString(16).padStart(2, '0').toUpperCase()}`).join(''),
];
const writer = fc.constantFrom(...WRITERS);
const pair = fc
  .tuple(name, fc.option(text, { nil: '' }), writer, writer, fc.boolean())
  .map(([n, value, writeName, writeValue, bare]) =>
    value === '' && bare ? writeName(n) : `${writeName(n)}=${writeValue(value)}`,
  );
const pairs = fc
  .tuple(fc.array(pair, { maxLength: 6 }), fc.constantFrom('', '', '', '&', '&&'))
  .map(([list, end]) => list.join('&') + end);

const host = fc.constantFrom(
  'api.example.com',
  'API.Example.COM',
  '127.0.0.1',
  'localhost',
  'LOCALHOST',
  '[::1]',
  '[2001:DB8::1]',
  'xn--bcher-kva.example',
);
const port = fc.constantFrom('', '', ':80', ':443', ':8080', ':8443', ':65535');
const segment = fc.oneof(
  word,
  text.map(encode),
  fc.constantFrom('', '.', 'v2', '%7Eu', '%7eu', 'a;v=1', "it's(1)*!"),
);
const path = fc.array(segment, { maxLength: 4 }).map(segments => segments.map(s => `/${s}`).join(''));
const url = fc
  .tuple(fc.constantFrom('http', 'https', 'HTTP'), host, port, path, fc.option(pairs, { nil: undefined }))
  .map(
    ([scheme, h, p, where, query]) => `${scheme}://${h}${p}${where}${query === undefined ? '' : `?${query}`}`,
  );

const FORM = 'application/x-www-form-urlencoded';
const body = fc.oneof(
  fc.record({ body: fc.constant(null), contentType: fc.constant(null) }),
  fc.record({ body: pairs, contentType: fc.constant(FORM) }),
  fc.record({
    body: text.map(value => JSON.stringify({ a: value })),
    contentType: fc.constant('application/json'),
  }),
  fc.record({
    body: text.map(value => `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${value}\r\n--x--\r\n`),
    contentType: fc.constant('multipart/form-data; boundary=x'),
  }),
);

const secret = fc.oneof(
  word,
  text.filter(t => t !== ''),
);
const identifier = fc.oneof(
  { weight: 4, arbitrary: word },
  { weight: 1, arbitrary: text.filter(t => t !== '') },
);
const secrets = fc
  .record({
    consumerKey: identifier,
    consumerSecret: secret,
    token: identifier,
    tokenSecret: secret,
    none: fc.nat(3),
  })
  .map(({ none, ...all }) => (none === 0 ? { ...all, token: '', tokenSecret: '' } : all));

/** Requests of every kind that a client may sign; those that oauthlib's client refuses to sign are not among them. */
export const unsigned: fc.Arbitrary<Unsigned> = fc
  .record({
    method: fc.constantFrom('GET', 'GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'get', 'REPORT'),
    url,
    sent: body,
    signatureMethod: fc.constantFrom('HMAC-SHA1', 'HMAC-SHA512', 'PLAINTEXT'),
    place: fc.constantFrom<Unsigned['place'][]>('AUTH_HEADER', 'AUTH_HEADER', 'QUERY', 'BODY'),
    secrets,
    nonce: identifier,
    timestamp: fc.integer({ min: 1_000_000_000, max: 4_000_000_000 }).map(String),
    realm: fc.constantFrom(null, null, 'Photos', 'http://h/?a=b,c=d'),
    tamper: fc.nat(),
  })
  .map(({ sent, ...request }) => ({ ...request, ...fitting(request, sent) }));

/** A GET has no body, and parameters in the body need a form. */
function fitting(
  { method, place }: Pick<Unsigned, 'method' | 'place'>,
  sent: Pick<Unsigned, 'body' | 'contentType'>,
): Pick<Unsigned, 'body' | 'contentType' | 'place'> {
  if (/^(get|head)$/i.test(method)) {
    return { body: null, contentType: null, place: place === 'BODY' ? 'QUERY' : place };
  }
  if (place === 'BODY' && sent.contentType !== FORM) return { body: '', contentType: FORM, place };
  return { ...sent, place };
}
