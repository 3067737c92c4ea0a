import { assumed, certain, likely } from '../kernel/index.ts';

/** What the mock answers by, each with its source in `shared/platforms/api-token-realm.md`. */
export const facts = {
  host: assumed('https://env1.example.test', 'b1: our own examples; each environment has a host of its own'),
  apiPath: assumed('/api/v1', 'b1: our own examples'),
  consolePath: assumed('/console', 'R6: the page names menus, no address'),
  /** Below the API's address, so that a client can be asked for it. */
  managementPath: assumed('/_console/tokens', 'b4: ours; the document has no API for it'),
  docsPath: assumed('/docs', 'R3: each request says which permissions it needs'),
  settingsPage: assumed('/settings', 'R6: Environment settings'),
  tokensPage: assumed('/settings/access-management/api-token', 'R7: Access management, tab "API token"'),
  scheme: certain('apiToken', 'R21, R22'),
  parameter: assumed('apiToken', 'R23 leaves the name out; b1 takes the word of the scheme'),
  challenge: certain('apiToken realm="api"', 'b2: RFC 9110 section 15.5.2 demands one; its words are ours'),
  tokenLength: certain(26, 'R22: the sample'),
  refusedTokenStatus: likely(401, 'b2'),
  missingPermissionStatus: likely(403, 'b2'),
  doubledCredentialStatus: assumed(400, 'b1'),
  foreignTokenStatus: assumed(403, 'b2'),
  mostOnPage: assumed(100, 'b5 names pages, no size'),
} as const;

/** By area and action (b3); to write is not to read. */
export const PERMISSIONS = [
  'metrics.read',
  'projects.read',
  'projects.write',
  'tokens.read',
  'tokens.write',
  'tokens.read.all',
  'tokens.manage.all',
] as const;
export type Permission = (typeof PERMISSIONS)[number];

/** What makes an administrator of an environment (R16). */
export const ADMIN_PERMISSIONS: readonly Permission[] = ['tokens.read.all', 'tokens.manage.all'];

/** Everything that can be asked of the mock; faults and gates go by these names. */
export const operations = [
  'metrics.list',
  'metrics.latest',
  'metrics.get',
  'metrics.export',
  'projects.list',
  'projects.create',
  'projects.get',
  'projects.remove',
  'projects.copy',
  'usage.get',
  'tokens.list',
  'tokens.create',
  'tokens.get',
  'tokens.activate',
  'tokens.deactivate',
  'tokens.remove',
  'preflight',
  'docs',
  'console',
] as const;
export type ApiTokenRealmOperation = (typeof operations)[number];
