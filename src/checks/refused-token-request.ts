import type { Exchange } from '../../mocks/kernel/exchange.ts';
import type { Judgement } from './judgement.ts';

/*
 * Mistakes for which any token endpoint refuses a request, filed under the requirement that the platform has for them.
 */

type Diagnosis = (exchange: Exchange) => (Partial<Judgement> & { readonly cause: string }) | undefined;

/** Undefined where the request was a POST. */
export const otherMethod =
  (cause: string): Diagnosis =>
  ({ request: { method }, n }) =>
    method === 'POST'
      ? undefined
      : { cause, exchanges: [n], expected: 'POST', sent: method, hint: 'Exchange by POST.' };

/** Undefined where every parameter was sent once. */
export const repeatedParameter =
  (cause: string): Diagnosis =>
  ({ n, decisions }) => {
    const twice = decisions.find(({ check, ok }) => check === 'every parameter once' && !ok);
    if (twice === undefined) return undefined;
    const hint = 'RFC 6749 section 3.2: no parameter may be sent more than once.';
    return { cause, exchanges: [n], expected: twice.expected, sent: twice.got, hint };
  };
