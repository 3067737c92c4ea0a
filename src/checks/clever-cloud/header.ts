import { type Exchange, headerValues } from '../../../mocks/kernel/exchange.ts';
import { isOAuthHeader, parseAuthorizationHeader } from '../../../mocks/kernel/oauth1/index.ts';
import { type Evidence, numbers } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';
import { callsOfClient } from './signed-request.ts';

/** V29: one header, `OAuth key="value", key2="value2"`, every value percent-encoded. */
export function headerIsDocumented(evidence: Evidence): Judgement {
  const calls = callsOfClient(evidence);
  if (calls.length === 0)
    return unmet('The client made no API call.', {
      expected: 'a signed call',
      sent: 'none',
      ...rootCause(evidence),
    });
  const wrong = calls.filter(e => problemOf(e) !== undefined);
  if (wrong.length === 0) return met('every Authorization header is as documented', numbers(calls));
  return unmet(`An Authorization header is not as documented: ${problemOf(wrong[0]!)}.`, {
    exchanges: numbers(wrong),
    expected: 'Authorization: OAuth key="value", key2="value2"',
    sent: authorizations(wrong[0]!).join('; ') || 'no Authorization header',
    hint: 'One header; the word OAuth, then pairs with double quotes, a comma between two, values percent-encoded.',
    ...rootCause(evidence),
  });
}

function authorizations({ request }: Exchange): string[] {
  return headerValues(request.headers, 'authorization');
}

function problemOf(exchange: Exchange): string | undefined {
  const [header, another] = authorizations(exchange);
  if (header === undefined) return 'there is none';
  if (another !== undefined) return 'there are two';
  if (!isOAuthHeader(header)) return 'it does not begin with OAuth';
  const read = parseAuthorizationHeader(header);
  if ('wrong' in read) return read.wrong;
  return read.unencoded.length === 0 ? undefined : `not percent-encoded: ${read.unencoded.join(', ')}`;
}
