import type { Secrets } from './generate.ts';

/** A signed request on the wire, and what the server knows of who signed it. */
export interface Signed {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | null;
  readonly body: string | null;
  readonly contentType: string | null;
  readonly signatureMethod: string;
  readonly timestamp: string;
  readonly secrets: Secrets;
  /** A number that decides how the request is changed on its way. */
  readonly tamper: number;
}

type Change = (r: Signed) => Partial<Signed>;

const inUrl =
  (from: RegExp, to: string): Change =>
  ({ url }) => ({ url: url.replace(from, to) });
const everywhere =
  (from: RegExp, to: string): Change =>
  ({ url, authorization, body }) => ({
    url: url.replace(from, to),
    authorization: authorization?.replace(from, to) ?? null,
    body: body?.replace(from, to) ?? null,
  });
const withSecrets =
  (secrets: Partial<Secrets>): Change =>
  r => ({ secrets: { ...r.secrets, ...secrets } });

/** What happens to a request between client and server; some of it must be noticed, some must not. */
export const CHANGES: Readonly<Record<string, Change>> = {
  nothing: () => ({}),
  'nothing at all': () => ({}),
  'order of the query': ({ url }) => {
    const [before, query] = url.split('?', 2) as [string, string | undefined];
    return query === undefined ? {} : { url: `${before}?${query.split('&').reverse().join('&')}` };
  },
  'upper-case host': ({ url }) => ({ url: url.replace(/\/\/[^/?]+/, h => h.toUpperCase()) }),
  'explicit port': ({ url }) => ({
    url: url.replace(/^(https?):\/\/([^/?:[]+|\[[^\]]*\])(?=[/?]|$)/i, (all, scheme: string) =>
      /^https$/i.test(scheme) ? `${all}:443` : `${all}:80`,
    ),
  }),
  'lower-case method': ({ method }) => ({ method: method.toLowerCase() }),
  'charset of the form': ({ contentType }) => ({
    contentType: contentType && `${contentType}; charset=UTF-8`,
  }),
  'case of the scheme word': ({ authorization }) => ({
    authorization: authorization?.replace('OAuth', 'oAUTH') ?? null,
  }),
  'no blanks in the header': ({ authorization }) => ({
    authorization: authorization?.replaceAll('", ', '",') ?? null,
  }),
  method: ({ method }) => ({ method: method === 'PUT' ? 'POST' : 'PUT' }),
  scheme: ({ url }) => ({
    url: /^https/i.test(url) ? url.replace(/^https/i, 'http') : url.replace(/^http/i, 'https'),
  }),
  host: inUrl(/\/\/(\[.*?\]|[^/?:]+)/, '//other.example'),
  port: inUrl(/^(\w+:\/\/[^/?:[]+)(:\d+)?/, '$1:8081'),
  path: inUrl(/^(\w+:\/\/[^/?]+)([^?]*)/, '$1$2/more'),
  'case of the escapes in the path': ({ url }) => ({
    url: url.replace(/^[^?]*/, path => path.replace(/%[0-9A-F]{2}/g, e => e.toLowerCase())),
  }),
  'one more in the query': ({ url }) => ({ url: url.includes('?') ? `${url}&more=1` : `${url}?more=1` }),
  'an empty one in the query': ({ url }) => ({ url: url.includes('?') ? `${url}&a` : `${url}?a=` }),
  'one less in the query': inUrl(/\?(?!oauth_)[^&]+&/, '?'),
  'one more in the form': ({ body, contentType }) => ({
    body: contentType?.startsWith('application/x') ? `${body}&more=1` : body,
  }),
  'the body': ({ body }) => ({ body: body && `${body} ` }),
  'the media type': ({ contentType }) => ({ contentType: contentType && 'text/plain' }),
  signature: everywhere(/(oauth_signature=["]?)(.)/, '$1x'),
  nonce: everywhere(/(oauth_nonce=["]?)/, '$1x'),
  'consumer key': everywhere(/(oauth_consumer_key=["]?)/, '$1x'),
  token: everywhere(/(oauth_token=["]?)/, '$1x'),
  'version 2.0': everywhere(/(oauth_version="?)1.0/, '$12.0'),
  'name of the method': everywhere(/(oauth_signature_method="?)[\w-]+/, '$1HMAC-SHA256'),
  'other name of the method': everywhere(/(oauth_signature_method="?)HMAC-SHA1/, '$1HMAC-SHA512'),
  'no signature': everywhere(/oauth_signature=/, 'xoauth_signature='),
  'no consumer key': everywhere(/oauth_consumer_key=/, 'xoauth_consumer_key='),
  'no method': everywhere(/oauth_signature_method=/, 'xoauth_signature_method='),
  'the same parameter twice': ({ url }) => ({
    url: `${url}${url.includes('?') ? '&' : '?'}oauth_version=1.0`,
  }),
  'single quotes': ({ authorization }) => ({ authorization: authorization?.replaceAll('"', "'") ?? null }),
  'a missing comma': ({ authorization }) => ({ authorization: authorization?.replace('", ', '" ') ?? null }),
  'another scheme word': ({ authorization }) => ({
    authorization: authorization?.replace('OAuth', 'Bearer') ?? null,
  }),
  'the consumer secret': withSecrets({ consumerSecret: 'another' }),
  'the token secret': r => (r.secrets.token === '' ? {} : withSecrets({ tokenSecret: 'another' })(r)),
};

const NAMES = Object.keys(CHANGES);

/** Change a request the way its number says: every second one not at all. */
export function change(request: Signed): Signed & { readonly changed: string } {
  const { tamper } = request;
  const changed = tamper % 2 === 0 ? 'nothing' : NAMES[(tamper >> 1) % NAMES.length]!;
  return { ...request, ...CHANGES[changed]!(request), changed };
}
