import { type Exchange, headerValues } from '../../../mocks/kernel/exchange.ts';
import type { SessionEvidence } from '../evidence.ts';

/** Where a request may carry a token. */
export interface Presented {
  /** Every Authorization header, as it was sent. */
  readonly headers: readonly string[];
  /** Every value of the query parameter, percent-decoded once by the rule for forms. */
  readonly inQuery: readonly string[];
}

/** What a request carries, as far as it is meant for letting somebody in. */
export function presentedBy({ request }: Exchange, { parameter = 'apiToken' }: SessionEvidence): Presented {
  const query = new URLSearchParams(queryOf(request.url));
  return { headers: headerValues(request.headers, 'authorization'), inQuery: query.getAll(parameter) };
}

/** The query of an address as it was written, without its question mark. */
export function queryOf(url: string): string {
  const mark = url.indexOf('?');
  return mark < 0 ? '' : url.slice(mark + 1);
}

/** The word before the first blank of an Authorization header, and what follows that blank. */
export function wordAndRest(header: string): readonly [word: string, rest: string] {
  const blank = header.indexOf(' ');
  return blank < 0 ? [header, ''] : [header.slice(0, blank), header.slice(blank + 1)];
}
