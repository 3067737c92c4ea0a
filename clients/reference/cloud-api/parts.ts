import type { SettableClock } from '../clock.ts';
import type { Transport } from '../http.ts';
import { followingLink, requested } from '../links.ts';
import { TokenSource } from '../token-source.ts';
import {
  attemptOf,
  authorizationUrl,
  challengeFor,
  codeOf,
  newState,
  newVerifier,
} from './authorization-request.ts';
import { bearerHeader, refusesToken } from './calls.ts';
import { createKey, createProject, getUsage, getUser, listProjects } from './operations.ts';
import { quotaOf, toldWaitMs } from './quota.ts';
import { errorDetails, refusal } from './refusal.ts';
import { backoffMs, isPassing, LONGEST_WAIT_MS, mayRepeat, withIdempotencyKey } from './repeating.ts';
import {
  clientAuthentication,
  codeRequest,
  processTokenResponse,
  refreshRequest,
  tokenRefusal,
} from './token-endpoint.ts';

/** What a session is composed of; each part can be replaced by another of its form. */
export const parts = {
  requested,
  followingLink,
  bearerHeader,
  refusesToken,

  withIdempotencyKey,
  mayRepeat,
  isPassing,
  quotaOf,
  toldWaitMs,
  backoffMs,
  longestWaitMs: LONGEST_WAIT_MS,
  /** By the session's clock, so that whoever sets that ahead ends the wait. */
  wait: (ms: number, clock: SettableClock): Promise<void> => clock.sleep(ms),

  newState,
  newVerifier,
  challengeFor,
  authorizationUrl,
  attemptOf,
  codeOf,
  clientAuthentication,
  codeRequest,
  refreshRequest,
  processTokenResponse,
  tokenRefusal,
  newTokenSource: (margin?: (lifetimeMs: number) => number) => new TokenSource(margin),

  listProjects,
  createProject,
  createKey,
  getUsage,
  getUser,
  errorDetails,
  refusal,
};

export type Parts = Readonly<typeof parts>;

/** What a session is given besides the user's configuration. */
export interface Surroundings {
  readonly http: Transport;
  readonly parts: Parts;
  readonly userAgent: string;
}
