import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { authorizationOf, type Evidence, exchangesOf, type SessionEvidence } from '../evidence.ts';
import type { Judgement } from '../judgement.ts';
import { authorizationCause } from './authorization-cause.ts';
import { misplaced } from './requests.ts';

/** What a refused request can go back to, whatever its case was about. */
const BASE_URL = 'CAP-01';
const KEY = 'CAP-10';
const OPAQUE = 'CAP-16';
const JSON_BODY = 'CAP-20';
const NEW_PROJECT = 'CAP-24';
const NEW_KEY = 'CAP-27';
const USAGE = 'CAP-28';

type Root = Partial<Judgement>;

/** Requirements by the check that did not hold, as the mock's trail has it. */
const BY_CHECK: readonly (readonly [check: RegExp, cause: string, hint: string])[] = [
  [
    /^the call carries (?:a|one) credential|^scheme of|^the credential is/,
    KEY,
    'Authorization: Bearer <the key>',
  ],
  [/^content type|^the body is/, JSON_BODY, 'Send application/json, and say so in Content-Type.'],
];

/** Requirements by what was asked for, where its fields were wrong. */
const BY_OPERATION: Readonly<Record<string, string>> = {
  'projects.create': NEW_PROJECT,
  'keys.create': NEW_KEY,
  'usage.get': USAGE,
};

/**
 * What truly went wrong where a client did not come as far as a check asks: a mistake in an earlier request of it.
 * To be spread over a complaint; empty where nothing of the kind is to be seen.
 */
export function cloudApiCause(evidence: Evidence): Root {
  for (const call of evidence.calls) {
    const session = evidence.sessions.find(({ name }) => name === call.session);
    for (const exchange of exchangesOf(evidence, call)) {
      const found =
        session && (ofAddress(exchange, session) ?? ofKey(exchange, session) ?? ofFields(exchange));
      if (found !== undefined) return found;
    }
  }
  return authorizationCause(evidence);
}

function ofAddress(exchange: Exchange, { endpoints }: SessionEvidence): Root | undefined {
  // What leads to an operation of the platform was addressed well enough.
  if (exchange.site === 'foreign' || exchange.operation !== undefined) return undefined;
  const wrong = misplaced(exchange, endpoints.api ?? '');
  if (wrong === undefined) return undefined;
  const hint = `The address ${wrong}: append the path to the base URL.`;
  return {
    cause: BASE_URL,
    exchanges: [exchange.n],
    expected: `below ${endpoints.api}`,
    sent: exchange.request.url,
    hint,
  };
}

function ofKey(exchange: Exchange, { mechanism, credentials }: SessionEvidence): Root | undefined {
  const decision = exchange.decisions.find(({ ok }) => !ok);
  if (decision === undefined || mechanism !== 'api-key') return undefined;
  const told = { exchanges: [exchange.n], expected: decision.expected, sent: decision.got };
  const known = BY_CHECK.find(([check]) => check.test(decision.check));
  if (known !== undefined) return { ...told, cause: known[1], hint: known[2] };
  const unknown = decision.check === 'bearer token was issued here' && decision.got !== credentials.apiKey;
  const hint = 'Send the key as it was given, unchanged, after "Bearer ".';
  return unknown ? { ...told, cause: OPAQUE, sent: authorizationOf(exchange), hint } : undefined;
}

function ofFields({ n, operation, decisions }: Exchange): Root | undefined {
  const decision = decisions.find(({ ok, check }) => !ok && check === 'fields that are wrong');
  const cause = BY_OPERATION[operation ?? ''];
  if (decision === undefined || cause === undefined) return undefined;
  return { cause, exchanges: [n], expected: decision.expected, sent: decision.got };
}
