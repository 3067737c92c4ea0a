import { type Exchange, headerValue } from '../../../mocks/kernel/exchange.ts';
import type { SignatureMethod, SigningSecrets } from '../../../mocks/kernel/oauth1/index.ts';
import type { Explanation } from '../../verdict/verdict.ts';
import type { Evidence } from '../evidence.ts';
import { explainSignature } from '../explain/oauth1/signature.ts';
import { addressed, readSigned, receivedPairs, rightSignature } from './signed-request.ts';

/** What a mistake is about: the method with its key and digest, the header, the token, or whose token it is. */
export type Concern = 'method' | 'header' | 'token' | 'another user' | 'coverage';

/** A mistake that reproduces the client's signature. */
export interface ExplainedRefusal {
  readonly concern: Concern;
  readonly explanation: Explanation;
}

const CONCERNS: Readonly<Record<string, Concern>> = {
  'secret-not-encoded': 'method',
  'secret-encoded-twice': 'method',
  'ampersand-missing': 'method',
  'secrets-swapped': 'method',
  'hash-of-another-method': 'method',
  'hex-instead-of-base64': 'method',
  'base64-of-hex': 'method',
  'base64-alphabet': 'method',
  'base64-padding-missing': 'method',
  'base64-line-breaks': 'method',
  'signature-not-encoded': 'header',
  'signature-encoded-twice': 'header',
  'token-secret-left-out': 'token',
  'token-secret-of-another-token': 'token',
};

/** Name the mistake by which a client came to its signature; what else it could be is what the signature covers. */
export function explainRefused(
  exchange: Exchange,
  signatureMethod: SignatureMethod,
  secrets: SigningSecrets,
  evidence: Evidence,
): ExplainedRefusal | undefined {
  const { method, headers, body } = exchange.request;
  const found = explainSignature({
    method,
    url: addressed(exchange),
    authorization: headerValue(headers, 'authorization'),
    body,
    contentType: headerValue(headers, 'content-type'),
    ...secrets,
    otherTokenSecrets: otherSecrets(evidence, secrets),
  });
  if (found === undefined) return undefined;
  const { mistakes, text, stages, firstDifference } = found;
  const { expected, sent } = stages.find(({ name }) => name === firstDifference) ?? stages.at(-1)!;
  const concern = CONCERNS[mistakes[0]!] ?? 'coverage';
  return {
    concern:
      concern === 'token' && takesAnotherUser(exchange, signatureMethod, secrets, evidence)
        ? 'another user'
        : concern,
    explanation: {
      mistake: mistakes.join(' and '),
      text,
      expected: `${firstDifference}: ${expected}`,
      sent: `${firstDifference}: ${sent}`,
      stages,
    },
  };
}

/** Whether the key holds the secret of another user's token, given or obtained. */
function takesAnotherUser(
  exchange: Exchange,
  method: SignatureMethod,
  { consumerSecret, tokenSecret }: SigningSecrets,
  evidence: Evidence,
): boolean {
  const obtained = evidence.exchanges.filter(e => e.operation === 'oauth.access-token');
  const secrets = [
    ...evidence.sessions.flatMap(({ credentials }) => credentials.tokenSecret ?? []),
    ...receivedPairs({ ...evidence, exchanges: obtained }).values(),
  ];
  const sent = readSigned(exchange).protocol.get('oauth_signature');
  const others = secrets.filter(secret => secret !== tokenSecret);
  return others.some(
    other => rightSignature(exchange, method, { consumerSecret, tokenSecret: other }) === sent,
  );
}

/** Of the tokens that the client holds or has held, the one in question left out. */
function otherSecrets(evidence: Evidence, { tokenSecret }: SigningSecrets): string[] {
  const given = evidence.sessions.flatMap(({ credentials }) => credentials.tokenSecret ?? []);
  const all = new Set([...given, ...receivedPairs(evidence).values()]);
  return [...all].filter(secret => secret !== tokenSecret);
}
