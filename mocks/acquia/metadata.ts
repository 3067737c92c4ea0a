import { assumed, certain, likely } from '../kernel/index.ts';

/** Paths, lifetimes and texts that the mock answers by, each with its source in `shared/platforms/acquia.md`. */
export const facts = {
  apiHost: certain('https://cloud.acquia.com', 'b1: SDK ConnectorInterface.php'),
  tokenHost: certain('https://accounts.acquia.com', 'b1: SDK ConnectorInterface.php'),
  consoleHost: assumed('https://cloud.acquia.com', 'A9, A10: the page shows the console, not its addresses'),
  tokenPath: certain('/api/auth/oauth/token', 'b1: SDK ConnectorInterface.php'),
  /** Named by the OpenAPI security scheme; no client is known to use it. */
  specTokenPath: certain('/api/token', 'b1: SPEC'),
  apiPath: certain('/api', 'b1: SDK ConnectorInterface.php'),
  consolePath: assumed('/console', 'A9, A10: the page shows the console, not its addresses'),
  tokenLifetimeSeconds: certain(300, 'A6; SDK cache lifetime'),
  expiredMessage: certain('The access token has expired.', 'b5: SDK issue #71'),
  /** A bearer value that was never issued here. */
  unknownTokenStatus: assumed(403, 'b5 tells of no header and of expired tokens only'),
  unknownTokenMessage: assumed('The access token is invalid.', 'b5'),
  ssoStatus: likely(403, 'b5: body certain, status likely'),
  ssoMessage: certain('This resource requires additional authentication.', 'b5: acli issues #1582, #1593'),
  malformedBodyStatus: assumed(400, 'b3: a body that is no JSON counts as an invalid request'),
  oktaStatus: likely(401, 'b4'),
  hmacRealm: certain('Acquia', 'b8: HSPEC'),
  hmacClockSkewSeconds: certain(900, 'b8: HSPEC'),
  hmacDeprecatedFrom: assumed(Date.UTC(2020, 0, 1), 'A24 names only the day of removal'),
  hmacRemovedFrom: certain(Date.UTC(2020, 6, 1), 'A24'),
  hmacDeprecationHeaders: assumed(
    { 'X-CloudAPI-Deprecated': 'HMAC', Sunset: 'Wed, 01 Jul 2020 00:00:00 GMT' },
    'b8: retired scheme',
  ),
  hmacRemovedMessage: assumed(
    'HMAC authentication is no longer supported. Use OAuth 2.0.',
    'b8: retired scheme',
  ),
} as const;

/** Everything that can be asked of the mock; faults and gates go by these names. */
export const operations = [
  'token.issue',
  'account.get',
  'account.password',
  'tokens.create',
  'tokens.list',
  'tokens.get',
  'tokens.remove',
  'applications.list',
  'applications.get',
  'organizations.list',
  'organizations.applications',
  'backups.create',
  'backups.download',
  'notifications.get',
  'console',
] as const;
export type AcquiaOperation = (typeof operations)[number];
