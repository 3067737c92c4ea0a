import type { Request } from 'express';
import { type Decision, decide, ProviderError } from '../kernel/index.ts';

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
