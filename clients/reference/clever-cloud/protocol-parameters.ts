import { randomBytes } from 'node:crypto';
import { percentEncode } from '../percent-encode.ts';
import type { Credentials, Parameter, SignatureMethod } from './signature.ts';

/** What makes a signature good for one request only. */
export interface Stamp {
  readonly nonce: string;
  /** Seconds since the epoch. */
  readonly timestamp: number;
}

/** @param now milliseconds since the epoch */
export function stamp(now: number): Stamp {
  return { nonce: randomBytes(16).toString('hex'), timestamp: Math.floor(now / 1000) };
}

/** What the protocol parameters of a request are made of. */
export interface ProtocolInput {
  readonly credentials: Credentials;
  readonly method: SignatureMethod;
  readonly stamp: Stamp;
  /** Parameters of one step of the dance, `oauth_callback` or `oauth_verifier`. */
  readonly extra: readonly Parameter[];
}

/** Everything but the signature; nothing optional is left out. @see RFC 5849 section 3.1 */
export function protocolParameters({ credentials, method, stamp, extra }: ProtocolInput): Parameter[] {
  const { consumerKey, token } = credentials;
  return [
    ['oauth_consumer_key', consumerKey],
    ...(token === undefined ? [] : ([['oauth_token', token]] as const)),
    ['oauth_signature_method', method],
    ['oauth_timestamp', String(stamp.timestamp)],
    ['oauth_nonce', stamp.nonce],
    ['oauth_version', '1.0'],
    ...extra,
  ];
}

/** `OAuth key="value", key2="value2"`. @see RFC 5849 section 3.5.1 */
export function authorizationHeader(parameters: readonly Parameter[]): string {
  const list = parameters.map(([name, value]) => `${percentEncode(name)}="${percentEncode(value)}"`);
  return `OAuth ${list.join(', ')}`;
}

/** @see RFC 5849 section 3.5.2 */
export function formBody(parameters: readonly Parameter[]): Buffer {
  return Buffer.from(parameters.map(pair => pair.map(percentEncode).join('=')).join('&'));
}
