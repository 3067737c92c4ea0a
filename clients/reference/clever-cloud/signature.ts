import { createHmac } from 'node:crypto';
import type { HttpRequest } from '../http.ts';
import { percentEncode } from '../percent-encode.ts';

/*
 * Signatures of OAuth 1 (RFC 5849 section 3.4), one function a stage.
 */

/** Name and value; names may repeat. */
export type Parameter = readonly [name: string, value: string];

/** The three that the platform takes. */
export const SIGNATURE_METHODS = ['HMAC-SHA512', 'HMAC-SHA1', 'PLAINTEXT'] as const;
export type SignatureMethod = (typeof SIGNATURE_METHODS)[number];

/** Who signs: an application, for itself or for one of its users. */
export interface Credentials {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  /** The user's, or a temporary one; undefined where the application speaks for itself. */
  readonly token?: string | undefined;
  readonly tokenSecret?: string | undefined;
}

export const FORM = 'application/x-www-form-urlencoded';

/** The parameters of the query, decoded. @see RFC 5849 section 3.4.1.3.1 */
export function queryParameters({ url }: HttpRequest): Parameter[] {
  return [...url.searchParams];
}

/** The parameters of the body, decoded: of a form, and of nothing else. @see RFC 5849 section 3.4.1.3.1 */
export function formParameters({ headers, body }: HttpRequest): Parameter[] {
  const [mediaType = ''] = (headers['content-type'] ?? '').split(';', 1);
  if (body === undefined || mediaType.trim().toLowerCase() !== FORM) return [];
  // URLSearchParams drops one leading question mark, so that it is given one of its own.
  return [...new URLSearchParams(`?${body}`)];
}

/** @see RFC 5849 section 3.4.1.3.2, step 1 */
export function encodeParameters(parameters: readonly Parameter[]): Parameter[] {
  return parameters.map(([name, value]) => [percentEncode(name), percentEncode(value)]);
}

/** By name and then by value, byte by byte; what is encoded is ASCII. @see RFC 5849 section 3.4.1.3.2, step 2 */
export function sortParameters(encoded: readonly Parameter[]): Parameter[] {
  return encoded.toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y));
}

/**
 * Where the request goes, without its query. `URL` writes scheme and host in lower case and leaves out the
 * port that goes without saying, and the Host header is made of the same.
 * @see RFC 5849 section 3.4.1.2
 */
export function baseStringUri({ url }: HttpRequest): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

/** @see RFC 5849 section 3.4.1.1 */
export function baseString(method: string, uri: string, normalizedParameters: string): string {
  return [method.toUpperCase(), uri, normalizedParameters].map(percentEncode).join('&');
}

/** The ampersand stands even where a secret is missing. @see RFC 5849 section 3.4.2 */
export function signingKey({ consumerSecret, tokenSecret = '' }: Credentials): string {
  return `${percentEncode(consumerSecret)}&${percentEncode(tokenSecret)}`;
}

/** @see RFC 5849 sections 3.4.2 and 3.4.4; HMAC-SHA512 is the platform's own, after the manner of HMAC-SHA1 */
export function sign(method: SignatureMethod, text: string, key: string): string {
  if (method === 'PLAINTEXT') return key;
  const digest = method === 'HMAC-SHA1' ? 'sha1' : 'sha512';
  return createHmac(digest, key).update(text).digest('base64');
}

/** The stages in their order; each can be replaced by another of its form. */
export const signatureStages = {
  queryParameters,
  formParameters,
  encodeParameters,
  sortParameters,
  baseStringUri,
  baseString,
  signingKey,
  sign,
};

export type SignatureStages = Readonly<typeof signatureStages>;

/** What is signed, by whom and how. */
export interface Signing {
  readonly request: HttpRequest;
  /** The protocol parameters that go with the request, without its signature. */
  readonly protocol: readonly Parameter[];
  readonly credentials: Credentials;
  readonly method: SignatureMethod;
}

/** The value of `oauth_signature`. @see RFC 5849 section 3.4 */
export function signature(
  { request, protocol, credentials, method }: Signing,
  stages: SignatureStages,
): string {
  const parameters = [...stages.queryParameters(request), ...protocol, ...stages.formParameters(request)];
  const normalized = stages
    .sortParameters(stages.encodeParameters(parameters))
    .map(pair => pair.join('='))
    .join('&');
  const text = stages.baseString(request.method, stages.baseStringUri(request), normalized);
  return stages.sign(method, text, stages.signingKey(credentials));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
