import {
  decode,
  isOAuthHeader,
  isProtocolParameter,
  parameterSources,
  parseAuthorizationHeader,
  splitUrl,
  type UrlParts,
} from '../../../../mocks/kernel/oauth1/index.ts';

/** A signed request as it arrived, and the secrets that it should have been signed with. */
export interface SignatureQuestion {
  readonly method: string;
  /** Absolute, as addressed: scheme, the Host header, and the request target with nothing changed. */
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: Buffer;
  readonly contentType: string | undefined;
  readonly consumerSecret: string;
  /** Empty where the request carries no token. */
  readonly tokenSecret: string;
  /** Secrets of other tokens that the client holds or held, in case it took the wrong one. */
  readonly otherTokenSecrets?: readonly string[];
}

export type Place = 'header' | 'query' | 'form';

/** A parameter that the signature covers. */
export interface Parameter {
  readonly place: Place;
  readonly name: string;
  readonly value: string;
  /** Name and value as written in query or form, still encoded; in the header the decoded ones. */
  readonly written: readonly [name: string, value: string];
}

/** The request, taken apart. */
export interface Arrived {
  readonly method: string;
  readonly url: UrlParts;
  /** In the order header, query, form; without the signature. */
  readonly parameters: readonly Parameter[];
  readonly realm: string | undefined;
  readonly body: string;
  /** Whether the body's parameters are among the signed ones. */
  readonly bodyIsForm: boolean;
  readonly signatureMethod: string;
  readonly signature: { readonly place: Place; readonly value: string; readonly written: string };
}

/**
 * Take a request apart.
 * @returns undefined where it carries no signature that could be read
 */
export function readArrived(question: SignatureQuestion): Arrived | undefined {
  const { method, authorization, contentType } = question;
  const url = splitUrl(question.url);
  const body = question.body.toString('utf8');
  const header = isOAuthHeader(authorization) ? parseAuthorizationHeader(authorization) : undefined;
  if (header !== undefined && 'wrong' in header) return undefined;
  const { form } = parameterSources({ authorization: [], query: '', body: question.body, contentType });
  const all: Parameter[] = [
    ...(header?.parameters ?? []).map(pair => ({
      place: 'header' as const,
      name: pair[0],
      value: pair[1],
      written: pair,
    })),
    ...readPairs('query', url.query),
    ...(form.length > 0 ? readPairs('form', body) : []),
  ];
  const sent = all.find(({ name }) => name === 'oauth_signature');
  if (sent === undefined) return undefined;
  const written = sent.place === 'header' ? rawHeaderValue(authorization!) : sent.written[1];
  return {
    method,
    url,
    parameters: all.filter(({ name }) => name !== 'oauth_signature'),
    realm: header?.realm,
    body,
    bodyIsForm: form.length > 0,
    signatureMethod: all.find(({ name }) => name === 'oauth_signature_method')?.value ?? 'PLAINTEXT',
    signature: { place: sent.place, value: sent.value, written },
  };
}

/** Whether a parameter is the protocol's own, which no client leaves out with the rest. */
export function isOwn({ name, value }: Parameter): boolean {
  return isProtocolParameter([name, value]);
}

/** One name or value of a query or form: `+` is a space, what is no escape stays. */
export function decodeFormText(text: string): string {
  return new URLSearchParams(`v=${text.replaceAll('&', '%26')}`).get('v')!;
}

function readPairs(place: Place, list: string): Parameter[] {
  return list
    .split('&')
    .filter(pair => pair !== '')
    .map(pair => {
      const at = pair.includes('=') ? pair.indexOf('=') : pair.length;
      const written = [pair.slice(0, at), pair.slice(at + 1)] as const;
      return { place, name: decodeFormText(written[0]), value: decodeFormText(written[1]), written };
    });
}

function rawHeaderValue(authorization: string): string {
  return /[\s,]oauth_signature="([^"]*)"/.exec(authorization)?.[1] ?? '';
}

/** Percent-decoding only, as a program does that forgets `+`; text that cannot be decoded stays. */
export function decodeEscapes(text: string): string {
  return decode(text) ?? text;
}
