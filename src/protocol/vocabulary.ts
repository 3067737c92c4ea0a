/** Names that the client protocol knows: platforms, mechanisms, capabilities, reasons, operations. */

export const PROTOCOL_VERSION = 1;

export const PLATFORMS = ['acquia', 'platformsh', 'cloud-api', 'api-token-realm', 'clever-cloud'] as const;
export type Platform = (typeof PLATFORMS)[number];

/** How a client may authenticate on each platform; each is a capability by its own name too. */
export const MECHANISMS = {
  acquia: ['client-credentials', 'http-hmac'],
  platformsh: ['api-token'],
  'cloud-api': ['api-key', 'authorization-code'],
  'api-token-realm': ['header', 'query'],
  'clever-cloud': ['oauth1', 'api-token'],
} as const satisfies Record<Platform, readonly string[]>;

/** Operations of `session/invoke`; each is a capability by its own name too. */
export const OPERATIONS = {
  acquia: [],
  platformsh: [
    'auth.info',
    'projects.list',
    'environments.list',
    'variable.create',
    'backup.create',
    'ssh-key.create',
    'ssh-key.list',
    'logout',
  ],
  'cloud-api': ['projects.list', 'projects.create', 'keys.create', 'usage.get', 'user.get'],
  'api-token-realm': [],
  'clever-cloud': ['login', 'profile.get', 'tokens.create', 'tokens.list', 'tokens.revoke'],
} as const satisfies Record<Platform, readonly string[]>;

/** Capabilities that any platform's client may declare. */
export const COMMON_CAPABILITIES = [
  'concurrent',
  'renewal',
  'reauthenticates',
  'retry',
  'rotation',
  'follow-links',
  'environment',
  'https-only',
] as const;

const OWN_CAPABILITIES = {
  acquia: ['organization-scope'],
  platformsh: [],
  'cloud-api': ['idempotency-key', 'pkce', 'refresh-token'],
  'api-token-realm': [],
  'clever-cloud': ['oauth1:PLAINTEXT', 'oauth1:HMAC-SHA1', 'oauth1:HMAC-SHA512', 'oauth1:dance'],
} as const satisfies Record<Platform, readonly string[]>;

/** Everything that a client may declare for a platform. */
export function capabilitiesOf(platform: Platform): string[] {
  return [
    ...MECHANISMS[platform],
    ...COMMON_CAPABILITIES,
    ...OWN_CAPABILITIES[platform],
    ...OPERATIONS[platform],
  ];
}

/** Why a client refused or reported a failure. */
export const REASONS = [
  'authentication',
  'permission',
  'rate-limit',
  'state-mismatch',
  'authorization-denied',
  'insecure-transport',
  'invalid-credentials',
  'operation-failed',
  'server-error',
  'malformed-response',
  'network',
  'timeout',
  'other',
] as const;
export type Reason = (typeof REASONS)[number];

/** JSON-RPC error codes that the protocol gives a meaning. */
export const RPC_ERROR = { methodNotFound: -32601, adapterFault: -32000, unsupported: -32001 } as const;
