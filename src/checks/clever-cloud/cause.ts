import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { isSignatureMethod } from '../../../mocks/kernel/oauth1/index.ts';
import { authorizationOf, describe, type Evidence, exchangesOf, numbers, succeeded } from '../evidence.ts';
import { type Diagnoses, type Diagnosis, diagnosed, type Refused, type Root, root } from '../refused.ts';
import { explainRefused } from './explain-refused.ts';
import { ofClient, readSigned, rightSignature, tokenSecretOf } from './signed-request.ts';

/** What a refused request can go back to, whatever its case was about. */
export const BRIDGE_ONLY = 'CLV-05';
export const BEARER = 'CLV-15';
export const REQUEST_TOKEN = 'CLV-21';
export const AUTHORIZATION_URL = 'CLV-22';
export const ACCESS_TOKEN = 'CLV-25';
export const FOUR_VALUES = 'CLV-26';
export const METHOD = 'CLV-27';
export const COVERAGE = 'CLV-28';
export const HEADER = 'CLV-29';

/** The requirement that names the values a request carries, by the step it belongs to. */
function ofStep({ operation }: Exchange): string {
  if (operation === 'oauth.request-token') return REQUEST_TOKEN;
  return operation === 'oauth.access-token' ? ACCESS_TOKEN : FOUR_VALUES;
}

const always =
  (cause: string | ((exchange: Exchange) => string), hint: string): Diagnosis =>
  refused =>
    root(typeof cause === 'string' ? cause : cause(refused.exchange), refused, hint);

const noCredential: Diagnosis = refused => {
  const { exchange, decision, session } = refused;
  if (session.credentials.apiToken !== undefined)
    return root(BEARER, refused, 'Send the API token, unchanged, after "Bearer ".');
  const sent = authorizationOf(exchange);
  if (decision.got === 'nothing')
    return root(FOUR_VALUES, refused, 'Sign every call with the four values of the user’s token.');
  return { ...root(HEADER, refused, 'The header begins with the word OAuth.'), sent };
};

const unknownBearer: Diagnosis = refused => {
  const { apiToken } = refused.session.credentials;
  if (refused.decision.got === apiToken) return undefined;
  return root(BEARER, refused, 'Send the API token, unchanged, after "Bearer ".');
};

const misplaced: Diagnosis = refused => {
  const cause = refused.decision.got === 'none' ? ofStep(refused.exchange) : HEADER;
  return root(cause, refused, 'Send the parameters of OAuth in one place: header, form body or query.');
};

const missing: Diagnosis = refused => {
  const stamp = /oauth_(?:timestamp|nonce)/.test(refused.decision.got);
  const hint = 'Send all parameters that RFC 5849 section 3.1 requires.';
  return root(stamp ? COVERAGE : ofStep(refused.exchange), refused, hint);
};

const unknownConsumer: Diagnosis = refused => {
  const { credentials } = refused.session;
  if (readSigned(refused.exchange).protocol.get('oauth_consumer_key') === credentials.consumerKey)
    return undefined;
  return root(ofStep(refused.exchange), refused, 'Send the consumer key as it was given.');
};

const unknownToken: Diagnosis = refused => {
  const { exchange, session, evidence } = refused;
  const token = readSigned(exchange).protocol.get('oauth_token') ?? '';
  if (tokenSecretOf(token, session, evidence) !== undefined && ofStep(exchange) === FOUR_VALUES)
    return token === session.credentials.token ? undefined : root(ACCESS_TOKEN, refused, USE_NEW);
  return root(ofStep(exchange), refused, 'Send the token that belongs to this step, as it was received.');
};
const USE_NEW = 'After the dance, sign with the token of step 3; the one of step 1 has done its work.';

const STAGES = 'RFC 5849 section 3.4; `countersign explain` shows every stage of the signature side by side.';

