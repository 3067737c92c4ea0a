import { ClientFailure } from '../failure.ts';
import type { Value } from '../session.ts';
import { environmentOf, environmentPath, type Input, type Platform, projectPath } from './platform.ts';
import { links, members } from './reading.ts';
import type { Target } from './resources.ts';

/**
 * Have a backup made. Unless its caller says `wait: false`, as a cron job should, this is done when the backup
 * is; with it, nothing is asked any more once the platform has begun.
 */
export async function createBackup(platform: Platform, input: Input): Promise<Value> {
  const { call, parts } = platform;
  const path = environmentPath(platform, input);
  const environment = await call('GET', { path });
  const target = parts.backupTarget(environment, { path, name: environmentOf(platform, input) });
  const started = parts.startedActivity(await call('POST', target, parts.backupBody()));
  const { id, state, result } =
    input.wait === false
      ? started
      : parts.succeeded(await parts.followActivity(platform, projectPath(platform, input), started));
  return { activity: id, state, result };
}

/**
 * Where the backups of an environment are asked for: where its link says. The platform leaves out the links to
 * what the user may not do, so that this need not be tried; an answer without any links says nothing of that.
 * @throws ClientFailure `permission`
 */
export function backupTarget(environment: unknown, { path, name }: { path: string; name: string }): Target {
  const href = links(environment).get('#backup');
  if (href !== undefined) return { href };
  if (members(environment)._links === undefined) return { path: `${path}/backup` };
  const why = `Failed to back up ${name}: it offers no backup to this user. An admin of the project may do it.`;
  throw new ClientFailure('permission', why);
}

/** A safe backup: the application is paused for it. */
export function backupBody(): Record<string, Exclude<Value, undefined>> {
  return { safe: true };
}
