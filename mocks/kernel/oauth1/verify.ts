import type { Decision } from '../exchange.ts';
import { isOAuthHeader, type OAuthHeader, parseAuthorizationHeader } from './authorization-header.ts';
import { splitUrl } from './base-string-uri.ts';
import { CREDENTIAL_CHECKS } from './check-credentials.ts';
import { PARAMETER_CHECKS } from './check-parameters.ts';
import { isProtocolParameter, parameterSources } from './parameters.ts';
import type { SignatureMethod } from './signature.ts';
import type {
  OAuth1Consumer,
  OAuth1Context,
  OAuth1Refusal,
  OAuth1Request,
  OAuth1Token,
  Verification,
} from './verification.ts';

export type OAuth1Result<C, T> =
  | {
      readonly ok: true;
      readonly consumerKey: string;
      readonly consumer: C;
      /** Undefined where the request carried none. */
      readonly token: T | undefined;
      readonly method: SignatureMethod;
      /** The protocol's own parameters by name, decoded: `oauth_callback`, `oauth_verifier`, … */
      readonly protocol: ReadonlyMap<string, string>;
      /** What was let pass in lenient mode, a phrase each; none in strict mode. */
      readonly leniences: readonly string[];
    }
  | ({ readonly ok: false } & OAuth1Refusal);

const CHECKS = [...PARAMETER_CHECKS, ...CREDENTIAL_CHECKS];

/**
 * Verify a request; a nonce counts as used only when its signature was right.
 * @param trail keeps every check that was made; the last one is what a refused request was refused for. The
 *   base string and the signature expected are on it, the signing key never is
 * @see RFC 5849 section 3.2
 */
export function verifyOAuth1<C extends OAuth1Consumer, T extends OAuth1Token>(
  input: OAuth1Request,
  context: OAuth1Context<C, T>,
  trail: (decision: Decision) => boolean,
): OAuth1Result<C, T> {
  const v = begin(input, context, trail);
  for (const check of CHECKS) {
    const refusal = check(v);
    if (refusal !== undefined) return { ok: false, ...refusal };
  }
  return {
    ok: true,
    consumerKey: v.protocol.get('oauth_consumer_key')!,
    // The checks asked the context given here, so what they found is of its types.
    consumer: v.consumer as C,
    token: v.token as T | undefined,
    method: v.method,
    protocol: v.protocol,
    leniences: v.leniences,
  };
}

function begin(input: OAuth1Request, context: OAuth1Context, trail: Verification['trail']): Verification {
  const header = readHeader(input.authorization);
  const sources = parameterSources({
    authorization: header.parameters,
    query: splitUrl(input.url).query,
    body: input.body,
    contentType: input.contentType,
  });
  const all = Object.values(sources).flat();
  return {
    input,
    context,
    trail,
    sources,
    malformed: header.wrong,
    unencoded: header.unencoded,
    protocol: new Map(all.filter(isProtocolParameter)),
    leniences: [],
    method: 'PLAINTEXT',
    consumer: undefined,
    token: undefined,
  };
}

/** A header of another scheme says nothing here; nor does a malformed one, but why it is. */
function readHeader(authorization: string | undefined): OAuthHeader & { readonly wrong?: string } {
  const nothing = { parameters: [], unencoded: [] };
  if (!isOAuthHeader(authorization)) return nothing;
  const read = parseAuthorizationHeader(authorization);
  return 'wrong' in read ? { ...nothing, ...read } : read;
}
