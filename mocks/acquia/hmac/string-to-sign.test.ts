import { expect, test } from 'vitest';
import {
  contentHash,
  responseSignature,
  type SignedRequest,
  signature,
  stringToSign,
} from './string-to-sign.ts';

/** Of the fact sheet's vector (b8). */
const SECRET = 'FME99i+FuiULEVZVgZANQPyy6btvwlhihHunVYptW/4=';
const ID = '5b3c1f0e-8d0f-4a57-9a07-3b1a1f0c9e11';

interface Vector {
  readonly name: string;
  readonly request: Omit<SignedRequest, 'content'>;
  readonly body?: { readonly text: string; readonly type: string; readonly hash: string };
  readonly text: string;
  readonly signature: string;
  readonly response: { readonly body: string; readonly signature: string };
}

const authorization = (n: number, realm = 'Acquia') => ({
  id: ID,
  nonce: `1f0c9e11-0000-4000-8000-00000000000${n}`,
  realm,
  version: '2.0',
});
const host = 'cloud.acquia.com';
const headers = [
  ['x-a', 'one'],
  ['x-b', 'Two'],
] as const;
const ok = (signed: string) => ({ body: '{"ok":true}', signature: signed });

/**
 * The first is the fact sheet's, made with acquia/http-hmac-php. The others have the shapes of the five
 * fixtures of acquia/http-hmac-spec and were computed by Python's hmac, from the spec's text alone.
 */
