import { secretsMatch } from '../client-authentication.ts';
import { baseString } from './base-string.ts';
import { baseStringUri, splitUrl } from './base-string-uri.ts';
import { isProtocolParameter, type ParameterSources, signedParameters } from './parameters.ts';
import { sign, signingKey } from './signature.ts';
import { type Check, judge, type Verification } from './verification.ts';

/* Whether a request is who it says: the checks that RFC 5849 section 3.2 answers with 401, in its order. */

const consumerKnown: Check = v => {
  const key = v.protocol.get('oauth_consumer_key') ?? '';
  v.consumer = v.context.findConsumer(key);
  return judge(v, {
    check: 'consumer key is known',
    expected: 'a known consumer key',
    got: key,
    ok: v.consumer !== undefined,
    problem: 'consumer_key_unknown',
  });
};

/** An empty token counts as none (section 2.1). */
const tokenKnown: Check = v => {
  const value = v.protocol.get('oauth_token');
  if (!value) return undefined;
  v.token = v.context.findToken(value);
  const owner = v.token?.consumerKey;
  return judge(v, {
    check: 'token is known, and this consumer’s',
    expected: 'a token of the consumer',
    got: owner === undefined ? `${value}, which is unknown` : `${value} of the consumer ${owner}`,
    ok: owner !== undefined && owner === v.protocol.get('oauth_consumer_key'),
    problem: 'token_rejected',
  });
};

/** Section 3.2, first point; compared in constant time. */
const signatureMatches: Check = v => {
  const key = keyOf(v);
  const got = v.protocol.get('oauth_signature')!;
  if (v.method === 'PLAINTEXT') return plaintextMatches(v, secretsMatch(key, got));
  const text = baseStringOf(v, v.sources);
  const expected = sign(v.method, text, key);
  const ok = secretsMatch(expected, got);
  return judge(v, {
    check: `${v.method} signature matches`,
    expected: `${expected} over ${JSON.stringify(text)}`,
    got,
    ok,
    problem: 'signature_invalid',
    lenience: ok ? undefined : unsignedPart(v, got),
  });
};

/** The key is the signature here, so neither is shown. */
function plaintextMatches(v: Verification, ok: boolean): ReturnType<Check> {
  return judge(v, {
    check: 'PLAINTEXT signature matches',
    expected: 'encoded consumer secret, &, encoded token secret',
    got: ok ? 'that' : 'something else',
    ok,
    problem: 'signature_invalid',
  });
}

function keyOf(v: Verification): string {
  return signingKey({ consumerSecret: v.consumer!.secret, tokenSecret: v.token?.secret ?? '' });
}

function baseStringOf({ input }: Verification, sources: ParameterSources): string {
  const uri = baseStringUri(splitUrl(input.url));
  return baseString({ method: input.method, uri, parameters: signedParameters(sources) });
}

/** What real clients leave out of the base string (b3): the query, the form body, or both. */
const LEFT_OUT: readonly (readonly (keyof ParameterSources)[])[] = [['form'], ['query'], ['form', 'query']];

/** @returns what the client left out of what it signed, as a lenience; undefined where that explains nothing */
function unsignedPart(v: Verification, got: string): string | undefined {
  const parts = LEFT_OUT.find(places => {
    const text = baseStringOf(v, without(v.sources, places));
    return secretsMatch(sign(v.method, text, keyOf(v)), got);
  });
  return parts && `left out of the signature: parameters of the ${parts.join(' and of the ')}`;
}

/** The protocol's own parameters are signed wherever they stand. */
function without(sources: ParameterSources, places: readonly (keyof ParameterSources)[]): ParameterSources {
  const left = { ...sources };
  for (const place of places) left[place] = left[place].filter(isProtocolParameter);
  return left;
}

/** Section 3.3. PLAINTEXT does not use the timestamp (section 3.4.4). */
const timestampFresh: Check = v => {
  if (v.method === 'PLAINTEXT') return undefined;
  const got = v.protocol.get('oauth_timestamp')!;
  const now = Math.floor(v.input.now / 1000);
  const { timestampWindowSeconds: seconds } = v.context;
  return judge(v, {
    check: `oauth_timestamp is within ${seconds} seconds of the server's time`,
    expected: String(now),
    got,
    ok: Math.abs(now - Number(got)) <= seconds,
    problem: 'timestamp_refused',
    lenience: `the timestamp is ${Math.abs(now - Number(got))} seconds off`,
  });
};

/** Section 3.2, second point. PLAINTEXT does not use the nonce (section 3.4.4). */
const nonceUnused: Check = v => {
  if (v.method === 'PLAINTEXT') return undefined;
  const [consumer, token, timestamp, nonce] = ['consumer_key', 'token', 'timestamp', 'nonce'].map(
    name => v.protocol.get(`oauth_${name}`) ?? '',
  ) as [string, string, string, string];
  const ok = v.context.nonces.use(consumer, token, timestamp, nonce);
  return judge(v, {
    check: 'nonce was not used before',
    expected: 'unused',
    got: ok ? 'unused' : 'used',
    ok,
    problem: 'nonce_used',
    lenience: 'the nonce was used before',
  });
};

/** Section 3.2, third point. */
const tokenAlive: Check = v => {
  if (v.token === undefined) return undefined;
  const { problem } = v.token;
  return judge(v, {
    check: 'token is alive',
    expected: 'alive',
    got: problem?.replace('token_', '') ?? 'alive',
    ok: problem === undefined,
    problem: problem ?? 'token_rejected',
  });
};

/** In the order they are made. */
export const CREDENTIAL_CHECKS: readonly Check[] = [
  consumerKnown,
  tokenKnown,
  signatureMatches,
  timestampFresh,
  nonceUnused,
  tokenAlive,
];
