import type { Request } from 'express';
import { decodeForm, type Parameters } from '../../kernel/index.ts';
import { settingsOf } from '../state.ts';

/** The query of a request, decoded once by the rule in force for `+` (b1). */
export function queryParameters(req: Request): Parameters {
  const mark = req.url.indexOf('?');
  const query = mark < 0 ? '' : req.url.slice(mark + 1);
  return decodeForm(settingsOf(req).plusInQuery === 'plus' ? query.replaceAll('+', '%2B') : query);
}

/** Every value of the parameter that holds the token, empty ones too. */
export function queryTokens(req: Request): string[] {
  const { parameter } = settingsOf(req);
  return queryParameters(req).flatMap(([name, value]) => (name === parameter ? [value] : []));
}
