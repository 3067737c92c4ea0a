import type { Decision } from '../../exchange.ts';
import {
  baseString,
  baseStringUri,
  collectParameters,
  encode,
  isSignatureMethod,
  NonceStore,
  type OAuth1Context,
  type OAuth1Request,
  sign,
  signingKey,
  splitUrl,
  verifyOAuth1,
} from '../index.ts';

/** Virtual time, milliseconds since the epoch. */
export const NOW = 1_700_000_000_000;
export const SECONDS = NOW / 1000;
export const FORM = 'application/x-www-form-urlencoded';
export const SECRETS = { consumerSecret: 'cs demo+secret/&', tokenSecret: 'tok=secret!' };

const OWN = {
  oauth_consumer_key: 'ck',
  oauth_token: 'tok',
  oauth_signature_method: 'HMAC-SHA512',
  oauth_timestamp: String(SECONDS),
  oauth_nonce: 'n1',
  oauth_version: '1.0',
};

type Own = Readonly<Record<string, string | undefined>>;

/** How a request differs from `GET http://h:8/v2/self?a=1`, signed by HMAC-SHA512 in the header. */
export interface Shape {
  /** Protocol parameters; undefined leaves one out. */
  readonly own?: Own;
  readonly place?: 'header' | 'query' | 'form';
  readonly method?: string;
  readonly url?: string;
  readonly body?: string;
  readonly tokenSecret?: string;
}

/** A request that is signed as RFC 5849 says. */
export function signedRequest(shape: Shape = {}) {
  const { place = 'header', method = 'GET', url = 'http://h:8/v2/self?a=1', body = '' } = shape;
  const contentType = shape.body === undefined ? undefined : FORM;
  const own = pairs({ ...OWN, ...shape.own });
  const parts = splitUrl(url);
  const parameters = collectParameters({
    authorization: own,
    query: parts.query,
    body: Buffer.from(body),
    contentType,
  });
  const name = shape.own?.oauth_signature_method ?? OWN.oauth_signature_method;
  const signature = sign(
    isSignatureMethod(name) ? name : 'PLAINTEXT',
    baseString({ method, uri: baseStringUri(parts), parameters }),
    signingKey({ ...SECRETS, tokenSecret: shape.tokenSecret ?? SECRETS.tokenSecret }),
  );
  const signed = own.some(([n]) => n === 'oauth_signature') ? own : [...own, ['oauth_signature', signature]];
  const header = signed.map(([n, value]) => `${n}="${encode(value!)}"`).join(', ');
  const form = new URLSearchParams(signed as [string, string][]).toString();
  return {
    method,
    url: place === 'query' ? `${url}&${form}` : url,
    authorization: place === 'header' ? `OAuth ${header}` : '',
    body: Buffer.from(place === 'form' ? [body, form].filter(part => part !== '').join('&') : body),
    contentType: place === 'form' ? FORM : contentType,
    now: NOW,
  } satisfies OAuth1Request;
}

function pairs(own: Own): (readonly [string, string])[] {
  return Object.entries(own).filter((pair): pair is [string, string] => pair[1] !== undefined);
}

/** A server that knows the consumer `ck` and its token `tok`; verifies one request after another. */
export function server(changes: Partial<OAuth1Context> = {}) {
  const token = { secret: SECRETS.tokenSecret, consumerKey: 'ck' };
  const context: OAuth1Context = {
    findConsumer: key => (key === 'ck' ? { secret: SECRETS.consumerSecret } : undefined),
    findToken: value => (value === 'tok' ? token : undefined),
    nonces: new NonceStore(),
    mode: 'strict',
    timestampWindowSeconds: 300,
    tokenRequired: true,
    ...changes,
  };
  return (input: OAuth1Request) => {
    const trail: Decision[] = [];
    const result = verifyOAuth1(input, context, decision => {
      trail.push(decision);
      return decision.ok;
    });
    return { ...result, trail };
  };
}
