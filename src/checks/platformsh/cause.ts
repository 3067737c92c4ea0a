import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import {
  apiRequests,
  authorizationOf,
  bearerOf,
  describe,
  type Evidence,
  exchangesOf,
  type SessionEvidence,
  succeeded,
  tokenRequests,
} from '../evidence.ts';
import type { Judgement } from '../judgement.ts';
import { otherMethod, repeatedParameter } from '../refused-token-request.ts';
import { tokenParameters } from '../token-parameters.ts';
import { apiTokenOf, borrowed, CLIENTS, GRANT, isAnnounced, sessionOf } from './api-tokens.ts';
import { misplaced } from './place.ts';

/** What a failed exchange or call can go back to, whatever its case was about. */
const API_TOKEN = 'PSH-01';
const VARIABLE = 'PSH-09';
const USER = 'PSH-11';
const DETECTION = 'PSH-12';

type Root = Partial<Judgement> & { readonly cause: string };
type Diagnosis = (exchange: Exchange, session: SessionEvidence, evidence: Evidence) => Root | undefined;

const unannounced: Diagnosis = exchange => {
  if (exchange.request.body.length === 0 || isAnnounced(exchange)) return undefined;
  const hint = 'Say application/x-www-form-urlencoded or application/json, as the body is.';
  return { cause: API_TOKEN, exchanges: [exchange.n], expected: 'a body that is announced', hint };
};

const otherGrant: Diagnosis = exchange => {
  const grant = tokenParameters(exchange).grant_type ?? '(none to be read)';
  if (grant === GRANT) return undefined;
  const hint = 'The body is a form or JSON, as its media type says; the grant of an API token is api_token.';
  const shown = { expected: `grant_type=${GRANT}`, sent: `grant_type=${grant}`, hint };
  return { cause: API_TOKEN, exchanges: [exchange.n], ...shown };
};

const otherClient: Diagnosis = exchange => {
  const { client_id: client = 'no client', client_secret: secret = '' } = tokenParameters(exchange);
  if (CLIENTS.includes(client) && secret === '') return undefined;
  const hint = 'Name the client in HTTP Basic, with an empty password, or as client_id.';
  const shown = { expected: `${CLIENTS.join(' or ')}, without a secret`, sent: `${client}:${secret}`, hint };
  return { cause: API_TOKEN, exchanges: [exchange.n], ...shown };
};

/** The API token of another session, of another variable, or none that the client was given. */
const otherToken: Diagnosis = (exchange, session, { sessions }) => {
  const sent = tokenParameters(exchange).api_token;
  const own = apiTokenOf(session);
  if (sent === own) return undefined;
  const isAnothers = sent !== undefined && sessions.some(one => apiTokenOf(one) === sent);
  const ofEnvironment = session.credentials.apiToken === undefined && own !== undefined;
  const mangled = ofEnvironment && Object.values(session.env).includes(sent ?? '') ? VARIABLE : API_TOKEN;
  return {
    cause: isAnothers ? USER : mangled,
    exchanges: [exchange.n],
    expected: `api_token=${own ?? '(none: the session has no API token)'}`,
    sent: `api_token=${sent ?? '(none)'}`,
    hint: 'Send the API token of the session, exactly as it was given.',
  };
};

/** Mistakes that make the platform refuse an exchange, in its own order of checks. */
const REFUSED: readonly Diagnosis[] = [
  otherMethod(API_TOKEN),
  unannounced,
  repeatedParameter(API_TOKEN),
  otherGrant,
  otherClient,
  otherToken,
];

/**
 * What truly went wrong where a client did not come as far as a check asks. To be spread over a complaint; empty
 * where nothing of the kind is to be seen.
 */
export function platformshCause(evidence: Evidence): Partial<Judgement> {
  const found =
    variableOverlooked(evidence) ??
    mistakenExchange(evidence) ??
    tokenBorrowed(evidence) ??
    callWithoutToken(evidence) ??
    callElsewhere(evidence) ??
    placeUnknown(evidence);
  return found ?? {};
}

/** The requirement that a failed exchange reaches the caller: every session has an API token to exchange. */
export function platformshExchangeRefused(): string {
  return API_TOKEN;
}

