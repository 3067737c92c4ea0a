import { signingKey } from '../../mocks/kernel/oauth1/index.ts';
import {
  SECONDS,
  SECRETS,
  type Shape,
  signedRequest,
} from '../../mocks/kernel/oauth1/testing/signed-request.ts';
import type { Signed } from './requests.ts';

/** Something on which the two differ, decided by the text of RFC 5849. */
export interface Decided {
  /** As in docs/oauth1-agreement.md. */
  readonly name: string;
  /** Who lets the request in. */
  readonly accepts: 'ours' | 'oauthlib';
  readonly request: Signed;
}

type Change = (r: ReturnType<typeof signedRequest>) => Partial<ReturnType<typeof signedRequest>>;

function decided(
  name: string,
  accepts: Decided['accepts'],
  shape: Shape,
  change: Change = () => ({}),
): Decided {
  const sent = signedRequest(shape);
  const { method, url, authorization, body, contentType } = { ...sent, ...change(sent) };
  return {
    name,
    accepts,
    request: {
      method,
      url,
      authorization: authorization === '' ? null : authorization,
      body: body.toString('utf8'),
      contentType: contentType ?? null,
      signatureMethod: shape.own?.oauth_signature_method ?? 'HMAC-SHA512',
      timestamp: shape.own?.oauth_timestamp ?? String(SECONDS),
      secrets: { consumerKey: 'ck', token: 'tok', ...SECRETS },
      tamper: 0,
    },
  };
}

const PLAINTEXT = { oauth_signature_method: 'PLAINTEXT', oauth_signature: signingKey(SECRETS) };
const header =
  (from: string | RegExp, to: string): Change =>
  r => ({
    authorization: r.authorization.replaceAll(from, to),
  });

/** What the generated requests leave out because oauthlib is known to differ there. */
export const DECIDED: readonly Decided[] = [
  decided('PLAINTEXT without nonce and timestamp', 'ours', {
    own: { ...PLAINTEXT, oauth_nonce: undefined, oauth_timestamp: undefined },
  }),
  decided('A timestamp that has not ten digits', 'ours', { own: { oauth_timestamp: '137131201' } }),
  decided('Header values without quotes', 'oauthlib', {}, header('"', '')),
  decided('Header values that are not percent-encoded', 'oauthlib', {}, header('%3D', '=')),
  decided(
    'A parameter twice in the header',
    'oauthlib',
    {},
    header('oauth_nonce', 'oauth_nonce="n0", oauth_nonce'),
  ),
  decided(
    'A query parameter called realm',
    'ours',
    { url: 'http://h:8/?realm=x' },
    header('OAuth ', 'OAuth realm="Photos", '),
  ),
  decided('Brackets in the query', 'ours', { url: 'http://h:8/?filter[]=x' }),
  decided('A broken escape in the query', 'ours', { url: 'http://h:8/?a=%zz' }),
  decided('A path that ends with a semicolon', 'ours', { url: 'http://h:8/a;' }),
  decided('An IPv6 address that could be shorter', 'ours', { url: 'http://[0:0:0:0:0:0:0:1]:8/' }),
];
