import type { Params } from '../../../src/protocol/index.ts';
import type { Session } from '../session.ts';
import { openApiTokenSession } from './api-token-session.ts';
import { openOAuthSession } from './oauth-session.ts';
import type { Surroundings } from './parts.ts';

/**
 * Set up a session; nothing is sent yet.
 * @throws ClientFailure `invalid-credentials`, `insecure-transport`, or `other` for an unknown option
 */
export function openSession(params: Params<'session/open'>, surroundings: Surroundings): Session {
  const open = params.mechanism === 'api-token' ? openApiTokenSession : openOAuthSession;
  return open(params, surroundings);
}
