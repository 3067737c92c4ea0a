import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../http.ts';
import { authorizationHeader, protocolParameters, stamp } from './protocol-parameters.ts';
import {
  baseString,
  baseStringUri,
  type Credentials,
  encodeParameters,
  formParameters,
  type Parameter,
  queryParameters,
  type SignatureMethod,
  type SignatureStages,
  signature,
  signatureStages,
  signingKey,
  sortParameters,
} from './signature.ts';

const FORM = 'application/x-www-form-urlencoded';

function request(method: string, url: string, body?: string, contentType = FORM): HttpRequest {
  return {
    method,
    url: new URL(url),
    headers: body === undefined ? {} : { 'content-type': contentType },
    body: body === undefined ? undefined : Buffer.from(body),
  };
}

/** The signature, and the text that it was made of. */
function signing(
  request: HttpRequest,
  protocol: readonly Parameter[],
  credentials: Omit<Credentials, 'consumerKey'>,
  method: SignatureMethod = 'HMAC-SHA1',
) {
  let text = '';
  const stages: SignatureStages = {
    ...signatureStages,
    sign: (...args) => {
      text = args[1];
      return signatureStages.sign(...args);
    },
  };
  const value = signature(
    { request, protocol, credentials: { consumerKey: '', ...credentials }, method },
    stages,
  );
  return { value, text };
}

describe('RFC 5849 section 1.2', () => {
  const consumerSecret = 'kd94hf93k423kf44';
  const common = (nonce: string, timestamp: string): Parameter[] => [
    ['oauth_consumer_key', 'dpf43f3p2l4k3l03'],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', timestamp],
    ['oauth_nonce', nonce],
  ];

  it.each<[string, HttpRequest, Parameter[], string | undefined, string]>([
    [
      'temporary credentials',
      request('POST', 'https://photos.example.net/initiate'),
      [...common('wIjqoS', '137131200'), ['oauth_callback', 'http://printer.example.com/ready']],
      undefined,
      '74KNZJeDHnMBp0EMJ9ZHt/XKycU=',
    ],
    [
      'token credentials',
      request('POST', 'https://photos.example.net/token'),
      [
        ...common('walatlh', '137131201'),
        ['oauth_token', 'hh5s93j4hdidpola'],
        ['oauth_verifier', 'hfdp7dh39dks9884'],
      ],
      'hdhd0244k9j7ao03',
      'gKgrFCywp7rO0OXSjdot/IHF7IU=',
    ],
    [
      'a photo',
      request('GET', 'http://photos.example.net/photos?file=vacation.jpg&size=original'),
      [...common('chapoH', '137131202'), ['oauth_token', 'nnch734d00sl2jdk']],
      'pfkkdhi9sl3r4s00',
      'MdpQcU8iPSUjWoN/UDMsK2sui9I=',
    ],
  ])('signs the request for %s', (_what, request, protocol, tokenSecret, expected) => {
    expect(signing(request, protocol, { consumerSecret, tokenSecret }).value).toBe(expected);
  });
});

