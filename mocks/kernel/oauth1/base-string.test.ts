import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  baseString,
  baseStringUri,
  collectParameters,
  decode,
  encode,
  normalize,
  parseAuthorizationHeader,
  sign,
  signingKey,
  splitUrl,
} from './index.ts';

/** The request that RFC 5849 takes through sections 3.1 to 3.4. */
const request = {
  url: 'http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b',
  body: Buffer.from('c2&a3=2+q'),
  contentType: 'application/x-www-form-urlencoded',
  authorization: `OAuth realm="Example",
    oauth_consumer_key="9djdj82h48djs9d2",
    oauth_token="kkk9d7dh3k39sjv7",
    oauth_signature_method="HMAC-SHA1",
    oauth_timestamp="137131201",
    oauth_nonce="7d8f3e4a",
    oauth_signature="bYT5CMsGcbgUdFHObYMEfcx6bsw%3D"`,
};

function collected(changes: Partial<typeof request> = {}) {
  const { url, body, contentType, authorization } = { ...request, ...changes };
  const header = parseAuthorizationHeader(authorization);
  if ('wrong' in header) throw new Error(header.wrong);
  return collectParameters({
    authorization: header.parameters,
    query: splitUrl(url).query,
    body,
    contentType,
  });
}

describe('the example of RFC 5849', () => {
  test('3.4.1.3.1: the decoded parameters', () => {
    expect(new Set(collected().map(pair => pair.join('|')))).toEqual(
      new Set([
        'b5|=%3D',
        'a3|a',
        'c@|',
        'a2|r b',
        'oauth_consumer_key|9djdj82h48djs9d2',
        'oauth_token|kkk9d7dh3k39sjv7',
        'oauth_signature_method|HMAC-SHA1',
        'oauth_timestamp|137131201',
        'oauth_nonce|7d8f3e4a',
        'c2|',
        'a3|2 q',
      ]),
    );
    expect(collected()).toHaveLength(11);
  });

  test('3.4.1.3.2: the normalized parameters', () => {
    expect(normalize(collected())).toBe(
      'a2=r%20b&a3=2%20q&a3=a&b5=%3D%253D&c%40=&c2=&oauth_consumer_key=9djdj82h48djs9d2' +
        '&oauth_nonce=7d8f3e4a&oauth_signature_method=HMAC-SHA1&oauth_timestamp=137131201' +
        '&oauth_token=kkk9d7dh3k39sjv7',
    );
  });

  test('3.4.1.1: the base string; and the signature, as erratum 2550 corrects it', () => {
    const uri = baseStringUri(splitUrl(request.url));
    const text = baseString({ method: 'post', uri, parameters: collected() });
    expect(text).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D' +
        '%26c%2540%3D%26c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a' +
        '%26oauth_signature_method%3DHMAC-SHA1%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
    const key = signingKey({ consumerSecret: 'j49sk3j29djd', tokenSecret: 'dh893hdasih9' });
    expect(sign('HMAC-SHA1', text, key)).toBe('r6/TJjbCOr97/+UU0NsvSne7s5g=');
  });
});

test.each([
  ['http', 'EXAMPLE.COM:80', '/r%20v/X', 'http://example.com/r%20v/X'],
  ['https', 'www.example.net:8080', '/', 'https://www.example.net:8080/'],
  ['HTTPS', 'example.com:443', '/', 'https://example.com/'],
  ['http', 'example.com:443', '/', 'http://example.com:443/'],
  ['https', 'example.com:80', '/', 'https://example.com:80/'],
  ['http', 'example.com:', '', 'http://example.com/'],
  ['http', '[::1]:8080', '/', 'http://[::1]:8080/'],
  ['http', '[::80]', '/', 'http://[::80]/'],
  ['http', 'h', '//a/../%7Eb;c=1/', 'http://h//a/../%7Eb;c=1/'],
])('3.4.1.2: %s, %s, %s is %s', (scheme, host, path, uri) => {
  expect(baseStringUri({ scheme, host, path })).toBe(uri);
});

test.each([
  ['http://H:80/a?b=c?d&e#f', { scheme: 'http', host: 'H:80', path: '/a', query: 'b=c?d&e' }],
  ['http://user:pw@h', { scheme: 'http', host: 'h', path: '', query: '' }],
  ['https://h/%7e/@?', { scheme: 'https', host: 'h', path: '/%7e/@', query: '' }],
])('%s is split with nothing changed', (url, parts) => {
  expect(splitUrl(url)).toEqual(parts);
});

test('a URL without a host cannot be split', () => {
  expect(() => splitUrl('/v2/self')).toThrow('not absolute');
});

test.each([
  [undefined, 0],
  ['application/json', 0],
  ['multipart/form-data; boundary=x', 0],
  ['application/x-www-form-urlencoded-not', 0],
  ['application/x-www-form-urlencoded', 2],
  ['Application/X-WWW-Form-URLencoded;charset=UTF-8', 2],
])('a body of the type %s has %i parameters', (contentType, count) => {
  const input = { authorization: [], query: '', body: Buffer.from('a=1&b=2'), contentType };
  expect(collectParameters(input)).toHaveLength(count);
});

