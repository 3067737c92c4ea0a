import { headerValue } from '../../../mocks/kernel/exchange.ts';
import { apiRequests, authorizationOf, type Evidence, numbers, tokenRequests } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';

/** A24: every call is signed, and the platform could verify each signature. */
export function signaturesVerified(evidence: Evidence): Judgement {
  const calls = apiRequests(evidence);
  if (calls.length === 0)
    return unmet('The client made no API call.', { expected: 'a signed call', sent: 'none' });
  const bad = calls.filter(
    e => !/^acquia-http-hmac /i.test(authorizationOf(e)) || e.decisions.some(d => !d.ok),
  );
  if (bad.length === 0) return met('every signature was verified', numbers(calls));
  const failed = bad[0]!.decisions.find(d => !d.ok);
  return unmet(
    failed === undefined ? 'A call was not signed.' : `The platform refused a signed call: ${failed.check}.`,
    {
      exchanges: numbers(bad),
      expected: failed?.expected ?? 'Authorization: acquia-http-hmac …',
      sent: failed?.got ?? authorizationOf(bad[0]!),
      hint: 'String to sign: method, host, path, raw query, id&nonce&realm&version, signed headers, timestamp, and with a body its lower-cased content type and hash.',
    },
  );
}

/** Every signed request has a nonce of its own. */
export function noncesDiffer(evidence: Evidence): Judgement {
  const calls = apiRequests(evidence);
  const nonces = calls.map(e => /nonce="([^"]*)"/.exec(authorizationOf(e))?.[1]);
  if (calls.length > 1 && new Set(nonces).size === calls.length && !nonces.includes(undefined)) {
    return met('every request has a nonce of its own', numbers(calls));
  }
  return unmet('Signed requests share a nonce.', {
    exchanges: numbers(calls),
    expected: 'a new UUID for each request',
    sent: nonces.join(', '),
    hint: 'Make a new nonce for every request, repetitions included.',
  });
}

/** Signing by HMAC sends neither the secret nor a token request. */
export function hmacOnly(evidence: Evidence): Judgement {
  const asked = tokenRequests(evidence);
  const others = apiRequests(evidence).filter(
    e => !/^acquia-http-hmac /i.test(headerValue(e.request.headers, 'authorization') ?? ''),
  );
  if (asked.length === 0 && others.length === 0)
    return met('the client stayed with HMAC', numbers(evidence.exchanges));
  return unmet('The client fell back to another way of authenticating that it was not opened for.', {
    exchanges: numbers([...asked, ...others]),
    expected: 'signed calls only',
    sent: asked.length > 0 ? 'a token request' : authorizationOf(others[0]!),
    hint: 'Tell the caller that HMAC is no longer supported; do not change the mechanism on your own.',
  });
}
