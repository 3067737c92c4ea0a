import type { Exchange } from '../../../mocks/kernel/exchange.ts';
import { describe, type Evidence, exchangesOf, lastCall, numbers, succeeded } from '../evidence.ts';
import { type Judgement, met, unmet } from '../judgement.ts';
import { type AcceptableFailure, failureReachedCaller, successBorneOut } from '../outcome.ts';
import { rootCause } from '../root-cause.ts';

/** A backup's activity as the platform holds it. */
export interface HeldBackup {
  /** Id of the activity. */
  readonly id: string;
  /** Name of the backup. */
  readonly name: string;
  readonly environment: string;
  /** Id of the user who caused it. */
  readonly user: string;
  readonly state: string;
  /** Null before its end. */
  readonly result: string | null;
  /** Milliseconds of virtual time since the epoch. */
  readonly begunAt: number;
}

/** What a client understood of a backup. */
interface ToldBackup {
  readonly activity?: unknown;
  readonly state?: unknown;
  readonly result?: unknown;
}

function toldBackup(evidence: Evidence): ToldBackup | undefined {
  const { outcome } = lastCall(evidence);
  return outcome.outcome === 'ok' ? (Object(outcome.value ?? {}) as ToldBackup) : undefined;
}

/** Whether the caller was told of this backup; some CLIs print its name, and not the activity's id. */
function isAbout({ activity }: ToldBackup, { id, name }: HeldBackup): boolean {
  return activity === id || activity === name;
}

/** The request that began a backup; undefined before the platform has granted one. */
function backupRequest(evidence: Evidence): Exchange | undefined {
  return evidence.exchanges.findLast(
    e => e.operation === 'backups.create' && e.response !== undefined && e.response.status < 400,
  );
}

/** P10, P34: the request for the backup is the last one. */
export function nothingAfterBackup(evidence: Evidence): Judgement {
  const request = backupRequest(evidence);
  if (request === undefined) return noBackup(evidence);
  const later = evidence.exchanges.filter(e => e.n > request.n);
  if (later.length === 0) return met('the request for the backup was the last one', [request.n]);
  return unmet('The client went on asking after it had begun the backup, though it was not to wait.', {
    exchanges: numbers([request, ...later]),
    expected: 'nothing after the request for the backup',
    sent: later.map(e => `${e.request.method} ${e.operation ?? e.request.target}`).join(', '),
    hint: 'Without waiting a client ends with the answer that names the activity, and looks at nothing afterwards.',
  });
}

/** P10, P34: the client has answered while the activity was pending, and has said no more than that. */
export function toldPending(evidence: Evidence, held: readonly HeldBackup[]): Judgement {
  const [backup] = held;
  if (backup === undefined) return noBackup(evidence);
  const told = toldBackup(evidence) ?? {};
  const claimsEnd = told.state === 'complete' || (told.result ?? null) !== null;
  const { exchanges } = lastCall(evidence);
  if (isAbout(told, backup) && !claimsEnd && backup.state === 'pending')
    return met('the caller has the activity, which is pending', exchanges);
  return unmet('The caller was not told of an activity that is still pending.', {
    exchanges,
    expected: `activity ${backup.id}, pending, without a result`,
    sent: `${JSON.stringify(told)}; at the platform it is ${backup.state}`,
    hint: 'The answer to the request names the activity; begun is not done.',
  });
}

/** P10: who waits is told of the success when the platform has come to it. */
export function toldSuccess(evidence: Evidence, held: readonly HeldBackup[]): Judgement {
  const witnessed = successBorneOut(evidence, lastCall(evidence));
  if (!witnessed.met) return witnessed;
  const told = toldBackup(evidence) ?? {};
  const [backup] = held;
  const { exchanges } = lastCall(evidence);
  const ended = backup?.state === 'complete' && backup.result === 'success';
  const saysSo = told.state === 'complete' && told.result === 'success';
  if (held.length === 1 && ended && saysSo && isAbout(told, backup))
    return met('the client has waited, and has told of the success', exchanges);
  return unmet('The caller was not told of the end of the backup that it was waiting for.', {
    exchanges,
    expected: 'one backup, looked at until it is complete, told as complete with result success',
    sent: `${held.length} backup(s), ${backup?.state ?? 'none'} at the platform; told ${JSON.stringify(told)}`,
    hint: 'Look at the activity until its state is complete; pending and in_progress are no end.',
  });
}

