import type { Request } from 'express';
import { contextOf, parameter, queryOf } from '../../kernel/index.ts';
import type { CloudApiSettings } from '../settings.ts';
import { FieldErrors } from './body.ts';

const MOST = 100;

/**
 * A list in its wrapper (C22): whole, or by `limit` and `cursor` with the next cursor beside it (b6).
 * @throws ProviderError `validation_error` where `limit` or `cursor` is none
 */
export function listOf(req: Request, items: readonly object[]): object {
  const { pagination } = contextOf(req).sandbox.settings as CloudApiSettings;
  if (pagination === 'none') return { data: items };
  const { limit, start } = pageAsked(req);
  const next = start + limit;
  return {
    data: items.slice(start, next),
    next_cursor: next < items.length ? Buffer.from(`after ${next}`).toString('base64url') : null,
  };
}

function pageAsked(req: Request): { limit: number; start: number } {
  const query = queryOf(req);
  const errors = new FieldErrors();
  const limit = Number(parameter(query, 'limit') ?? MOST);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    errors.note('limit', `This must be a whole number from 1 to ${MOST}.`);
  const cursor = parameter(query, 'cursor');
  const text = Buffer.from(cursor ?? '', 'base64url').toString();
  const start = cursor === undefined ? 0 : Number(/^after (\d{1,9})$/.exec(text)?.[1]);
  if (Number.isNaN(start)) errors.note('cursor', 'This is no cursor of this list.');
  errors.refuse(req);
  return { limit, start };
}
