import { type Exchange, headerValue } from '../../../mocks/kernel/exchange.ts';
import type { Explanation } from '../../verdict/verdict.ts';
import {
  apiRequests,
  authorizationOf,
  bearerOf,
  type Evidence,
  type SessionEvidence,
  tokenRequests,
} from '../evidence.ts';
import { explainForm, REMEDIES } from '../explain/form.ts';
import type { Judgement } from '../judgement.ts';
import { otherMethod, repeatedParameter } from '../refused-token-request.ts';
import { tokenParameters } from '../token-parameters.ts';
import { explainScope } from './explain-scope.ts';

/** What a failed exchange or call can go back to, whatever its case was about. */
const GRANT = 'ACQ-03';
const CREDENTIALS = 'ACQ-04';
const BEARER = 'ACQ-05';
const ENCODING = 'ACQ-17';
const REQUEST = 'ACQ-18';
const SCOPE = 'ACQ-20';

type Root = Partial<Judgement> & { readonly cause: string };
type Diagnosis = (exchange: Exchange, session: SessionEvidence) => Root | undefined;

/** Mistakes in a form that are about encoding; the others are about the form itself. */
const OF_ENCODING = ['not-url-encoded', 'encoded-twice', 'plus-for-space'];

const unannouncedForm: Diagnosis = ({ request, n }) => {
  const type = headerValue(request.headers, 'content-type') ?? 'no Content-Type';
  if (request.body.length === 0 || /^application\/(x-www-form-urlencoded|([\w.+-]+\+)?json)\b/i.test(type))
    return undefined;
  const expected = 'Content-Type: application/x-www-form-urlencoded';
  const hint = 'Announce the form as one; many libraries call a body of text plain text.';
  return { cause: REQUEST, exchanges: [n], expected, sent: type, hint };
};

const otherGrant: Diagnosis = (exchange, _session) => {
  const grant = tokenParameters(exchange).grant_type;
  if (grant === undefined || grant === 'client_credentials') return undefined;
  const sent = `grant_type=${grant}`;
  const hint = 'Client credentials is the only grant of this platform.';
  return { cause: GRANT, exchanges: [exchange.n], expected: 'grant_type=client_credentials', sent, hint };
};

const mistakenForm: Diagnosis = (exchange, session) => {
  const explanation = explainTokenRequest(exchange, session);
  if (explanation === undefined) return undefined;
  const { mistake, expected, sent } = explanation;
  const cause = OF_ENCODING.includes(mistake) ? ENCODING : REQUEST;
  const hint = REMEDIES[mistake] ?? explanation.text;
  return { cause, explanation, exchanges: [exchange.n], hint, expected, sent };
};

const missingParameter: Diagnosis = exchange => {
  const names = ['client_id', 'client_secret', 'grant_type'];
  const missing = names.filter(name => !tokenParameters(exchange)[name]);
  if (missing.length === 0) return undefined;
  const sent = `nothing readable as ${missing.join(', ')}`;
  const hint = 'Send all three in the body of the token request.';
  return { cause: REQUEST, exchanges: [exchange.n], expected: names.join(', '), sent, hint };
};

const otherCredentials: Diagnosis = (exchange, { credentials }) => {
  const { client_id: id = '', client_secret: secret = '' } = tokenParameters(exchange);
  const { apiKey = '', apiSecret = '' } = credentials;
  if (id === apiKey && secret === apiSecret) return undefined;
  // A secret of letters and digits alone needs no encoding.
  const cause = id !== apiKey || /^[A-Za-z0-9]*$/.test(apiSecret) ? CREDENTIALS : ENCODING;
  const expected = `client_id=${apiKey} and client_secret=${apiSecret}, each url-encoded`;
  const sent = `client_id=${id} and client_secret=${secret}, decoded once`;
  return { cause, exchanges: [exchange.n], expected, sent, hint: 'Send both exactly as they were given.' };
};