describe('RFC 5849 section 3.4.1', () => {
  const protocol: Parameter[] = [
    ['oauth_consumer_key', '9djdj82h48djs9d2'],
    ['oauth_token', 'kkk9d7dh3k39sjv7'],
    ['oauth_signature_method', 'HMAC-SHA1'],
    ['oauth_timestamp', '137131201'],
    ['oauth_nonce', '7d8f3e4a'],
  ];
  const posted = request('POST', 'http://example.com/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b', 'c2&a3=2+q');

  it('makes the base string of 3.4.1.1, signed as erratum 2550 says', () => {
    const secrets = { consumerSecret: 'j49sk3j29djd', tokenSecret: 'dh893hdasih9' };
    expect(signing(posted, protocol, secrets)).toEqual({
      text:
        'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26c2%3D' +
        '%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1' +
        '%26oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
      value: 'r6/TJjbCOr97/+UU0NsvSne7s5g=',
    });
  });

  it.each([
    ['http://EXAMPLE.COM:80/r%20v/X?id=123', 'http://example.com/r%20v/X'],
    ['https://www.example.net:8080/?q=1', 'https://www.example.net:8080/'],
    ['HTTPS://example.net:443', 'https://example.net/'],
  ])('3.4.1.2: %s stands as %s', (url, expected) => {
    expect(baseStringUri(request('GET', url))).toBe(expected);
  });

  it('3.4.1.3.1: reads query and form, of every other body nothing', () => {
    expect([...queryParameters(posted), ...formParameters(posted)]).toEqual([
      ['b5', '=%3D'],
      ['a3', 'a'],
      ['c@', ''],
      ['a2', 'r b'],
      ['c2', ''],
      ['a3', '2 q'],
    ]);
    const form = (contentType: string) => formParameters(request('POST', 'http://h/', '?a=1', contentType));
    expect(form('Application/X-WWW-Form-urlencoded ; charset=UTF-8')).toEqual([['?a', '1']]);
    expect(form('application/json')).toEqual([]);
    expect(form('multipart/form-data')).toEqual([]);
    expect(formParameters({ ...posted, headers: {} })).toEqual([]);
    expect(formParameters({ ...posted, body: undefined })).toEqual([]);
  });

  it('3.4.1.3.2: encodes before it sorts, by name and then by value', () => {
    const raw: Parameter[] = [
      ['a', 'z'],
      ['é', '1'],
      ['a-b', '2'],
      ['a', 'Z'],
      ['~', '3'],
      ['a', ''],
      ['a', 'é'],
      ['A b', "!*'()"],
    ];
    expect(sortParameters(encodeParameters(raw))).toEqual([
      ['%C3%A9', '1'],
      ['A%20b', '%21%2A%27%28%29'],
      ['a', ''],
      ['a', '%C3%A9'],
      ['a', 'Z'],
      ['a', 'z'],
      ['a-b', '2'],
      ['~', '3'],
    ]);
  });

  it('3.4.2: keeps the ampersand of the key without a token', () => {
    expect(signingKey({ consumerKey: '', consumerSecret: 'a&b' })).toBe('a%26b&');
  });

  it('3.4.1.1: writes the method in capitals', () => {
    expect(baseString('get', 'http://h/', 'a=1')).toBe('GET&http%3A%2F%2Fh%2F&a%3D1');
  });
});

describe("the platform sheet's vector", () => {
  const credentials: Credentials = {
    consumerKey: 'ck_demo_key',
    consumerSecret: 'cs demo+secret/&',
    token: 'user_tok',
    tokenSecret: 'tok=secret!',
  };
  const called = request(
    'GET',
    'http://127.0.0.1:8085/v2/organisations/orga_1/applications?tag=a%20b&tag=a%2Bc&name=%C3%A9t%C3%A9!',
  );
  const signedBy = (method: SignatureMethod) => {
    const stamp = { nonce: 'n0nce42', timestamp: 1700000000 };
    const protocol = protocolParameters({ credentials, method, stamp, extra: [] });
    return { protocol, ...signing(called, protocol, credentials, method) };
  };

  it('has this base string', () => {
    expect(signedBy('HMAC-SHA512').text).toBe(
      'GET&http%3A%2F%2F127.0.0.1%3A8085%2Fv2%2Forganisations%2Forga_1%2Fapplications&name%3D%25C3%25A9t%25C3%25A9%2521%26oauth_consumer_key%3Dck_demo_key%26oauth_nonce%3Dn0nce42%26oauth_signature_method%3DHMAC-SHA512%26oauth_timestamp%3D1700000000%26oauth_token%3Duser_tok%26oauth_version%3D1.0%26tag%3Da%2520b%26tag%3Da%252Bc',
    );
  });

  it.each<[SignatureMethod, string]>([
    [
      'HMAC-SHA512',
      'vVTpowT+ELrCSHT1Pt8UMtRPSlAph/VwPzrlBT7Bd0h+tz5sIblASRl9gaXBp+ICXgeaDeXI/0KvLh414FXS5A==',
    ],
    ['HMAC-SHA1', '0FmwZ0kDYmshGmUjQ/esTt4oC8o='],
    ['PLAINTEXT', 'cs%20demo%2Bsecret%2F%26&tok%3Dsecret%21'],
  ])('is signed by %s', (method, expected) => {
    expect(signedBy(method).value).toBe(expected);
  });

  it('stands in the header, encoded once more', () => {
    const { protocol, value } = signedBy('PLAINTEXT');
    expect(authorizationHeader([...protocol, ['oauth_signature', value]])).toBe(
      'OAuth oauth_consumer_key="ck_demo_key", oauth_token="user_tok", oauth_signature_method="PLAINTEXT", oauth_timestamp="1700000000", oauth_nonce="n0nce42", oauth_version="1.0", oauth_signature="cs%2520demo%252Bsecret%252F%2526%26tok%253Dsecret%2521"',
    );
  });
});

it('makes a nonce for one request, and counts whole seconds', () => {
  const [one, other] = [stamp(1_700_000_000_999), stamp(1_700_000_000_999)];
  expect(one.timestamp).toBe(1_700_000_000);
  expect(one.nonce).toMatch(/^[0-9a-f]{32}$/);
  expect(one.nonce).not.toBe(other.nonce);
});
