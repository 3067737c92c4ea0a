import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { bearerOf, type Evidence, lastCall, numbers, type SessionEvidence } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';
import { BRIDGE_ONLY } from './cause.ts';
import { ofClient } from './signed-request.ts';

function sentTo({ request }: Exchange, address: string | undefined): boolean {
  return address !== undefined && request.url.startsWith(`${address}/`);
}

/** V5: what carries the API token goes to the bridge, and nowhere else. */
export function onlyToBridge(evidence: Evidence, { endpoints }: SessionEvidence): Judgement {
  const astray = ofClient(evidence).filter(e => !sentTo(e, endpoints.bridge));
  if (astray.length === 0) return successBorneOut(evidence, lastCall(evidence));
  return unmet('An API token was used at another address than the bridge.', {
    exchanges: numbers(astray),
    expected: `requests to ${endpoints.bridge} only`,
    sent: `${astray[0]!.request.method} ${astray[0]!.request.url}`,
    hint: 'An API token opens the bridge; the API host refuses it, and has no business knowing it.',
    cause: BRIDGE_ONLY,
  });
}

/** V15: every call carries the API token after `Bearer`, as it was given, at the API's own path. */
export function bearerOnBridge(evidence: Evidence, session: SessionEvidence, path: string): Judgement {
  const calls = ofClient(evidence);
  const { apiToken } = session.credentials;
  const good = calls.filter(
    e => bearerOf(e) === apiToken && sentTo(e, session.endpoints.bridge) && pathOf(e, session) === path,
  );
  if (calls.length > 0 && good.length === calls.length)
    return met('every call carries the API token on the bridge', numbers(calls));
  const wrong = calls.find(e => !good.includes(e));
  return unmet('A call does not carry the API token as documented.', {
    exchanges: numbers(calls),
    expected: `GET ${path} of the bridge with Authorization: Bearer <API token>`,
    sent: wrong === undefined ? 'no call' : `${wrong.request.method} ${wrong.request.url}`,
    hint: 'Same path as at the API; the token unchanged after "Bearer ".',
    ...rootCause(evidence),
  });
}

function pathOf({ request }: Exchange, { endpoints }: SessionEvidence): string {
  return new URL(request.url).pathname.slice(new URL(endpoints.bridge!).pathname.replace(/\/$/, '').length);
}