const otherScope: Diagnosis = (exchange, { organization }) => {
  const scope = tokenParameters(exchange).scope || undefined;
  const wanted = organization === undefined ? undefined : `organization:${organization}`;
  if (scope === wanted) return undefined;
  const shown = { exchanges: [exchange.n], expected: wanted ?? 'no scope', sent: scope ?? 'no scope' };
  if (organization === undefined)
    return { cause: REQUEST, ...shown, hint: 'Ask for no scope without an organization.' };
  const explanation = explainScope(scope, organization)!;
  return { cause: SCOPE, ...shown, explanation, hint: explanation.text };
};

/** Mistakes that make the platform refuse an exchange, in its own order of checks. */
const REFUSED: readonly Diagnosis[] = [
  otherMethod(REQUEST),
  mistakenForm,
  unannouncedForm,
  repeatedParameter(REQUEST),
  otherGrant,
  missingParameter,
  otherCredentials,
];

/**
 * What truly went wrong where a client did not come as far as a check asks: a mistake in its token request,
 * or calls without the token. To be spread over a complaint; empty where nothing of the kind is to be seen.
 */
export function acquiaCause(evidence: Evidence): Partial<Judgement> {
  const sessions = evidence.sessions.filter(exchangesKeys);
  for (const exchange of tokenRequests(evidence)) {
    const session = ownerOf(exchange, evidence, sessions);
    const refused = exchange.issuedToken === undefined && exchange.decisions.some(({ ok }) => !ok);
    const diagnoses = refused ? [...REFUSED, otherScope] : [otherScope];
    for (const diagnose of session === undefined ? [] : diagnoses) {
      const root = diagnose(exchange, session!);
      if (root !== undefined) return root;
    }
  }
  const onlyTokens = sessions.length > 0 && sessions.length === evidence.sessions.length;
  return onlyTokens ? callWithoutToken(evidence) : {};
}

/** The requirement that a failed exchange reaches the caller, where the last call's session exchanges its key. */
export function acquiaExchangeRefused(session: SessionEvidence): string | undefined {
  return exchangesKeys(session) ? CREDENTIALS : undefined;
}

/** Whether a session has key and secret to exchange; under HMAC it signs with them. */
function exchangesKeys({ endpoints }: SessionEvidence): boolean {
  return endpoints.token !== undefined;
}

/** The mistake by which a parameter of a token request arrived as something else than the session was given. */
function explainTokenRequest(exchange: Exchange, { credentials }: SessionEvidence): Explanation | undefined {
  const meant = [
    { name: 'client_secret', value: credentials.apiSecret ?? '' },
    { name: 'client_id', value: credentials.apiKey ?? '' },
    { name: 'grant_type', value: 'client_credentials' },
  ];
  for (const parameter of meant) {
    const explanation = explainForm(exchange, parameter);
    if (explanation !== undefined) return explanation;
  }
  return undefined;
}

/** The session during whose call the exchange was made; the last one where it was made at another time. */
function ownerOf(
  exchange: Exchange,
  { calls }: Evidence,
  sessions: readonly SessionEvidence[],
): SessionEvidence | undefined {
  const call = calls.find(({ exchanges }) => exchanges.includes(exchange.n));
  return call === undefined ? sessions.at(-1) : sessions.find(({ name }) => name === call.session);
}

/** A call without the token that was there to be had; after a failed exchange there is none to carry. */
function callWithoutToken(evidence: Evidence): Partial<Judgement> {
  const answers = tokenRequests(evidence).map(({ response }) => response?.body.toString('utf8') ?? '');
  const issued = evidence.tokens.map(({ value }) => value).filter(v => answers.some(a => a.includes(v)));
  const bare = apiRequests(evidence).find(e => !issued.includes(bearerOf(e) ?? ''));
  if (bare === undefined || (tokenRequests(evidence).length > 0 && issued.length === 0)) return {};
  return {
    cause: BEARER,
    exchanges: [bare.n],
    expected: 'Authorization: Bearer <the access token>',
    sent: authorizationOf(bare),
    hint: 'Exchange key and secret for a token, and send access_token unchanged after "Bearer ".',
  };
}
