import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { apiRequests, type Evidence, numbers } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';

/** As the mock's trail has it (X1: the document names three hosts for one API). */
const HOST_CHECK = 'documented host of the API';

/** The documented name of the API's host that a request was for. */
function hostOf({ decisions }: Exchange): string {
  return decisions.find(({ check }) => check === HOST_CHECK)?.got ?? 'none of the API';
}

/** X1: every call goes to the host that the client was given; the finding says which one that is. */
export function callsGoTo(evidence: Evidence, host: string): Judgement {
  const calls = apiRequests(evidence);
  const hosts = [...new Set(calls.map(hostOf))];
  if (hosts.length === 1 && hosts[0] === host)
    return met(`the client calls the API at ${host}, one of three documented hosts`, numbers(calls));
  return unmet('The client does not call the API at the host that it was given.', {
    exchanges: numbers(calls),
    expected: `every call at ${host}`,
    sent: hosts.join(', ') || 'no call',
    hint: 'The document names three hosts; take the one of endpoints.api, with its path.',
    ...(calls.length === 0 ? rootCause(evidence) : {}),
  });
}
