import { apiRequests, type Evidence, numbers, type SessionEvidence, tokenRequests } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';
import { tokenParameters } from '../token-parameters.ts';
import { callsWithScope, explainScope } from './explain-scope.ts';

/** A3: `client_credentials` is the grant that every token request asks for. */
export function asksForClientCredentials(evidence: Evidence): Judgement {
  const requests = tokenRequests(evidence);
  if (requests.length === 0) return noTokenRequest(evidence);
  const others = requests.filter(e => tokenParameters(e).grant_type !== 'client_credentials');
  if (others.length === 0) return met('every token request asks for client_credentials', numbers(requests));
  return unmet('A token request asks for another grant than client_credentials.', {
    exchanges: numbers(others),
    expected: 'grant_type=client_credentials',
    sent: `grant_type=${tokenParameters(others[0]!).grant_type ?? '(none)'}`,
    hint: 'Client credentials is the only grant of this platform; there is no refresh token (RFC 6749 section 4.4.3).',
    ...rootCause(evidence),
  });
}

/** A4, A17: the key and secret arrived exactly as they were generated, and a token was issued for them. */
export function credentialsArrived(evidence: Evidence, session: SessionEvidence): Judgement {
  const requests = tokenRequests(evidence);
  if (requests.length === 0) return noTokenRequest(evidence);
  const good = requests.filter(
    e => e.issuedToken !== undefined && tokenParameters(e).client_id === session.credentials.apiKey,
  );
  if (good.length > 0)
    return met('the platform read the key and secret as they were generated', numbers(good));
  return unmet('The platform could not read the key and secret that the client was given.', {
    exchanges: numbers(requests),
    expected: 'client_id and client_secret, each url-encoded once',
    sent: requests[0]!.request.body.toString('utf8'),
    hint: 'Compare the body of the token request with the key and secret, byte for byte.',
    ...rootCause(evidence),
  });
}

/** A18: POST with exactly the documented parameters, however they are carried (form, JSON, Basic). */
export function hasDocumentedParameters(evidence: Evidence): Judgement {
  const requests = tokenRequests(evidence);
  if (requests.length === 0) return noTokenRequest(evidence);
  const documented = ['client_id', 'client_secret', 'grant_type', 'scope'];
  for (const exchange of requests) {
    const names = Object.keys(tokenParameters(exchange));
    const missing = documented.slice(0, 3).filter(name => !names.includes(name));
    const unknown = names.filter(name => !documented.includes(name));
    if (exchange.request.method === 'POST' && missing.length === 0 && unknown.length === 0) continue;
    return unmet('The token request is not the documented one.', {
      exchanges: [exchange.n],
      expected: 'POST with client_id, client_secret and grant_type',
      sent: `${exchange.request.method} with ${names.join(', ') || 'no parameter'}`,
      hint: `${missing.length > 0 ? `Missing: ${missing.join(', ')}. ` : ''}${unknown.length > 0 ? `Not documented: ${unknown.join(', ')}.` : ''}`,
    });
  }
  return met('every token request is the documented one', numbers(requests));
}

/** A18: without an organization no scope is asked for; an empty one counts as none. */
export function asksForNoScope(evidence: Evidence): Judgement {
  const requests = tokenRequests(evidence);
  if (requests.length === 0) return noTokenRequest(evidence);
  const scoped = requests.filter(e => (tokenParameters(e).scope ?? '') !== '');
  if (scoped.length === 0) return met('no token request asks for a scope', numbers(requests));
  return unmet('The token request asks for a scope though no organization was given.', {
    exchanges: numbers(scoped),
    expected: 'no scope',
    sent: `scope=${tokenParameters(scoped[0]!).scope}`,
    hint: 'The scope is for organizations that use Single Sign-On only.',
  });
}

/** A20: the token request of a session asks for its organization's scope, encoded once. */
export function asksForOrganization(evidence: Evidence, session: SessionEvidence): Judgement {
  const requests = tokenRequests(evidence);
  if (requests.length === 0) return noTokenRequest(evidence);
  const wanted = `organization:${session.organization}`;
  const right = requests.filter(e => tokenParameters(e).scope === wanted);
  if (right.length > 0) return met('the token request asks for the organization’s scope', numbers(right));
  const explanation = explainScope(tokenParameters(requests.at(-1)!).scope, session.organization ?? '');
  return unmet('No token request asks for the organization’s scope.', {
    exchanges: numbers(requests),
    expected: `scope=${wanted}`,
    sent: `scope=${tokenParameters(requests.at(-1)!).scope ?? '(none)'}`,
    ...(explanation === undefined ? {} : { explanation, hint: explanation.text }),
    ...rootCause(evidence),
  });
}

/** A20: no token request of the session leaves the scope out, renewals included. */
export function everyRequestAsksForOrganization(evidence: Evidence, session: SessionEvidence): Judgement {
  const wanted = `organization:${session.organization}`;
  const others = tokenRequests(evidence).filter(e => tokenParameters(e).scope !== wanted);
  if (others.length === 0) return asksForOrganization(evidence, session);
  return unmet('A token request leaves the organization’s scope out.', {
    exchanges: numbers(others),
    expected: `scope=${wanted}`,
    sent: `scope=${tokenParameters(others[0]!).scope ?? '(none)'}`,
    hint: 'A renewal is a token request like the first one: it needs the same scope.',
    ...rootCause(evidence),
  });
}

/** A20: the scope goes in the token request and nowhere else. */
export function callsCarryNoScope(evidence: Evidence): Judgement {
  const calls = apiRequests(evidence);
  const scoped = callsWithScope(calls);
  if (scoped.length === 0) return met('no API call carries a scope', numbers(calls));
  const text = 'The scope was sent on the API call; it belongs in the token request.';
  return unmet('An API call carries the scope.', {
    exchanges: numbers(scoped),
    expected: 'scope in the token request only',
    sent: `${scoped[0]!.request.method} ${scoped[0]!.request.target}`,
    hint: text,
    explanation: {
      mistake: 'scope-on-api-call',
      text,
      expected: 'no scope parameter',
      sent: scoped[0]!.request.target,
    },
  });
}

function noTokenRequest(evidence: Evidence): Judgement {
  return unmet('The client asked for no token.', {
    expected: 'a request to the token endpoint',
    sent: 'none',
    hint: 'Is endpoints.token of session/open the address that the SDK asks?',
    ...rootCause(evidence),
  });
}
