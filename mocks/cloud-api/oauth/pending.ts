import type { Request } from 'express';
import { bodyMember, parameter, queryOf } from '../../kernel/index.ts';
import type { AuthorizationRequest } from '../state/model.ts';
import { stateOf } from '../state.ts';

/** The name of the authorization request that a page or its form is about; empty where there is none. */
export function pendingRequestName(req: Request): string {
  return parameter(queryOf(req), 'request') ?? bodyMember(req, 'request') ?? '';
}

/** The request itself, while it waits for its user. */
export function pendingRequest(req: Request): AuthorizationRequest | undefined {
  return stateOf(req).grants.pending.get(pendingRequestName(req));
}