/** A signature that does not fit what its sender was given; one that does was refused for what was given. */
const wrongSignature: Diagnosis = refused => {
  const { exchange, session, evidence } = refused;
  const { protocol } = readSigned(exchange);
  const method = protocol.get('oauth_signature_method') ?? 'PLAINTEXT';
  const tokenSecret = tokenSecretOf(protocol.get('oauth_token') ?? '', session, evidence);
  const { consumerSecret = '' } = session.credentials;
  if (!isSignatureMethod(method) || tokenSecret === undefined) return undefined;
  const secrets = { consumerSecret, tokenSecret };
  if (rightSignature(exchange, method, secrets) === protocol.get('oauth_signature')) return undefined;
  const raw = exchange.decisions.find(
    d => /percent-encoded$/.test(d.check) && d.got.includes('oauth_signature'),
  );
  if (raw !== undefined)
    return {
      ...root(HEADER, refused, 'Percent-encode every value of the header, the signature too.'),
      sent: raw.got,
    };
  const found = explainRefused(exchange, method, secrets, evidence);
  if (found === undefined)
    return root(
      method === 'PLAINTEXT' ? METHOD : COVERAGE,
      refused,
      'Compare base string and key with RFC 5849 section 3.4, stage by stage.',
    );
  const { concern, explanation } = found;
  const { expected, sent } = explanation;
  const told = { exchanges: [exchange.n], expected, sent, hint: STAGES, explanation };
  if (concern === 'another user') return told;
  const token = ofDance(refused) ? ACCESS_TOKEN : ofStep(exchange);
  return { ...told, cause: { method: METHOD, header: HEADER, coverage: COVERAGE, token }[concern] };
};

/** Whether a request carries what the dance has brought, rather than what the session was opened with. */
function ofDance({ exchange, session }: Refused): boolean {
  const token = readSigned(exchange).protocol.get('oauth_token') ?? '';
  return token !== '' && token !== session.credentials.token;
}

const DIAGNOSES: Diagnoses = [
  [/^API tokens stay/, always(BRIDGE_ONLY, 'Send an API token to the bridge only.')],
  [/^the call carries a credential/, noCredential],
  [/^bearer is an API token/, unknownBearer],
  [
    /^OAuth 1: (?:Authorization header|header parameters)/,
    always(HEADER, 'OAuth key="value", key2="value2"'),
  ],
  [/^OAuth 1: protocol parameters are in one place/, misplaced],
  [/^OAuth 1: every protocol parameter once/, always(HEADER, 'Send each parameter once.')],
  [/^OAuth 1: oauth_version/, always(FOUR_VALUES, 'oauth_version is 1.0, or absent.')],
  [/^OAuth 1: oauth_signature_method/, always(METHOD, 'Name PLAINTEXT, HMAC-SHA1 or HMAC-SHA512.')],
  [/^OAuth 1: required parameters/, missing],
  [/^OAuth 1: oauth_timestamp/, always(COVERAGE, 'Seconds since 1970, by the clock of the session.')],
  [/^OAuth 1: nonce/, always(COVERAGE, 'Make a new nonce for every request, repetitions included.')],
  [/^OAuth 1: consumer key/, unknownConsumer],
  [/^OAuth 1: token is known/, unknownToken],
  [/signature matches$/, wrongSignature],
  [/^content type/, always(ofStep, 'The steps of the dance take a form.')],
  [/^oauth_callback/, always(REQUEST_TOKEN, 'Send the callback URL of the session with step 1.')],
  [/^oauth_verifier/, always(ACCESS_TOKEN, 'Send oauth_verifier of the callback with step 3.')],
];

/**
 * What truly went wrong where a client did not come as far as a check asks: the first request that the
 * platform refused for something that the client did. To be spread over a complaint.
 */
export function cleverCloudCause(evidence: Evidence): Root {
  return misread(evidence) ?? firstRefused(evidence) ?? {};
}

function firstRefused(evidence: Evidence): Root | undefined {
  for (const exchange of ofClient(evidence)) {
    const decision = exchange.decisions.find(({ ok }) => !ok);
    const call = evidence.calls.find(({ exchanges }) => exchanges.includes(exchange.n));
    const session = evidence.sessions.find(({ name }) => name === call?.session);
    if (decision === undefined || session === undefined) continue;
    const found = diagnosed(DIAGNOSES, { exchange, decision, session, evidence });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A step of the dance that the platform answered well, and the client could make nothing of. */
function misread(evidence: Evidence): Root | undefined {
  const steps = {
    'session/beginAuthorization': REQUEST_TOKEN,
    'session/completeAuthorization': ACCESS_TOKEN,
  };
  for (const call of evidence.calls.filter(c => !succeeded(c.outcome))) {
    const answered = exchangesOf(evidence, call).filter(holdsToken);
    const cause = steps[call.method as keyof typeof steps];
    if (cause === undefined || answered.length === 0) continue;
    const hint =
      'The steps of the dance answer a form, application/x-www-form-urlencoded; it may hold more members.';
    const sent = describe(call.outcome);
    return { cause, exchanges: numbers(answered), expected: 'the answer to be read', sent, hint };
  }
  return undefined;
}

function holdsToken({ response }: Exchange): boolean {
  const form = new URLSearchParams(response?.body.toString('utf8') ?? '');
  const whole = Boolean(form.get('oauth_token') && form.get('oauth_token_secret'));
  return response?.status === 200 && whole;
}
