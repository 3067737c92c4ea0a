import { createHash } from 'node:crypto';
import { type Exchange, headerValue } from '../../../mocks/kernel/exchange.ts';
import {
  deadTokenRequests,
  describe,
  type Evidence,
  exchangesOf,
  lastCall,
  numbers,
  tokenRequests,
} from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';
import { tokenParameters } from '../token-parameters.ts';
import { askedFor } from './consent.ts';

/** What the token endpoint is asked for; RFC 6749 sections 4.1.3, 5 and 6. */

export const EXCHANGE = 'CAP-13';
export const LEFT_OPEN = 'CAP-19';

const FORM = /^application\/x-www-form-urlencoded\b/i;

/** What is wrong with a token request, by the document's five parameters; undefined where nothing is. */
function amiss(exchange: Exchange, wanted: Readonly<Record<string, string>>): string | undefined {
  const { method, target, headers, body } = exchange.request;
  const form = new URLSearchParams(body.toString('utf8'));
  const basic = /^basic /i.test(headerValue(headers, 'authorization') ?? '');
  if (method !== 'POST') return `method ${method}`;
  if (target.includes('?')) return `parameters in the URL: ${target}`;
  if (!FORM.test(headerValue(headers, 'content-type') ?? ''))
    return `content type ${headerValue(headers, 'content-type') ?? 'none'}`;
  const wrong = Object.keys(wanted).find(name => form.getAll(name).join(' and ') !== wanted[name]);
  if (wrong !== undefined) return `${wrong}=${form.getAll(wrong).join(' and ') || '(none)'}`;
  if (basic === form.has('client_secret'))
    return basic ? 'client_secret in header and body' : 'no client_secret';
  return undefined;
}

/** The code of the callback was exchanged by the documented request, and brought a token. */
export function codeExchanged(evidence: Evidence, callbackUrl: string): Judgement {
  const call = lastCall(evidence);
  const witnessed = successBorneOut(evidence, call);
  if (!witnessed.met) return { cause: EXCHANGE, ...witnessed };
  const { redirectUri } = evidence.sessions.find(({ name }) => name === call.session)!;
  const wanted = {
    grant_type: 'authorization_code',
    code: new URL(callbackUrl).searchParams.get('code') ?? '',
    redirect_uri: redirectUri ?? '',
  };
  const asked = tokenRequests({ ...evidence, exchanges: exchangesOf(evidence, call) });
  const [wrong] = asked.flatMap(e => amiss(e, wanted) ?? []);
  if (wrong === undefined) return met('the code was exchanged as documented', numbers(asked));
  return unmet('The token request is not the documented one.', {
    exchanges: numbers(asked),
    expected: `POST of a form with ${Object.keys(wanted).join(', ')}, client_id and client_secret`,
    sent: wrong,
    hint: 'RFC 6749 section 4.1.3; the client authenticates in the body or by Basic, in one of them.',
    cause: EXCHANGE,
  });
}

/** A code serves once: whoever sends it again loses what it has brought (RFC 6749 section 4.1.2). */
export function codesUsedOnce(evidence: Evidence): Judgement {
  const granted = tokenRequests(evidence).filter(e => e.issuedToken !== undefined);
  const codes = granted.map(e => tokenParameters(e).code);
  const again = tokenRequests(evidence).filter(
    e => e.issuedToken === undefined && codes.includes(tokenParameters(e).code ?? ''),
  );
  if (again.length === 0 && granted.length > 0) return met('each code was used once', numbers(granted));
  return unmet('A code that had brought a token was sent again.', {
    exchanges: numbers(again),
    expected: 'each code in one token request',
    sent: granted.length === 0 ? 'no code was exchanged' : `${again.length} more request(s) with it`,
    hint: 'Forget the attempt when its code is exchanged: a replay revokes the tokens that came of it.',
    cause: EXCHANGE,
    ...rootCause(evidence),
  });
}

