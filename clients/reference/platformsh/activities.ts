import { setImmediate } from 'node:timers/promises';
import { ClientFailure } from '../failure.ts';
import type { Platform } from './platform.ts';
import { embedded, members, rows, text, unusable } from './reading.ts';

/** Something that the platform does in its own time. */
export interface Activity {
  readonly id: string;
  readonly state: string;
  /** Null until it is over. */
  readonly result: string | null;
}

const MAX_LOOKS = 100;

/** The activity that an answer says has begun. */
export function startedActivity(answer: unknown): Activity {
  const [activity] = rows(embedded(answer).activities);
  if (activity === undefined) throw unusable('it names no activity');
  return activityOf(activity);
}

export function activityOf(resource: unknown): Activity {
  const { id, state, result = null } = members(resource);
  return { id: text(id), state: text(state), result: result === null ? null : text(result) };
}

/**
 * Look at an activity until it is over.
 * @param projectPath the path of its project
 * @throws ClientFailure `timeout` after {@link MAX_LOOKS} looks
 */
export async function followActivity(
  { call, parts }: Platform,
  projectPath: string,
  started: Activity,
): Promise<Activity> {
  const path = `${projectPath}/activities/${parts.pathSegment(started.id)}`;
  let activity = started;
  for (let looks = 0; !parts.isOver(activity); looks++) {
    if (looks === MAX_LOOKS) throw neverOver(activity);
    await parts.pause(looks);
    activity = activityOf(await call('GET', { path }));
  }
  return activity;
}

/** Its state says so, and nothing else does: what is pending has not even begun. */
export function isOver({ state }: Activity): boolean {
  return state === 'complete' || state === 'cancelled';
}

/**
 * An activity that did what it was to do.
 * @throws ClientFailure `operation-failed` for one that is over without having succeeded
 */
export function succeeded(activity: Activity): Activity {
  const { id, state, result } = activity;
  if (state === 'complete' && result === 'success') return activity;
  throw new ClientFailure('operation-failed', `The activity ${id} ended ${state}, with result ${result}.`);
}

/**
 * What passes between two looks: other work is let go on, and no more. A session's time is set from outside, so
 * to wait for it is to wait for nobody. An SDK puts a timer here: a second, then longer, up to half a minute.
 * @param _looks how often it has been looked already
 */
export async function pause(_looks: number): Promise<void> {
  await setImmediate();
}

function neverOver({ id, state }: Activity): ClientFailure {
  const why = `The activity ${id} was not over after ${MAX_LOOKS} looks: it is ${state}. It goes on; look again.`;
  return new ClientFailure('timeout', why);
}
