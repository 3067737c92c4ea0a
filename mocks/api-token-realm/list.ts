import type { Request } from 'express';
import { type Parameters, ProviderError, parameter } from '../kernel/index.ts';
import { queryParameters } from './admission/query.ts';
import { apiUrl } from './answers.ts';
import { facts } from './metadata.ts';
import { settingsOf, stateOf } from './state.ts';

/** A page of a list, with the address of the next one or null. */
export interface Page<Item> {
  readonly total: number;
  readonly items: readonly Item[];
  readonly next: string | null;
}

/**
 * One page, by the request's `limit` and `cursor`.
 * @param path of the list, below the API's address
 * @throws ProviderError `bad_request` when a parameter is not of its form
 */
export function pageOf<Item extends { readonly id: string }>(
  req: Request,
  path: string,
  all: readonly Item[],
): Page<Item> {
  const query = queryParameters(req);
  const from = start(query, all);
  const to = from + limit(query, settingsOf(req).pageSize);
  const following = all[to];
  return {
    total: all.length,
    items: all.slice(from, to),
    next: following === undefined ? null : nextLink(req, path, query, following.id),
  };
}

/** Holds all that was asked, but no token: a client must add that itself (b5). */
function nextLink(req: Request, path: string, query: Parameters, cursor: string): string {
  const state = stateOf(req);
  const search = new URLSearchParams();
  for (const [name, value] of query)
    if (name !== 'cursor' && state.tokenWith(value) === undefined) search.append(name, value);
  search.append('cursor', cursor);
  return apiUrl(req, `${path}?${search}`);
}

function start(query: Parameters, all: readonly { readonly id: string }[]): number {
  const cursor = parameter(query, 'cursor');
  if (cursor === undefined) return 0;
  const at = all.findIndex(({ id }) => id === cursor);
  if (at < 0) throw invalid('cursor', 'must be one that a page has named');
  return at;
}

function limit(query: Parameters, otherwise: number): number {
  const text = parameter(query, 'limit');
  if (text === undefined) return otherwise;
  const most = facts.mostOnPage.value;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most) throw invalid('limit', `must be a whole number from 1 to ${most}`);
  return count;
}

function invalid(path: string, violation: string): ProviderError {
  return new ProviderError('bad_request', `${path} ${violation}`, {
    path,
    violation,
    parameterLocation: 'QUERY',
  });
}
