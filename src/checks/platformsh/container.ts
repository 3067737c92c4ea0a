import { describe, type Evidence, lastCall, numbers, succeeded } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { rootCause } from '../root-cause.ts';
import type { HeldBackup } from './backups.ts';

/** The requirement that the client works in the shell of a container, whatever the case was about. */
const IN_THE_SHELL = 'PSH-31';

/** Which backup is asked for on a container. */
interface WantedBackup {
  readonly environment: string;
  readonly user: string;
  /** When, in milliseconds since the epoch; undefined where no clock decides. */
  readonly at?: number | undefined;
}

/** A cron hook begins within the minute in which it is due. */
const MINUTE_MS = 60_000;

/** P31, P33: the platform makes the one backup that was asked for on the container, of the environment it stands in. */
export function backupFromContainer(
  evidence: Evidence,
  held: readonly HeldBackup[],
  wanted: WantedBackup,
): Judgement {
  const exchanges = evidence.calls.at(-1)?.exchanges ?? [];
  const [backup] = held;
  const inTime =
    wanted.at === undefined ||
    (backup !== undefined && backup.begunAt >= wanted.at && backup.begunAt < wanted.at + MINUTE_MS);
  const isWanted = backup?.environment === wanted.environment && backup.user === wanted.user;
  if (held.length === 1 && isWanted && inTime)
    return met('the backup was begun from the container', exchanges);
  return unmet('The client has not begun that one backup with what it found on the container.', {
    exchanges,
    expected: `one backup of ${wanted.environment}`,
    sent: held.map(one => `one of ${one.environment}`).join(', ') || told(evidence),
    hint: 'PLATFORMSH_CLI_TOKEN, PLATFORM_PROJECT and PLATFORM_BRANCH are all that a client needs there.',
    ...rootCause(evidence),
  });
}

/** P32: on another branch than the production one the hook does nothing; what the shell asks for afterwards is done. */
export function onlyShellChanged(evidence: Evidence, held: readonly HeldBackup[]): Judgement {
  const changes = evidence.exchanges.filter(
    e => e.request.method !== 'GET' && e.operation !== 'token.issue' && e.operation !== undefined,
  );
  const { exchanges } = lastCall(evidence);
  const uncalledFor = changes.filter(({ n }) => !exchanges.includes(n));
  if (uncalledFor.length === 0 && held.length === 1)
    return met('nothing was changed but what the shell asked for', numbers(changes));
  return unmet('The client has not done just what it was called for.', {
    exchanges: numbers(uncalledFor.length === 0 ? changes : uncalledFor),
    expected: 'one backup, asked for in the shell: the hook’s check lets nothing run on this branch',
    sent: changes.map(e => `${e.request.method} ${e.operation}`).join(', ') || told(evidence),
    hint: 'Do what is asked for when it is asked for; being set up on a container asks for nothing.',
    ...(uncalledFor.length === 0 ? { cause: IN_THE_SHELL, ...rootCause(evidence) } : {}),
  });
}

function told(evidence: Evidence): string {
  if (evidence.calls.length === 0) return 'nothing was asked';
  const { outcome } = lastCall(evidence);
  return succeeded(outcome) ? 'success, without a backup' : describe(outcome);
}
