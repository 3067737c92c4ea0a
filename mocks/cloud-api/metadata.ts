import { assumed, certain, likely } from '../kernel/index.ts';

/**
 * What the mock answers by, each with its source in `shared/platforms/cloud-api.md`. The platform's hosts are
 * paths here, below the sandbox's base.
 */
export const facts = {
  /** The document names three hosts for one API: its base URL, its authentication samples, its endpoint samples. */
  apiHosts: certain(
    {
      api: { path: '/api', host: 'api.cloudplatform.example' },
      apiDev: { path: '/api-dev', host: 'api.cloudplatform.dev' },
      apiSamples: { path: '/api-samples', host: 'api.cloud.example.com' },
    },
    'X1',
  ),
  authPath: assumed('/auth', 'X1: a host of its own, auth.cloudplatform.dev'),
  authHost: certain('auth.cloudplatform.dev', 'C13, X1'),
  consoleHost: assumed('console.cloudplatform.example', 'C9 names the developer console, not its address'),
  consolePath: assumed('/console', 'C9 names the developer console, not its address'),
  version: certain('/v1', 'C1'),
  authorizePath: assumed('/oauth/authorize', 'b4'),
  tokenPath: certain('/oauth/token', 'C13'),
  signInPath: assumed('/oauth/sign-in', 'b4 says nothing of pages'),
  consentPath: assumed('/oauth/consent', 'b4 says nothing of pages'),
  /** Refusing one's consent. */
  denyPath: assumed('/oauth/deny', 'b4 says nothing of pages'),
  keyPrefix: certain('sk_live_', 'C18'),
  keyLength: certain(21, 'C18: characters behind the prefix, in the sample'),
  regions: likely(['us-east', 'eu-central'] as readonly string[], 'C26: seen; the list may be longer'),
  rateLimit: certain(600, 'C30: requests a minute, a key'),
  rateLimitWindowSeconds: certain(60, 'C30'),
  realm: assumed('cloudplatform', 'b2'),
  codeLifetimeSeconds: assumed(60, 'b4: at most 600'),
  accessTokenLifetimeSeconds: assumed(3600, 'b4'),
  idempotencyRetentionSeconds: likely(24 * 3600, 'b7: widely used'),
  projectCreatedStatus: assumed(201 as const, 'b1: 200 is seen too'),
  /** A scope for what reads and one for what changes; both are granted where none is asked for. */
  scopes: assumed(['read', 'write'] as readonly Scope[], 'C19: the document names none'),
  keyRevokePath: assumed('/keys/:id', 'C17: revoked in the console; the route is ours'),
  projectPath: assumed('/projects/:id', 'b1: where Location of a new project leads'),
} as const;

export type Scope = 'read' | 'write';

/** Everything that can be asked of the mock; faults and gates go by these names. */
export const operations = [
  'token.issue',
  'authorize',
  'projects.list',
  'projects.create',
  'projects.get',
  'keys.create',
  'keys.revoke',
  'usage.get',
  'user.get',
  'console',
] as const;
export type CloudApiOperation = (typeof operations)[number];
