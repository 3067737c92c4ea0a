import type { Meant, Task } from './sloppy-signer.ts';

const meant = (name: string, value: string, raw: string): Meant => ({ name, value, raw });

const own = {
  oauth_consumer_key: 'ck demo',
  oauth_token: 'tok',
  oauth_nonce: 'n0nce/+',
  oauth_timestamp: '1700000000',
  oauth_version: '1.0',
  oauth_signature_method: 'HMAC-SHA512',
};

/** Has something in it for nearly every mistake to go wrong on. */
const rich: Task = {
  method: 'POST',
  scheme: 'https',
  host: 'API.Example.com',
  port: '443',
  path: '/v2/a%20b/it%21',
  query: [
    meant('tag', 'b c', 'tag=b+c'),
    meant('tag', 'B', 'tag=B'),
    meant('tag', 'a', 'tag=a'),
    meant('tag2', 'x', 'tag2=x'),
    meant('tag-', 'y', 'tag-=y'),
    meant('Zed', 'é', 'Zed=%C3%A9'),
    meant('é', '~!*', '%C3%A9=~!*'),
    meant('empty', '', 'empty='),
    meant('p', '1+1', 'p=1%2B1'),
  ],
  form: [
    meant('note', 'x y', 'note=x+y'),
    meant('note', "it's (so)", 'note=it%27s%20(so)'),
    meant('bare', '', 'bare'),
  ],
  place: 'header',
  own,
  realm: 'Photos & more',
  consumerSecret: 'cs demo+secret/&~!',
  tokenSecret: 'tok=secret!',
  otherTokenSecret: 'the other one',
};

const { realm, ...unrealmed } = rich;
const { form, otherTokenSecret, ...plain } = unrealmed;
const { oauth_version, ...withoutVersion } = own;
const { oauth_token, ...withoutToken } = own;

/** What the client is asked to sign, each to show some mistakes on. */
export const TASKS: Readonly<Record<string, Task>> = {
  rich,
  'a port of its own': { ...plain, scheme: 'http', host: '127.0.0.1', port: '8085' },
  'JSON and no version': {
    ...plain,
    own: withoutVersion,
    json: '{"name":"a b","size":3,"tags":["x"]}',
  },
  'a body of text': { ...plain, text: 'a=1&b=two' },
  'no token': { ...rich, own: withoutToken, tokenSecret: '' },
  'parameters in the query': {
    ...unrealmed,
    place: 'query',
    own: { ...own, oauth_signature_method: 'HMAC-SHA1' },
  },
  'parameters in the form': { ...unrealmed, place: 'form' },
  PLAINTEXT: { ...rich, own: { ...own, oauth_signature_method: 'PLAINTEXT' } },
  'PLAINTEXT in the query': {
    ...unrealmed,
    place: 'query',
    own: { ...own, oauth_signature_method: 'PLAINTEXT' },
  },
};

/** Every mistake that the sloppy signer makes, and behind a colon the variant. */
export const FLAGS: readonly string[] = [
  'method-in-lower-case',
  'wrong-scheme',
  'host-not-lower-case',
  'default-port-kept',
  'port-left-out',
  'query-kept-in-url',
  'query-kept-in-url:instead',
  'path-decoded',
  'path-encoded-again',
  'url-not-encoded',
  'plus-in-query-not-decoded',
  'plus-in-form-not-decoded',
  'query-not-decoded',
  'form-not-decoded',
  'query-left-out',
  'form-left-out',
  'repeated-key-dropped',
  'repeated-key-dropped:last',
  'repeated-key-numbered',
  'empty-value-dropped',
  'equals-sign-dropped',
  'json-body-included',
  'json-body-included:text',
  'body-included',
  'realm-included',
  ...Object.keys(own).map(name => `protocol-parameter-left-out:${name}`),
  'unsent-parameter-signed:oauth_version',
  'unsent-parameter-signed:oauth_token',
  'plus-for-space',
  'plus-for-space:parameters',
  'lower-case-escapes',
  'lower-case-escapes:parameters',
  'reserved-not-encoded',
  'reserved-not-encoded:parameters',
  'tilde-encoded',
  'tilde-encoded:parameters',
  'parameters-not-encoded',
  'parameters-encoded-twice',
  'normalized-not-encoded',
  'normalized-encoded-twice',
  'unsorted',
  'unsorted:query-first',
  'sorted-before-encoding',
  'sorted-by-name-only',
  'sorted-ignoring-case',
  'sorted-as-pairs',
  'secret-not-encoded',
  'secret-encoded-twice',
  'ampersand-missing',
  'secrets-swapped',
  'token-secret-left-out',
  'token-secret-of-another-token',
  'hash-of-another-method:sha256',
  'hash-of-another-method:sha1',
  'hash-of-another-method:sha512',
  'hash-of-another-method:plain',
  'hex-instead-of-base64',
  'base64-of-hex',
  'base64-alphabet',
  'base64-alphabet:unpadded',
  'base64-padding-missing',
  'base64-line-breaks',
  'signature-not-encoded',
  'signature-encoded-twice',
];
