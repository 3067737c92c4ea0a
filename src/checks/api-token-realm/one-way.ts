import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { apiRequests, type Evidence, numbers, type SessionEvidence } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';
import { presentedBy, queryOf } from './presented.ts';

/** R21, R23: header or query; what goes in the one does not go in the other too (RFC 6750 section 2). */
export function goesOneWay(evidence: Evidence, session: SessionEvidence): Judgement {
  const calls = apiRequests(evidence);
  const byHeader = session.mechanism === 'header';
  const wrong = calls.filter(e => (byHeader ? isInQuery(e, session) : isInHeader(e, session)));
  if (calls.length > 0 && wrong.length === 0)
    return met(`the token goes in the ${session.mechanism} only`, numbers(calls));
  return unmet('The token crosses the wire in another way than it was to.', {
    exchanges: numbers(wrong),
    expected: `the token in the ${session.mechanism}, and nowhere else`,
    sent: calls.length === 0 ? 'no call' : `the token in the ${byHeader ? 'query' : 'header'}`,
    hint: 'Two ways at once are refused where they differ, and a token in an address ends up in logs.',
    ...rootCause(evidence),
  });
}

function isInQuery({ request }: Exchange, { credentials }: SessionEvidence): boolean {
  const token = credentials.apiToken!;
  const values = [...new URLSearchParams(queryOf(request.url)).values()];
  return request.url.includes(token) || values.some(value => value.includes(token));
}

function isInHeader(exchange: Exchange, session: SessionEvidence): boolean {
  return presentedBy(exchange, session).headers.some(header =>
    header.includes(session.credentials.apiToken!),
  );
}
