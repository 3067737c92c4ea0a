import { apiRequest } from '../api-call.ts';
import { callRenewing } from '../bearer.ts';
import type { Transport } from '../http.ts';
import type { Installation } from '../installation.ts';
import { percentEncode } from '../percent-encode.ts';
import { withoutSecrets } from '../secrets.ts';
import { TokenSource } from '../token-source.ts';
import { authInfo, createSshKey, listEnvironments, listProjects, listSshKeys, logout } from './account.ts';
import { followActivity, isOver, pause, startedActivity, succeeded } from './activities.ts';
import { backupBody, backupTarget, createBackup } from './backups.ts';
import { refusal, refusesToken } from './refusal.ts';
import { linkTarget } from './resources.ts';
import { settings } from './settings.ts';
import { processTokenResponse, revokeRequest, type TokenIdentity, tokenRequest } from './token-endpoint.ts';
import { createVariable, variableBody, variableExists } from './variables.ts';

/** What a session is composed of; each part can be replaced by another of its form. */
export const parts = {
  settings,

  tokenRequest,
  processTokenResponse,
  revokeRequest,
  /** What two sessions of an installation must have in common to share a token; it is kept as a hash. */
  sessionKey: (identity: TokenIdentity): Readonly<Record<string, string | undefined>> => identity,
  newTokenSource: () => new TokenSource(),

  apiRequest: (...[base, call]: Parameters<typeof apiRequest>) => apiRequest(base, call, 'application/json'),
  callWithToken: callRenewing,
  refusesToken,
  refusal,
  linkTarget,
  pathSegment: percentEncode,
  withoutSecrets,

  authInfo,
  listProjects,
  listEnvironments,
  createSshKey,
  listSshKeys,
  logout,

  createVariable,
  variableExists,
  variableBody,

  createBackup,
  backupTarget,
  backupBody,
  startedActivity,
  followActivity,
  isOver,
  pause,
  succeeded,
};

export type Parts = Readonly<typeof parts>;

/** What a session is given besides the user's configuration. */
export interface Surroundings {
  readonly http: Transport;
  readonly installation: Installation;
  readonly parts: Parts;
  readonly userAgent: string;
}
