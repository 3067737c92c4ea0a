import { assumed, certain, likely } from '../kernel/index.ts';

/**
 * What the mock answers by, each with its source in `shared/platforms/clever-cloud.md`. The platform's three
 * hosts are three paths here, below the sandbox's base.
 */
export const facts = {
  apiHost: certain('https://api.clever-cloud.com', 'b1'),
  bridgeHost: certain('https://api-bridge.clever-cloud.com', 'b1'),
  consoleHost: certain('https://console.clever-cloud.com', 'b1'),
  apiPath: assumed('/api', 'b1: a host of its own, api.clever-cloud.com'),
  bridgePath: assumed('/bridge', 'b1: a host of its own, api-bridge.clever-cloud.com'),
  consolePath: assumed('/console', 'b1: a host of its own, console.clever-cloud.com'),
  requestTokenPath: certain('/v2/oauth/request_token', 'b2'),
  authorizePath: certain('/v2/oauth/authorize', 'b2'),
  accessTokenPath: certain('/v2/oauth/access_token', 'b2'),
  loginPath: certain('/v2/sessions/login', 'b2'),
  mfaLoginPath: certain('/v2/sessions/mfa_login', 'b2'),
  /** Refusing one's consent; the consent form itself goes to `authorizePath` and is the only one that does. */
  denyPath: assumed('/v2/oauth/deny', 'b2 says nothing of it'),
  oauthTokensPage: certain('/users/me/oauth-tokens', 'V19'),
  apiTokensPage: likely('/users/me/api-tokens', 'b4: named by the CLI'),
  cliLoginPage: certain('/cli-oauth', 'b7: CONSOLE_TOKEN_URL'),
  userTokenLifetimeSeconds: certain(90 * 24 * 3600, 'b2: 3 months'),
  cliTokenLifetimeSeconds: certain(365 * 24 * 3600, 'b2: 1 year'),
  requestTokenLifetimeSeconds: assumed(600, 'b2: unpublished'),
  timestampWindowSeconds: assumed(300, 'd12: production behaviour unknown'),
  /** Bad signature, used verifier, unknown consumer. */
  oauthErrorStatus: likely(401, 'b6'),
  wrongContentTypeStatus: certain(415, 'b2, b6'),
  wrongPasswordStatus: certain(401, 'b2: sessions/login'),
  /** An authorization page that is asked for with a request token that is no good. */
  refusedPageStatus: assumed(401, 'b6: as other OAuth errors'),
  notLoggedInId: assumed(2001, 'b6'),
  applicationNotYoursId: certain(4002, 'b6'),
  applicationNotYoursStatus: assumed(404, 'b6 has the id only'),
  consumerCreatedStatus: assumed(201, 'b5'),
  apiTokenIdPrefix: certain('api_tokens_', 'V14'),
} as const;

/** Rights that a consumer may ask for, and a user grants one by one (b2). `almighty` is the vendor's own. */
export const RIGHTS = [
  'almighty',
  'access_organisations',
  'access_organisations_bills',
  'access_organisations_consumption_statistics',
  'access_organisations_credit_count',
  'access_personal_information',
  'manage_organisations',
  'manage_organisations_applications',
  'manage_organisations_members',
  'manage_organisations_services',
  'manage_personal_information',
  'manage_ssh_keys',
] as const;
export type Right = (typeof RIGHTS)[number];

/** Everything that can be asked of the mock; faults and gates go by these names. */
export const operations = [
  'oauth.request-token',
  'oauth.authorize',
  'oauth.access-token',
  'oauth.rights',
  'oauth.login-data',
  'sessions.login',
  'sessions.mfa',
  'self.get',
  'summary.get',
  'applications.list',
  'applications.get',
  'zones.list',
  'invoices.download',
  'consumers.list',
  'consumers.create',
  'consumers.get',
  'consumers.update',
  'consumers.remove',
  'consumers.secret',
  'oauth-tokens.list',
  'oauth-tokens.remove-all',
  'oauth-tokens.current',
  'oauth-tokens.remove',
  'cli-tokens.poll',
  'api-tokens.list',
  'api-tokens.create',
  'api-tokens.update',
  'api-tokens.revoke',
  'console',
] as const;
export type CleverCloudOperation = (typeof operations)[number];