/** PKCE (RFC 7636 section 4.5): the verifier of the challenge goes with the code, and had not been shown before. */
export function proves(evidence: Evidence, begun: Evidence['calls'][number]): Judgement {
  const call = lastCall(evidence);
  const challenge = askedFor(call === begun ? call : begun, 'code_challenge');
  const asked = tokenRequests({ ...evidence, exchanges: exchangesOf(evidence, call) });
  const verifiers = asked.map(e => tokenParameters(e).code_verifier ?? '');
  const made = verifiers.map(v => createHash('sha256').update(v, 'ascii').digest('base64url'));
  const wellFormed = verifiers.every(v => /^[\w.~-]{43,128}$/.test(v));
  if (asked.length > 0 && wellFormed && made.every(m => m === challenge))
    return met('the exchange proves who began the authorization', numbers(asked));
  return unmet('The exchange does not prove who began the authorization.', {
    exchanges: numbers(asked),
    expected: 'code_verifier of 43 to 128 unreserved characters, whose SHA-256 is the challenge',
    sent: asked.length === 0 ? describe(call.outcome) : `code_verifier=${verifiers[0] || '(none)'}`,
    hint: 'RFC 7636 sections 4.1 and 4.5.',
    ...(asked.length === 0 ? rootCause(evidence) : { cause: LEFT_OPEN }),
  });
}

/**
 * Without a token that is good, and without a way to another, the user is needed: the caller is told that, and
 * at most one request tries the old token.
 */
export function userIsNeeded(evidence: Evidence): Judgement {
  const call = lastCall(evidence);
  const { outcome, exchanges } = call;
  const during = { ...evidence, exchanges: exchangesOf(evidence, call) };
  const told =
    (outcome.outcome === 'rejected' && outcome.reason === 'authentication') ||
    (outcome.outcome !== 'ok' && outcome.status === 401);
  const dead = deadTokenRequests(during).length;
  const asked = exchanges.length;
  if (told && dead <= 1 && asked <= 2) return met('the caller is told that the user is needed', exchanges);
  return unmet('The caller is not told that its user is needed again.', {
    exchanges,
    expected:
      'a failure with reason authentication, or status 401, after at most one call with the old token',
    sent: `${describe(outcome)}; ${asked} request(s), ${dead} of them with a dead token`,
    hint: 'Where no refresh token is left, tell the caller to send its user to the consent page again.',
    ...rootCause(evidence),
  });
}

/** What there was when the client had been asked for the first time to do its work. */
export function upToFirstCall(evidence: Evidence): Evidence {
  const first = evidence.calls.findIndex(({ method }) => method === 'session/request');
  const calls = evidence.calls.slice(0, first + 1);
  const made = calls.flatMap(call => call.exchanges);
  const exchanges = evidence.exchanges.filter(({ n }) => made.includes(n));
  const tokens = evidence.tokens.filter(({ issuedIn }) => made.includes(issuedIn));
  return { ...evidence, calls, exchanges, tokens };
}

/** A refresh token that was replaced is not used again (RFC 6749 section 6). */
export function refreshTokensUsedOnce(evidence: Evidence): Judgement {
  const refreshes = tokenRequests(evidence).filter(e => tokenParameters(e).grant_type === 'refresh_token');
  const sent = refreshes.map(e => tokenParameters(e).refresh_token);
  if (sent.length > 1 && new Set(sent).size === sent.length)
    return met('each refresh token was used once', numbers(refreshes));
  return unmet('A refresh token that had been replaced was used again.', {
    exchanges: numbers(refreshes),
    expected: 'the refresh token of the last answer, each time',
    sent: `${sent.length} request(s) with ${new Set(sent).size} refresh token(s)`,
    hint: 'Where an answer holds a refresh token, it takes the place of the one before.',
    cause: LEFT_OPEN,
    ...rootCause(evidence),
  });
}
