import { facts, type PlatformshOperation } from './metadata.ts';

/** What may differ between two sandboxes; where the fact sheet says *assumed* or *likely*, the choice stands here. */
export interface PlatformshSettings {
  /** Seconds from issue to death of an access token (b2). */
  tokenLifetimeSeconds: number;
  /** Access tokens as JWTs whose `sub` and `exp` are true, or opaque (b2: both occur). */
  tokenFormat: 'jwt' | 'opaque';
  /** Which service refuses an API token: the old one with 400, or Ory with 401 (b3). */
  tokenErrors: 'legacy' | 'ory';
  /** `seed`: the console shows an API token's value again after a password check (P7, P8); `current`: never again. */
  apiTokens: 'seed' | 'current';
  /** How old a sign-in may be before the console asks for the password to create an API token (P4: "may"); 0: always. */
  passwordRecheckSeconds: number;
  /** Operations that want a fresh sign-in, which no API token is (b4, RFC 9470). */
  stepUp: readonly PlatformshOperation[];
  /** Media type of the API's errors: both occur (b4). */
  errorType: 'application/json' | 'application/problem+json';
  /** Status of a project or environment that exists and that the user has no access to (P14, assumed). */
  noAccessStatus: 403 | 404;
  /** Whether the log of an activity ends with its `seal` (b9); without it clients that wait for it wait for ever (d11). */
  sealedLogs: boolean;
  /** `vendor` of projects; clients filter by it (b7). */
  vendor: string;
}

export const defaultSettings: PlatformshSettings = {
  tokenLifetimeSeconds: facts.tokenLifetimeSeconds.value,
  tokenFormat: 'jwt',
  tokenErrors: 'legacy',
  apiTokens: 'seed',
  passwordRecheckSeconds: facts.passwordRecheckSeconds.value,
  stepUp: [],
  errorType: 'application/json',
  noAccessStatus: 403,
  sealedLogs: true,
  vendor: 'upsun',
};
