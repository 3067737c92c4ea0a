import type { Reason } from '../../protocol/index.ts';
import {
  type CallEvidence,
  describe,
  type Evidence,
  exchangesOf,
  lastCall,
  numbers,
  type SessionEvidence,
  tokenRequests,
} from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { successBorneOut } from '../outcome.ts';

/** The user's way through the browser; RFC 6749 sections 4.1.1 and 4.1.2, RFC 7636 section 4.3. */

export const CONSENT = 'CAP-12';

/** Where a call sends the user's browser; undefined where it says nothing of the kind. */
export function authorizationUrlOf({ outcome }: CallEvidence): string | undefined {
  if (outcome.outcome !== 'ok') return undefined;
  const url = (outcome.value as { authorizationUrl?: unknown } | null | undefined)?.authorizationUrl;
  return typeof url === 'string' && URL.canParse(url) ? url : undefined;
}

/** One parameter of the address that a call sends the browser to; undefined where it is not there once. */
export function askedFor(call: CallEvidence, name: string): string | undefined {
  const url = authorizationUrlOf(call);
  const values = url === undefined ? [] : new URL(url).searchParams.getAll(name);
  return values.length === 1 ? values[0] : undefined;
}

function sessionOf({ sessions }: Evidence, { session }: CallEvidence): SessionEvidence {
  return sessions.find(({ name }) => name === session)!;
}

/** The browser is sent to the consent page with what the request needs (RFC 6749 section 4.1.1). */
export function sendsUserToConsent(evidence: Evidence, call: CallEvidence = lastCall(evidence)): Judgement {
  const witnessed = successBorneOut(evidence, call);
  if (!witnessed.met) return { ...witnessed, cause: CONSENT };
  const { endpoints, credentials, redirectUri } = sessionOf(evidence, call);
  const url = authorizationUrlOf(call);
  const wanted = {
    response_type: 'code',
    client_id: credentials.clientId,
    redirect_uri: redirectUri,
  };
  const wrong = Object.entries(wanted).filter(([name, value]) => askedFor(call, name) !== value);
  const state = askedFor(call, 'state') ?? '';
  if (url?.split('?', 1)[0] === endpoints.authorize && wrong.length === 0 && state !== '')
    return met('the browser is sent to the consent page with all that the request needs', call.exchanges);
  return unmet('The client does not send the user to the consent page with what the request needs.', {
    exchanges: call.exchanges,
    expected: `${endpoints.authorize}?${new URLSearchParams(wanted as Record<string, string>)}&state=…`,
    sent: url ?? describe(call.outcome),
    hint: 'endpoints.authorize with response_type, client_id, redirect_uri and a state, each once (RFC 6749 section 4.1.1).',
    cause: CONSENT,
  });
}

/** The address that goes through the browser's history tells no secret. */
export function consentUrlHoldsNoSecret(evidence: Evidence): Judgement {
  const call = lastCall(evidence);
  const { credentials, endpoints } = sessionOf(evidence, call);
  const url = authorizationUrlOf(call) ?? '';
  if (!url.startsWith(endpoints.authorize!)) return sendsUserToConsent(evidence);
  if (!decodeURIComponent(url).includes(credentials.clientSecret!))
    return met('the address of the consent page holds no secret', call.exchanges);
  return unmet('The address of the consent page holds the client secret.', {
    exchanges: call.exchanges,
    expected: 'client_id alone; the secret goes to the token endpoint only',
    sent: url,
    hint: 'What goes through the browser is read by the user, by extensions and by logs.',
  });
}

/** A parameter that ties something to one authorization differs from one to the next. */
export function eachHasItsOwn(evidence: Evidence, name: string, cause: string): Judgement {
  const begun = evidence.calls.filter(c => c.method === 'session/beginAuthorization');
  const values = begun.map(call => askedFor(call, name));
  const told = begun.map(call => authorizationUrlOf(call) ?? describe(call.outcome)).join(', ');
  if (begun.length > 1 && !values.includes(undefined) && new Set(values).size === begun.length)
    return met(`each authorization has a ${name} of its own`);
  return unmet(`Two authorizations do not have a ${name} each.`, {
    expected: `${begun.length} addresses, each with its own ${name}`,
    sent: told,
    hint: `Make a new ${name} out of random bytes at the beginning of each authorization.`,
    cause,
  });
}

/** PKCE (RFC 7636 section 4.3): the challenge is by S256, which is always possible. */
export function asksForProof(evidence: Evidence): Judgement {
  const call = lastCall(evidence);
  const challenge = askedFor(call, 'code_challenge') ?? '';
  const method = askedFor(call, 'code_challenge_method');
  if (/^[\w-]{43}$/.test(challenge) && method === 'S256')
    return met('the authorization begins with a challenge by S256', call.exchanges);
  return unmet('The authorization does not begin with a challenge by S256.', {
    exchanges: call.exchanges,
    expected: 'code_challenge of 43 characters and code_challenge_method=S256',
    sent: authorizationUrlOf(call) ?? describe(call.outcome),
    hint: 'base64url of the SHA-256 of the verifier, without padding (RFC 7636 section 4.2).',
  });
}

/** The client itself refused the callback, for one of these reasons. */
export function refusedCallback(evidence: Evidence, reasons: readonly Reason[], hint: string): Judgement {
  const { outcome, exchanges } = lastCall(evidence);
  if (outcome.outcome === 'rejected' && reasons.includes(outcome.reason))
    return met(`the client refused the callback: ${outcome.reason}`, exchanges);
  return unmet('The client did not refuse the callback for what is wrong with it.', {
    exchanges,
    expected: `rejected (${reasons.join(' or ')})`,
    sent: describe(outcome),
    hint,
  });
}

/** With such a callback nothing is exchanged. */
export function noTokenAsked(evidence: Evidence): Judgement {
  const call = lastCall(evidence);
  const asked = tokenRequests({ ...evidence, exchanges: exchangesOf(evidence, call) });
  if (asked.length === 0) return met('no token was asked for', call.exchanges);
  return unmet('The client asked for a token with a callback that it had to refuse.', {
    exchanges: numbers(asked),
    expected: 'no request to the token endpoint',
    sent: `${asked.length} request(s)`,
    hint: 'Compare the state, and look for error and code, before anything is sent.',
  });
}
