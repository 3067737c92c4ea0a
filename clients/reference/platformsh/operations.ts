import type { Operation, Value } from '../session.ts';
import type { OPERATIONS } from './capabilities.ts';
import type { Input, Platform } from './platform.ts';

/**
 * What `session/invoke` can be asked for.
 * @param secrets what a failure must not repeat
 */
export function operationsOf(
  platform: Platform,
  secrets: () => readonly string[],
): Readonly<Record<(typeof OPERATIONS)[number], Operation>> {
  const { parts } = platform;
  const guarded =
    (operation: (platform: Platform, input: Input) => Promise<Value>): Operation =>
    input =>
      parts.withoutSecrets(
        () => [...secrets(), ...secretsIn(input)],
        () => operation(platform, input),
      );
  return {
    'auth.info': guarded(parts.authInfo),
    'projects.list': guarded(parts.listProjects),
    'environments.list': guarded(parts.listEnvironments),
    'variable.create': guarded(parts.createVariable),
    'backup.create': guarded(parts.createBackup),
    'ssh-key.create': guarded(parts.createSshKey),
    'ssh-key.list': guarded(parts.listSshKeys),
    logout: guarded(parts.logout),
  };
}

function secretsIn({ sensitive, value }: Input): string[] {
  return sensitive === true && typeof value === 'string' ? [value] : [];
}
