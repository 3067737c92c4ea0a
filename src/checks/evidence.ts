import { type Exchange, headerValue } from '../../mocks/kernel/exchange.ts';
import type { AccessToken } from '../../mocks/kernel/tokens.ts';
import type { Outcome } from '../protocol/index.ts';

/** One call that the client was asked to make, with what it said and what crossed the wire meanwhile. */
export interface CallEvidence {
  readonly session: string;
  readonly method: string;
  readonly outcome: Outcome;
  /** Numbers of the exchanges that arrived between the question and the answer. */
  readonly exchanges: readonly number[];
}

/** The secrets and names that a session was opened with. */
export interface SessionEvidence {
  readonly name: string;
  readonly platform: string;
  readonly mechanism: string;
  readonly endpoints: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string>>;
  /** What it finds in its environment. */
  readonly env: Readonly<Record<string, string>>;
  readonly organization: string | undefined;
  /** Where a redirect flow has its user sent back to, where it is one. */
  readonly redirectUri: string | undefined;
  /** Name of the query parameter that a token is sent in, where it is. */
  readonly parameter: string | undefined;
}

/** Everything that a check may look at. */
export interface Evidence {
  readonly exchanges: readonly Exchange[];
  readonly tokens: readonly AccessToken[];
  readonly calls: readonly CallEvidence[];
  readonly sessions: readonly SessionEvidence[];
  /** Milliseconds of virtual time since the epoch. */
  readonly now: number;
}

/** The operations by which the platforms hand out what calls are then made with. */
const EXCHANGES: readonly (string | undefined)[] = [
  'token.issue',
  'oauth.request-token',
  'oauth.access-token',
];

/** Pages of an authorization server, which a user's browser asks for. */
const CONSENT_PAGES = 'authorize';

/** Requests that asked for what calls are made with. */
export function tokenRequests(evidence: Evidence): Exchange[] {
  return evidence.exchanges.filter(e => EXCHANGES.includes(e.operation));
}

/** Requests that reached the platform anywhere else. */
export function apiRequests(evidence: Evidence): Exchange[] {
  const others = [...EXCHANGES, CONSENT_PAGES];
  return evidence.exchanges.filter(e => e.site === 'platform' && !others.includes(e.operation));
}

/** Requests that reached another host than the platform's. */
export function foreignRequests(evidence: Evidence): Exchange[] {
  return evidence.exchanges.filter(e => e.site === 'foreign');
}

/** Requests that carried an access token when it was dead already. */
export function deadTokenRequests(evidence: Evidence): Exchange[] {
  return evidence.exchanges.filter(e => e.decisions.some(d => d.check === 'bearer token is live' && !d.ok));
}

/** The last call that the client was asked to make. */
export function lastCall(evidence: Evidence): CallEvidence {
  const call = evidence.calls.at(-1);
  if (call === undefined) throw new Error('Failed to judge: the client was asked nothing.');
  return call;
}

/** Whether the caller of the SDK got what it asked for. */
export function succeeded(outcome: Outcome): boolean {
  if (outcome.outcome === 'response') return outcome.status < 400;
  return outcome.outcome === 'ok';
}

/** The exchanges that arrived during a call. */
export function exchangesOf(evidence: Evidence, call: CallEvidence): Exchange[] {
  return evidence.exchanges.filter(e => call.exchanges.includes(e.n));
}

/** Whether an exchange is what was asked for, by the call that asked: halves of a flow are exchanges themselves. */
function isWanted({ method }: CallEvidence, { operation }: Exchange): boolean {
  if (method === 'session/beginAuthorization') return operation === 'oauth.request-token';
  if (method === 'session/completeAuthorization')
    return operation === 'oauth.access-token' || operation === 'token.issue';
  return !EXCHANGES.includes(operation);
}

/** Whether a call asks for something that the client makes up by itself: the address of a consent page (RFC 6749). */
function needsNoRequest({ sessions }: Evidence, { method, session }: CallEvidence): boolean {
  const mechanism = sessions.find(({ name }) => name === session)?.mechanism;
  return method === 'session/beginAuthorization' && mechanism === 'authorization-code';
}

/** Whether the wire bears a success out: the platform answered what was asked during the call. */
export function successIsWitnessed(evidence: Evidence, call: CallEvidence): boolean {
  if (needsNoRequest(evidence, call)) return true;
  const answered = exchangesOf(evidence, call).filter(e => isWanted(call, e));
  return answered.some(e => e.site === 'platform' && e.response !== undefined && e.response.status < 400);
}

/** Whether the wire bears a failure out: something during the call was refused, or went wrong on purpose. */
export function failureIsWitnessed(evidence: Evidence, call: CallEvidence): boolean {
  return exchangesOf(evidence, call).some(
    e => e.fault !== undefined || e.response === undefined || e.response.cut || e.response.status >= 400,
  );
}

/** An outcome in words, for a report. */
export function describe(outcome: Outcome): string {
  if (outcome.outcome === 'response') return `a response with status ${outcome.status}`;
  if (outcome.outcome === 'ok') return 'success';
  const status = outcome.status === undefined ? '' : `, status ${outcome.status}`;
  return `rejected (${outcome.reason}${status}): ${outcome.message}`;
}

/** The Authorization header of an exchange, or words for its absence. */
export function authorizationOf(exchange: Exchange): string {
  return headerValue(exchange.request.headers, 'authorization') ?? 'no Authorization header';
}

/** The bearer token of an exchange (RFC 6750 section 2.1); undefined where it carries none. */
export function bearerOf(exchange: Exchange): string | undefined {
  return /^bearer (\S+)$/i.exec(authorizationOf(exchange))?.[1];
}

/** Journal numbers of some exchanges. */
export function numbers(exchanges: readonly Exchange[]): number[] {
  return exchanges.map(e => e.n);
}