const vectors: readonly Vector[] = [
  {
    name: "the fact sheet's own: a POST with an encoded query",
    request: {
      method: 'POST',
      host,
      path: '/api/environments/12-d314739e/databases/db1/backups',
      query: 'x=a%20b&y=c%2Bd',
      authorization: authorization(1),
      headers: [],
      timestamp: '1700000000',
    },
    body: {
      text: '{"note":"hi"}',
      type: 'application/json',
      hash: '7iXInO/s2DeOhj1TAAkfV48jSm3iOzGaPYb/IXnTd8g=',
    },
    text: `POST
cloud.acquia.com
/api/environments/12-d314739e/databases/db1/backups
x=a%20b&y=c%2Bd
id=5b3c1f0e-8d0f-4a57-9a07-3b1a1f0c9e11&nonce=1f0c9e11-0000-4000-8000-000000000001&realm=Acquia&version=2.0
1700000000
application/json
7iXInO/s2DeOhj1TAAkfV48jSm3iOzGaPYb/IXnTd8g=`,
    signature: '+Q/Tb6aFvT4gjY5/AwEbQSnmi/gYZc8U3rq6Al1fUaA=',
    response: ok('+vastITNXN1W2giJ2W9KQTry9BzfstJKn+h3EN/1SyE='),
  },
  {
    name: 'a GET with a query',
    request: {
      method: 'get',
      host: 'Cloud.Acquia.com',
      path: '/api/applications',
      query: 'limit=10',
      authorization: authorization(2),
      headers: [],
      timestamp: '1577836800',
    },
    text: `GET
cloud.acquia.com
/api/applications
limit=10
id=5b3c1f0e-8d0f-4a57-9a07-3b1a1f0c9e11&nonce=1f0c9e11-0000-4000-8000-000000000002&realm=Acquia&version=2.0
1577836800`,
    signature: 'LJdP/7XpCXxodYqjgp1og8LwcyNxqD+txmBEBvL8hr0=',
    response: ok('0Z1o1qf/4k66atehvS1yNnQo2bO+7kvstZNKGJs0020='),
  },
  {
    name: 'a GET without a query, at a port, of a realm with spaces and marks',
    request: {
      method: 'GET',
      host: '127.0.0.1:8080',
      path: '/api/account',
      query: '',
      authorization: authorization(3, "It's (not) mine!*"),
      headers: [],
      timestamp: '1577836801',
    },
    text: `GET
127.0.0.1:8080
/api/account

id=5b3c1f0e-8d0f-4a57-9a07-3b1a1f0c9e11&nonce=1f0c9e11-0000-4000-8000-000000000003&realm=It%27s%20%28not%29%20mine%21%2A&version=2.0
1577836801`,
    signature: 'aMi0XRxpkr7KdWm5M0X+x6gaRN45/n0s1ymOo2sDvMg=',
    response: { body: '', signature: 'ObrOaQmuwdd+vWJVIH2CeR4Ae5YjM8yVmDleLZnffwg=' },
  },
  {
    name: 'a GET with signed headers',
    request: {
      method: 'GET',
      host,
      path: '/api/account',
      query: '',
      authorization: authorization(4),
      headers,
      timestamp: '1577836802',
    },
    text: `GET
cloud.acquia.com
/api/account

id=5b3c1f0e-8d0f-4a57-9a07-3b1a1f0c9e11&nonce=1f0c9e11-0000-4000-8000-000000000004&realm=Acquia&version=2.0
x-a:one
x-b:Two
1577836802`,
    signature: 'LEz+H08OGAUmEbh0r+h90XP3ygW36B4zisCOk6gZ4N4=',
    response: ok('lL27NElesHHYeNr+AvZPt5ZPK8Pz/bgp/1H69kDss7Y='),
  },
  {
    name: 'a POST with signed headers and a body that is not ASCII',
    request: {
      method: 'POST',
      host,
      path: '/api/account/tokens',
      query: '',
      authorization: authorization(5),
      headers,
      timestamp: '1577836803',
    },
    body: {
      text: '{"label":"grün"}',
      type: 'Application/HAL+JSON; charset=UTF-8',
      hash: 'ZTBinmi41KBy7dKWxEX/G3vD3fN9tsPhUpOJdqtCOII=',
    },
    text: `POST
cloud.acquia.com
/api/account/tokens

id=5b3c1f0e-8d0f-4a57-9a07-3b1a1f0c9e11&nonce=1f0c9e11-0000-4000-8000-000000000005&realm=Acquia&version=2.0
x-a:one
x-b:Two
1577836803
application/hal+json; charset=utf-8
ZTBinmi41KBy7dKWxEX/G3vD3fN9tsPhUpOJdqtCOII=`,
    signature: '1+J+KUwrszbUPQIV9nEiOAO0kSYw2AE6qADKpoBs0tQ=',
    response: ok('fQ73ERrK1l+LdP3i6m1Boylg4j7dxFH2CiB7zM6yhdw='),
  },
  {
    name: 'a POST whose body has no type',
    request: {
      method: 'POST',
      host,
      path: '/api/account/tokens',
      query: '',
      authorization: authorization(6),
      headers: [],
      timestamp: '1577836804',
    },
    body: { text: 'x', type: '', hash: 'LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=' },
    text: `POST
cloud.acquia.com
/api/account/tokens

id=5b3c1f0e-8d0f-4a57-9a07-3b1a1f0c9e11&nonce=1f0c9e11-0000-4000-8000-000000000006&realm=Acquia&version=2.0
1577836804

LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=`,
    signature: 'o0yvYhWlqrSCWLKuP+UW2FqkHDKgVgJgiNDls8n84Ls=',
    response: ok('2+vbufVYfZh+bEI6iuQ42IKAXoEz/dRoBYY+vV4B1mk='),
  },
];

test.each(vectors)('$name', vector => {
  const { request, body, response } = vector;
  if (body !== undefined) expect(contentHash(Buffer.from(body.text))).toBe(body.hash);
  const text = stringToSign(body === undefined ? request : { ...request, content: body });
  expect(text).toBe(vector.text);
  expect(signature(SECRET, text)).toBe(vector.signature);
  const { nonce } = request.authorization;
  expect(responseSignature(SECRET, nonce, request.timestamp, Buffer.from(response.body))).toBe(
    response.signature,
  );
});
