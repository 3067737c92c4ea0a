/** What `session/invoke` can be asked for. */
export const OPERATIONS = [
  'auth.info',
  'projects.list',
  'environments.list',
  'variable.create',
  'backup.create',
  'ssh-key.create',
  'ssh-key.list',
  'logout',
] as const;

/** What this client declares for Platform.sh. */
export const CAPABILITIES = [
  'api-token',
  'concurrent',
  'renewal',
  'reauthenticates',
  'environment',
  'https-only',
  ...OPERATIONS,
] as const;