/** P9: a session whose API token stood in the environment was refused before anything was exchanged. */
function variableOverlooked(evidence: Evidence): Root | undefined {
  const rich = evidence.sessions.filter(
    session => session.credentials.apiToken === undefined && apiTokenOf(session) !== undefined,
  );
  const given = evidence.calls.find(
    ({ session, method, outcome, exchanges }) =>
      method !== 'session/invoke' &&
      exchanges.length === 0 &&
      !succeeded(outcome) &&
      rich.some(({ name }) => name === session),
  );
  if (given === undefined || tokenRequests(evidence).some(e => isOf(evidence, e, given.session)))
    return undefined;
  return {
    cause: VARIABLE,
    exchanges: [],
    expected: 'the API token of PLATFORMSH_CLI_TOKEN to be exchanged',
    sent: describe(given.outcome),
    hint: 'Take the API token from the environment variable PLATFORMSH_CLI_TOKEN, by this very name.',
  };
}

function isOf(evidence: Evidence, exchange: Exchange, session: string): boolean {
  return sessionOf(evidence, exchange)?.name === session;
}

function mistakenExchange(evidence: Evidence): Root | undefined {
  for (const exchange of tokenRequests(evidence)) {
    const session = sessionOf(evidence, exchange);
    if (session === undefined) continue;
    const refused = exchange.issuedToken === undefined && exchange.decisions.some(({ ok }) => !ok);
    for (const diagnose of refused ? REFUSED : [otherToken]) {
      const root = diagnose(exchange, session, evidence);
      if (root !== undefined) return root;
    }
  }
  return undefined;
}

function tokenBorrowed(evidence: Evidence): Root | undefined {
  const [exchange] = borrowed(evidence);
  if (exchange === undefined) return undefined;
  return {
    cause: USER,
    exchanges: [exchange.n],
    expected: 'an access token of the session’s own API token',
    sent: `the access token ${exchange.usedToken}`,
    hint: 'The key of a session cache must hold the API token (a hash of it will do).',
  };
}

/** A call without the access token that was there to be had; after a failed exchange there is none to carry. */
function callWithoutToken(evidence: Evidence): Root | undefined {
  const values = new Set(evidence.tokens.map(({ value }) => value));
  const calls = apiRequests(evidence).filter(({ operation }) => operation !== 'token.revoke');
  const bare = calls.find(e => !values.has(bearerOf(e) ?? ''));
  if (bare === undefined || (tokenRequests(evidence).length > 0 && values.size === 0)) return undefined;
  return {
    cause: API_TOKEN,
    exchanges: [bare.n],
    expected: 'Authorization: Bearer <the access token>',
    sent: authorizationOf(bare),
    hint: 'Exchange the API token for an access token, and send that, unchanged, after "Bearer ".',
  };
}

function callElsewhere(evidence: Evidence): Root | undefined {
  const found = misplaced(evidence);
  if (found === undefined) return undefined;
  const { exchange, expected, sent } = found;
  const hint =
    'On a container PLATFORM_PROJECT and PLATFORM_BRANCH name them; a path holds them percent-encoded.';
  return { cause: DETECTION, exchanges: [exchange.n], expected, sent, hint };
}

/** P12: an operation of a session on a container failed, though nothing was refused and no project was asked for. */
function placeUnknown(evidence: Evidence): Root | undefined {
  const call = evidence.calls.find(({ session, method, outcome }) => {
    const onContainer = evidence.sessions.some(
      ({ name, env }) => name === session && env.PLATFORM_PROJECT !== undefined,
    );
    return method === 'session/invoke' && onContainer && !succeeded(outcome);
  });
  if (call === undefined) return undefined;
  const asked = exchangesOf(evidence, call);
  if (asked.some(e => e.request.target.includes('/projects/') || (e.response?.status ?? 500) >= 400))
    return undefined;
  return {
    cause: DETECTION,
    exchanges: call.exchanges,
    expected: 'a request about the project of the container',
    sent: describe(call.outcome),
    hint: 'On a container PLATFORM_PROJECT and PLATFORM_BRANCH name project and environment.',
  };
}
