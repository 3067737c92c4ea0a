import type { Request } from 'express';
import { type Parameters, ProviderError, parameter, queryOf } from '../kernel/index.ts';
import { matches, parseFilter } from './filter.ts';
import { link } from './hal.ts';

const DEFAULT_LIMIT = 10;

/** How the items of a collection are filtered and shown. */
export interface Collection<Item> {
  /** Below the API's address. */
  readonly path: string;
  /** What a filter may name, and how to read it from an item. */
  readonly fields: Readonly<Record<string, (item: Item) => string>>;
  readonly show: (item: Item) => object;
}

/**
 * One page of a collection, by the request's `filter`, `limit` and `offset` (sheet b7).
 * @throws ProviderError `bad_request` when a parameter is not of its form
 */
export function page<Item>(
  req: Request,
  items: readonly Item[],
  { path, fields, show }: Collection<Item>,
): object {
  const query = queryOf(req);
  const filter = parseFilter(parameter(query, 'filter') ?? '', Object.keys(fields));
  const found = items.filter(item => matches(filter, field => fields[field]!(item)));
  const limit = count(query, 'limit', DEFAULT_LIMIT);
  const offset = count(query, 'offset', 0);
  return {
    total: found.length,
    pagination: { total: found.length, limit, offset },
    _links: pageLinks(req, path),
    _embedded: { items: found.slice(offset, offset + limit).map(show) },
  };
}

/** A list that has no pages. */
export function whole(req: Request, path: string, items: readonly object[]): object {
  return { total: items.length, _links: { self: link(req, path) }, _embedded: { items } };
}

function pageLinks(req: Request, path: string): object {
  const template = (name: string) => ({ ...link(req, `${path}{?${name}}`), templated: true });
  return {
    self: link(req, path),
    sort: template('sort'),
    filter: template('filter'),
    limit: template('limit'),
    offset: template('offset'),
  };
}

function count(query: Parameters, name: string, otherwise: number): number {
  const text = parameter(query, name);
  if (text === undefined) return otherwise;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new ProviderError('bad_request', `${name}=${text}`, {
    message: `The ${name} must be a whole number.`,
  });
}