/** P10: an activity that is complete may have failed; its caller is told of that as a failure. */
export function toldFailure(evidence: Evidence, held: readonly HeldBackup[]): Judgement {
  const { outcome, exchanges } = lastCall(evidence);
  const [backup] = held;
  if (backup === undefined) return noBackup(evidence);
  const says = outcome.outcome === 'rejected' && ['operation-failed', 'other'].includes(outcome.reason);
  if (says && backup.state === 'complete')
    return met('the caller was told that the backup has failed', exchanges);
  return unmet('The caller was not told that the backup has failed.', {
    exchanges,
    expected: 'a failure with reason operation-failed, after the end of the activity',
    sent: `${describe(outcome)}; at the platform it is ${backup.state}, result ${backup.result}`,
    hint: 'Complete is not successful: read result of the activity as well as state.',
  });
}

/** P10: a look that fails is no end: the client looks again, or tells of the server. */
export function toldEndOrServer(
  evidence: Evidence,
  held: readonly HeldBackup[],
  server: AcceptableFailure,
): Judgement {
  return succeeded(lastCall(evidence).outcome)
    ? toldSuccess(evidence, held)
    : failureReachedCaller(evidence, server);
}

/** P18: the platform makes one backup, for this user, and has not been asked for a key. */
export function backupWithoutKey(
  evidence: Evidence,
  held: readonly HeldBackup[],
  { user, keys }: { readonly user: string; readonly keys: number },
): Judgement {
  const { outcome, exchanges } = lastCall(evidence);
  const made = held.length === 1 && held[0]!.user === user;
  if (succeeded(outcome) && made && keys === 0)
    return met('an admin has begun a backup without an SSH key', exchanges);
  return unmet('The client has not begun the backup of an admin who has no SSH key.', {
    exchanges,
    expected: 'one backup, and no SSH key',
    sent: `${held.length} backup(s), ${keys} SSH key(s); ${describe(outcome)}`,
    hint: 'A backup is asked for over HTTP, with the access token alone.',
    ...(made ? {} : rootCause(evidence)),
  });
}

/** P20: the activity that the caller is told of is the own one, beside that of somebody else. */
export function ownActivityTold(
  evidence: Evidence,
  held: readonly HeldBackup[],
  { id: user, name }: { readonly id: string; readonly name: string },
): Judgement {
  const own = held.filter(backup => backup.user === user);
  const told = toldBackup(evidence);
  const { outcome, exchanges } = lastCall(evidence);
  const entry = exchangesOf(evidence, lastCall(evidence)).find(
    e => e.operation === 'backups.create' && e.response?.body.toString('utf8').includes(name),
  );
  if (own.length === 1 && entry !== undefined && told !== undefined && isAbout(told, own[0]!))
    return met('the activity of the machine user is an entry of its own', exchanges);
  return unmet('The caller was not told of an activity of the machine user.', {
    exchanges,
    expected: own[0]?.id ?? 'an activity that the machine user has caused',
    sent: told === undefined ? describe(outcome) : JSON.stringify(told),
    hint: 'The activity is the one that the answer to the own request names, whatever else goes on.',
    ...(own.length === 0 ? rootCause(evidence) : {}),
  });
}

/** P33: on a container, the cron hook is what asks for a backup. */
const CRON_SAMPLE = 'PSH-33';

/** No backup was begun, where one was to be. */
function noBackup(evidence: Evidence): Judgement {
  const { outcome, exchanges } = lastCall(evidence);
  const onContainer = evidence.sessions.at(-1)?.env.PLATFORM_BRANCH !== undefined;
  return unmet('The client has begun no backup.', {
    exchanges,
    expected: 'a request for a backup',
    sent: describe(outcome),
    ...(onContainer ? { cause: CRON_SAMPLE } : {}),
    ...rootCause(evidence),
  });
}
