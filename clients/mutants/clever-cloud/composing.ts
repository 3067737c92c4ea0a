import type { Parts } from '../../reference/clever-cloud/parts.ts';
import type { Parameter } from '../../reference/clever-cloud/signature.ts';
import type { HttpRequest, Transport } from '../../reference/http.ts';
import { composed, type Mutant } from '../mutant.ts';

/** The reference client with some of its parts for Clever Cloud replaced, and perhaps its transport. */
export function withParts(replace: () => Partial<Parts>, http?: () => Transport): Mutant['make'] {
  return composed(() => ({ cleverCloud: replace(), ...(http && { http: http() }) }));
}

/** A mutant that signs wrongly: how its signature comes about is explained. */
export function signing(
  requirement: string,
  mistake: string,
  wrong: string,
  replace: () => Partial<Parts>,
  more: { readonly name?: string; readonly fault?: number } = {},
): Mutant {
  const { name = mistake, ...rest } = more;
  return { name: `oauth1-${name}`, wrong, breaks: [requirement], mistake, ...rest, make: withParts(replace) };
}

/** Pairs of a query or form as they are written, taken apart and nothing more. */
export function writtenPairs(text: string): Parameter[] {
  const pairs = text.split('&').filter(pair => pair !== '');
  return pairs.map(pair => {
    const [name = '', ...value] = pair.split('=');
    return [name, value.join('=')];
  });
}

/** The query of a request, as it is written. */
export function writtenQuery({ url }: HttpRequest): Parameter[] {
  return writtenPairs(url.search.slice(1));
}

/** Whether a request is signed by OAuth 1, in its header. */
export function isSigned({ headers }: HttpRequest): boolean {
  return headers.authorization?.startsWith('OAuth ') === true;
}
