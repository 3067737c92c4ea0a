import type { Request } from 'express';
import { decide } from './context.ts';
import { ProviderError } from './errors.ts';
import type { Decision } from './exchange.ts';

/**
 * Put a check on the request's decision trail, and refuse the request where it does not hold.
 * @param code of the error table
 * @throws ProviderError
 */
export function insist(
  req: Request,
  decision: Decision,
  code: string,
  params: Readonly<Record<string, string>> = {},
): void {
  if (!decide(req, decision)) throw new ProviderError(code, `${decision.check}: ${decision.got}`, params);
}
