import { createHmac } from 'node:crypto';

/** A request as a client means it, before it is signed. */
export interface ToSign {
  readonly method: string;
  /** Without query. */
  readonly url: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly form?: readonly (readonly [string, string])[];
  readonly signatureMethod: 'HMAC-SHA1' | 'HMAC-SHA512';
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** Left out by the first step of the dance. */
  readonly token?: string;
  readonly tokenSecret?: string;
  /** What a step of the dance has in its header beside the usual: `oauth_callback`, `oauth_verifier`. */
  readonly more?: Readonly<Record<string, string>>;
  /** Seconds since the epoch. */
  readonly timestamp: number;
  readonly nonce: string;
}

const encode = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, c => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The Authorization header of a request, by code of the tests' own (RFC 5849 section 3). */
export function hmacHeader(to: ToSign): string {
  const oauth = Object.entries({
    oauth_consumer_key: to.consumerKey,
    oauth_nonce: to.nonce,
    oauth_signature_method: to.signatureMethod,
    oauth_timestamp: String(to.timestamp),
    oauth_version: '1.0',
    ...(to.token !== undefined && { oauth_token: to.token }),
    ...to.more,
  });
  const pairs = [...oauth, ...(to.query ?? []), ...(to.form ?? [])].map(pair => pair.map(encode).join('='));
  const text = [to.method, to.url, pairs.sort().join('&')].map(encode).join('&');
  const key = `${encode(to.consumerSecret)}&${encode(to.tokenSecret ?? '')}`;
  const hash = to.signatureMethod === 'HMAC-SHA1' ? 'sha1' : 'sha512';
  return oauthHeader([...oauth, ['oauth_signature', createHmac(hash, key).update(text).digest('base64')]]);
}

/** `OAuth name="value", …`, every value encoded. */
export function oauthHeader(parameters: readonly (readonly [string, string])[]): string {
  return `OAuth ${parameters.map(([name, value]) => `${name}="${encode(value)}"`).join(', ')}`;
}

/** The signature of PLAINTEXT, before it is encoded for its place (RFC 5849 section 3.4.4). */
export function plaintext(consumerSecret: string, tokenSecret = ''): string {
  return `${encode(consumerSecret)}&${encode(tokenSecret)}`;
}
