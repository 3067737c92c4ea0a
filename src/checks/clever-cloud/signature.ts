import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { type Evidence, numbers, type SessionEvidence } from '../evidence.ts';
import { type Complaint, type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';
import { FOUR_VALUES, METHOD } from './cause.ts';
import { callsOfClient, ofClient, readSigned } from './signed-request.ts';

/** Bytes of each digest; PLAINTEXT has none. */
const DIGEST_BYTES: Readonly<Record<string, number>> = { 'HMAC-SHA1': 20, 'HMAC-SHA512': 64 };

function isVerified({ decisions }: Exchange): boolean {
  return decisions.some(({ check, ok }) => /signature matches$/.test(check) && ok);
}

/** No judgement can be made where nothing was sent. */
function nothingSent(evidence: Evidence, expected = 'a signed request'): Judgement {
  return unmet('The client sent no request.', { expected, sent: 'none', ...rootCause(evidence) });
}

/** V26 to V28: every request of the client is signed, and the platform could verify each signature. */
export function signaturesAccepted(evidence: Evidence): Judgement {
  const requests = ofClient(evidence);
  if (requests.length === 0) return nothingSent(evidence);
  const bad = requests.filter(e => !isVerified(e) || e.decisions.some(d => !d.ok));
  if (bad.length === 0) return met('the platform accepted every signature', numbers(requests));
  const failed = bad[0]!.decisions.find(d => !d.ok);
  return unmet(
    failed === undefined
      ? 'A request was not signed.'
      : `The platform refused a signed request: ${failed.check}.`,
    {
      exchanges: numbers(bad),
      expected: failed?.expected ?? 'a signature',
      sent: failed?.got ?? 'none',
      ...rootCause(evidence),
    },
  );
}

/** V27: the signature is of the method that the client was to sign by: the method says so, and the digest's length. */
export function signedBy(evidence: Evidence, method: string): Judgement {
  const requests = ofClient(evidence);
  if (requests.length === 0) return nothingSent(evidence, `a request signed by ${method}`);
  const wrong = requests.filter(e => !isOfMethod(e, method));
  if (wrong.length === 0) return met(`every signature is one of ${method}`, numbers(requests));
  const { protocol } = readSigned(wrong[0]!);
  const bytes = digestBytes(protocol.get('oauth_signature'));
  return unmet(`A signature is not one of ${method}.`, {
    exchanges: numbers(wrong),
    expected: `${method}${DIGEST_BYTES[method] === undefined ? '' : `, ${DIGEST_BYTES[method]} bytes in base64`}`,
    sent: `${protocol.get('oauth_signature_method') ?? 'no method'}, ${bytes ?? 'no'} bytes`,
    hint: 'The method that is named and the digest that is made must be those that the session was opened with.',
    cause: METHOD,
    ...rootCause(evidence),
  });
}

function isOfMethod(exchange: Exchange, method: string): boolean {
  const { protocol } = readSigned(exchange);
  const signature = protocol.get('oauth_signature');
  if (method === 'PLAINTEXT')
    return (protocol.get('oauth_signature_method') ?? method) === method && signature?.includes('&') === true;
  return protocol.get('oauth_signature_method') === method && digestBytes(signature) === DIGEST_BYTES[method];
}

/** How many bytes a signature stands for, if it is base64. */
function digestBytes(signature = ''): number | undefined {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(signature)) return undefined;
  return Buffer.from(signature, 'base64').length;
}

/** RFC 5849 section 3.1 requires the method; nonce and timestamp may be left out, and serve nobody then. */
export function statesEverything(evidence: Evidence): Judgement {
  const requests = ofClient(evidence);
  if (requests.length === 0) return nothingSent(evidence);
  const names = ['oauth_signature_method', 'oauth_timestamp', 'oauth_nonce'];
  const absent = (e: Exchange) => names.filter(name => !readSigned(e).protocol.get(name));
  const wrong = requests.filter(e => absent(e).length > 0);
  if (wrong.length === 0)
    return met('every request names its method, nonce and timestamp', numbers(requests));
  return unmet('A request leaves out what a strict server asks for.', {
    exchanges: numbers(wrong),
    expected: names.join(', '),
    sent: `missing: ${absent(wrong[0]!).join(', ')}`,
    hint: 'RFC 5849 section 3.1 requires oauth_signature_method; strict servers refuse a request without it.',
    ...rootCause(evidence),
  });
}

/** V28: every request has a nonce of its own, and a timestamp. */
export function noncesFresh(evidence: Evidence): Judgement {
  const requests = ofClient(evidence);
  const nonces = requests.map(e => readSigned(e).protocol.get('oauth_nonce'));
  if (requests.length > 1 && new Set(nonces).size === requests.length && !nonces.includes(undefined))
    return met('every request has a nonce of its own', numbers(requests));
  return unmet('Requests share a nonce.', {
    exchanges: numbers(requests),
    expected: 'a new nonce for each request',
    sent: nonces.map(nonce => nonce ?? 'none').join(', ') || 'no request',
    hint: 'Make a new nonce for every request, repetitions included.',
    ...rootCause(evidence),
  });
}

/** V26: every call names the consumer and the user's token, and is signed with the secrets of both. */
export function callsCarryValues(evidence: Evidence, values: Values): Judgement {
  const calls = callsOfClient(evidence);
  if (calls.length === 0) return nothingSent(evidence, 'a signed call');
  const carries = (e: Exchange) => {
    const { protocol } = readSigned(e);
    return (
      protocol.get('oauth_consumer_key') === values.consumerKey &&
      protocol.get('oauth_token') === values.token
    );
  };
  const wrong = calls.filter(e => !carries(e) || !isVerified(e));
  if (wrong.length === 0) return met('every call is made with the four values', numbers(calls));
  const { protocol } = readSigned(wrong[0]!);
  return unmet('A call is not made with the four values of the user’s token.', {
    exchanges: numbers(wrong),
    expected: `oauth_consumer_key ${values.consumerKey}, oauth_token ${values.token}, signed with both secrets`,
    sent: `oauth_consumer_key ${protocol.get('oauth_consumer_key') ?? 'none'}, oauth_token ${protocol.get('oauth_token') ?? 'none'}`,
    hint: 'Sign with consumer key, consumer secret, user token and user token secret.',
    cause: FOUR_VALUES,
    ...rootCause(evidence),
  });
}

/** What calls are to be made with. */
export interface Values {
  readonly consumerKey: string;
  readonly token: string;
}

/** Under HMAC neither secret is sent: that is what a digest is for. */
export function secretsStayHome(evidence: Evidence, { credentials }: SessionEvidence): Judgement {
  const requests = ofClient(evidence);
  if (requests.length === 0) return nothingSent(evidence);
  const secrets = [credentials.consumerSecret, credentials.tokenSecret].filter(s => s !== undefined);
  const leaks = requests.filter(e => secrets.some(secret => sentText(e).includes(secret)));
  if (leaks.length > 0) return unmet('A secret was sent, though a digest was to prove it.', leak(leaks));
  return signaturesAccepted(evidence);
}

function sentText({ request }: Exchange): string {
  return [request.target, ...request.headers.map(h => h.join(': ')), request.body.toString('utf8')].join(
    '\n',
  );
}

function leak(leaks: readonly Exchange[]): Complaint {
  return {
    exchanges: numbers(leaks),
    expected: 'the digest alone',
    sent: 'a secret of the four values',
    hint: 'Consumer secret and token secret are the key of the digest; only PLAINTEXT sends them.',
  };
}