test.each([
  ['{"a":1}', 0],
  ['a=x y', 0],
  ['a=é', 0],
  ['a=100%', 0],
  ['a=[1]', 0],
  ["a=!*'()$,;:@/?+~%5B", 1],
])('3.4.1.3.1: the form %j, whose encoding may be none, has %i parameters', (text, count) => {
  const input = { authorization: [], query: '', body: Buffer.from(text), contentType: request.contentType };
  expect(collectParameters(input)).toHaveLength(count);
});

test('the signature is left out of what is signed, wherever it stands', () => {
  const body = Buffer.from('oauth_signature=1&a=1');
  expect(collected({ url: 'http://h/?oauth_signature=2', body }).map(([name]) => name)).toEqual(
    expect.not.arrayContaining(['oauth_signature']),
  );
});

test('3.6: all but the unreserved characters are encoded, in upper case; decoding undoes it', () => {
  expect(encode("AZaz09-._~ !*'()+%&=/é☃")).toBe(
    'AZaz09-._~%20%21%2A%27%28%29%2B%25%26%3D%2F%C3%A9%E2%98%83',
  );
  expect(encode('\ud800')).toBe('%EF%BF%BD');
  fc.assert(fc.property(fc.string({ unit: 'binary' }), text => decode(encode(text)) === text));
});

test('3.4.1.3.2: encoded before sorted, by name and then by value, byte by byte', () => {
  expect(
    normalize([
      ['a!', '1'],
      ['a-', '1'],
      ['a', 'é'],
      ['a', 'z'],
      ['a', 'B'],
      ['a', ''],
      ['A', '1'],
      ['a10', ''],
      ['a2', ''],
    ]),
  ).toBe('A=1&a=&a=%C3%A9&a=B&a=z&a%21=1&a-=1&a10=&a2=');
  // The `=` behind a name takes no part in sorting, although it stands behind `-` and digits.
  expect(
    normalize([
      ['x1', 'a'],
      ['x', 'b'],
    ]),
  ).toBe('x=b&x1=a');
});

test('a custom method is encoded', () => {
  expect(baseString({ method: 'm(s)', uri: 'http://h/', parameters: [] })).toBe(
    'M%28S%29&http%3A%2F%2Fh%2F&',
  );
});

describe("the fact sheet's vector (b3)", () => {
  const key = signingKey({ consumerSecret: 'cs demo+secret/&', tokenSecret: 'tok=secret!' });
  const signed = (method: 'HMAC-SHA1' | 'HMAC-SHA512') => {
    const url =
      'http://127.0.0.1:8085/v2/organisations/orga_1/applications?tag=a%20b&tag=a%2Bc&name=%C3%A9t%C3%A9!';
    const parameters = collected({
      url,
      body: Buffer.alloc(0),
      authorization: `OAuth oauth_consumer_key="ck_demo_key",oauth_token="user_tok",oauth_nonce="n0nce42",oauth_timestamp="1700000000",oauth_version="1.0",oauth_signature_method="${method}"`,
    });
    const text = baseString({ method: 'GET', uri: baseStringUri(splitUrl(url)), parameters });
    return { text, signature: sign(method, text, key) };
  };

  test('the key, which is the PLAINTEXT signature', () => {
    expect(key).toBe('cs%20demo%2Bsecret%2F%26&tok%3Dsecret%21');
    expect(sign('PLAINTEXT', 'anything', key)).toBe(key);
    expect(encode(key)).toBe('cs%2520demo%252Bsecret%252F%2526%26tok%253Dsecret%2521');
    expect(signingKey({ consumerSecret: 'a', tokenSecret: '' })).toBe('a&');
  });

  test('HMAC-SHA512, and its base string', () => {
    expect(signed('HMAC-SHA512')).toEqual({
      text: 'GET&http%3A%2F%2F127.0.0.1%3A8085%2Fv2%2Forganisations%2Forga_1%2Fapplications&name%3D%25C3%25A9t%25C3%25A9%2521%26oauth_consumer_key%3Dck_demo_key%26oauth_nonce%3Dn0nce42%26oauth_signature_method%3DHMAC-SHA512%26oauth_timestamp%3D1700000000%26oauth_token%3Duser_tok%26oauth_version%3D1.0%26tag%3Da%2520b%26tag%3Da%252Bc',
      signature: 'vVTpowT+ELrCSHT1Pt8UMtRPSlAph/VwPzrlBT7Bd0h+tz5sIblASRl9gaXBp+ICXgeaDeXI/0KvLh414FXS5A==',
    });
  });

  test('HMAC-SHA1', () => {
    expect(signed('HMAC-SHA1').signature).toBe('0FmwZ0kDYmshGmUjQ/esTt4oC8o=');
  });
});
