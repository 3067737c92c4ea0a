import type { Decision, Exchange } from '../../../mocks/kernel/exchange.ts';
import type { AccessToken } from '../../../mocks/kernel/tokens.ts';
import { bearerOf, type CallEvidence, describe, type Evidence, exchangesOf, succeeded } from '../evidence.ts';
import type { Judgement } from '../judgement.ts';
import { tokenParameters } from '../token-parameters.ts';
import { EXCHANGE, LEFT_OPEN } from './exchange.ts';

export const FOR_THE_USER = 'CAP-15';
export const OPAQUE = 'CAP-16';

/** Without a cause of its own it stays with the requirement that the case is about. */
type Root = Partial<Judgement>;

/** A request of an application that acts for a user, with the check that it did not pass. */
interface Refused {
  readonly exchange: Exchange;
  readonly decision: Decision;
  readonly evidence: Evidence;
  readonly call: CallEvidence;
}

/**
 * What truly went wrong where an application came to no token, or could not use it. To be spread over a
 * complaint; empty where nothing of the kind is to be seen.
 */
export function authorizationCause(evidence: Evidence): Root {
  for (const call of evidence.calls.filter(c => isForUser(evidence, c))) {
    const found = misread(evidence, call) ?? tookForJwt(evidence, call) ?? firstRefused(evidence, call);
    if (found !== undefined) return found;
  }
  return {};
}

function isForUser({ sessions }: Evidence, { session }: CallEvidence): boolean {
  return sessions.find(({ name }) => name === session)?.mechanism === 'authorization-code';
}

/** A token that was answered well, and that the client could make nothing of. */
function misread(evidence: Evidence, call: CallEvidence): Root | undefined {
  if (succeeded(call.outcome)) return undefined;
  const answered = exchangesOf(evidence, call).at(-1);
  if (answered?.issuedToken === undefined || answered.fault !== undefined) return undefined;
  const token = issued(evidence, answered);
  if (token === undefined || token.usedIn.length > 0) return undefined;
  const told = { exchanges: [answered.n], expected: 'the token to be taken', sent: describe(call.outcome) };
  if (isJwtShaped(token))
    return { ...told, cause: call.method === 'session/completeAuthorization' ? EXCHANGE : LEFT_OPEN };
  const readBefore = evidence.tokens.some(t => t.issuedIn > 0 && t.issuedIn < token.issuedIn);
  return readBefore ? { ...told, cause: OPAQUE, hint: NOT_A_JWT } : undefined;
}

const NOT_A_JWT = 'A token is a text to be sent back as it is; it need not be a JWT.';

/** A token that was let go before its time: its claims say that it is dead, and nobody may believe them. */
function tookForJwt(evidence: Evidence, call: CallEvidence): Root | undefined {
  if (/Authorization$/.test(call.method)) return undefined;
  const exchanges = exchangesOf(evidence, call);
  const at = exchanges[0]?.at ?? evidence.now;
  const unused = evidence.tokens.find(
    t => isJwtShaped(t) && t.usedIn.length === 0 && !t.revoked && at < (t.issuedAt + t.expiresAt) / 2,
  );
  const renewed = exchanges.some(e => e.issuedToken !== undefined);
  const gaveUp = exchanges.length === 0 && !succeeded(call.outcome);
  const taken = evidence.calls.some(
    c => succeeded(c.outcome) && c.exchanges.includes(unused?.issuedIn ?? -1),
  );
  if (unused === undefined || !taken || !(renewed || gaveUp)) return undefined;
  const hint = `${NOT_A_JWT} How long it lives is said by expires_in.`;
  return { cause: OPAQUE, exchanges: [unused.issuedIn], expected: 'a call with the token', hint };
}

function issued({ tokens }: Evidence, { issuedToken }: Exchange): AccessToken | undefined {
  return tokens.find(({ id }) => id === issuedToken);
}

function isJwtShaped({ value }: AccessToken): boolean {
  return value.split('.').length === 3;
}

function firstRefused(evidence: Evidence, call: CallEvidence): Root | undefined {
  for (const exchange of exchangesOf(evidence, call)) {
    const decision = exchange.decisions.find(({ ok }) => !ok);
    if (decision === undefined) continue;
    const refused = { exchange, decision, evidence, call };
    const cause = exchange.operation === 'token.issue' ? causeOfRefusal(refused) : causeOfBearer(refused);
    if (cause === undefined) continue;
    return { cause, exchanges: [exchange.n], expected: decision.expected, sent: decision.got };
  }
  return undefined;
}

/** Checks of the token endpoint that are passed by whoever sends what it was given. */
function causeOfRefusal({ exchange, decision, evidence, call }: Refused): string | undefined {
  const { check } = decision;
  const sent = tokenParameters(exchange);
  if (/code_verifier/.test(check)) return LEFT_OPEN;
  if (/refresh token|^scope/.test(check))
    return wasGiven(evidence, sent.refresh_token) ? undefined : LEFT_OPEN;
  if (check === 'the code is live') return undefined;
  if (check === 'client secret matches') {
    const { credentials } = evidence.sessions.find(({ name }) => name === call.session)!;
    const basic = /^basic /i.test(
      exchange.request.headers.find(([n]) => /^authorization$/i.test(n))?.[1] ?? '',
    );
    const secret = basic ? decoded(sent.client_secret) : sent.client_secret;
    if (secret === credentials.clientSecret) return undefined;
  }
  return sent.grant_type === 'refresh_token' ? LEFT_OPEN : EXCHANGE;
}

/** Whether a refresh token was answered, as it was sent. */
function wasGiven({ exchanges }: Evidence, refreshToken = ''): boolean {
  const text = JSON.stringify(refreshToken);
  return exchanges.some(e => e.response?.body.toString('utf8').includes(`"refresh_token":${text}`) === true);
}

function decoded(secret = ''): string {
  return new URLSearchParams(`v=${secret.replaceAll('&', '%26')}`).get('v') ?? '';
}

/** A call that the API refused for what it carries, or does not carry. */
function causeOfBearer({ exchange, decision, evidence }: Refused): string | undefined {
  if (decision.check === 'the call is made on behalf of a user') return FOR_THE_USER;
  if (decision.check === 'bearer token was issued here')
    return evidence.tokens.length > 0 ? OPAQUE : FOR_THE_USER;
  if (decision.check === 'bearer token is live') return undefined;
  const known = evidence.tokens.some(({ value }) => value === bearerOf(exchange));
  return known ? undefined : FOR_THE_USER;
}
