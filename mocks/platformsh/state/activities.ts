import type { Entropy } from '../../kernel/index.ts';
import type { Activity, Environment, Project, User } from './model.ts';

/** What an activity is begun with. */
export interface ActivityRequest {
  readonly type: string;
  readonly project: Project;
  readonly environment?: Environment | undefined;
  readonly user: User;
  /** What it did, in words: `created a backup of master`. Never a secret: everybody on the project reads it. */
  readonly deed: string;
  readonly payload?: Readonly<Record<string, unknown>>;
  /** What comes of it, once it has succeeded. */
  readonly whenDone?: (() => void) | undefined;
}

/** What goes on at the platform (b9). Nothing moves by itself: each look at an activity moves it one step. */
export class Activities {
  readonly #entropy: Entropy;
  readonly #now: () => number;
  readonly #toFail: string[] = [];
  /** Oldest first. */
  readonly all: Activity[] = [];

  /** @param now virtual time, milliseconds since the epoch */
  constructor(entropy: Entropy, now: () => number) {
    this.#entropy = entropy;
    this.#now = now;
  }

  /** The next activity of this type completes with `result: failure`. */
  failNext(type: string): void {
    this.#toFail.push(type);
  }

  /** Begin an activity: it is pending. */
  start({ environment, whenDone, payload = {}, ...rest }: ActivityRequest): Activity {
    const due = this.#toFail.indexOf(rest.type);
    if (due >= 0) this.#toFail.splice(due, 1);
    const now = this.#now();
    const activity: Activity = {
      id: this.#entropy.bytes(8).toString('hex'),
      ...rest,
      environment,
      whenDone,
      payload,
      createdAt: now,
      ending: due >= 0 ? 'failure' : 'success',
      state: 'pending',
      updatedAt: now,
      startedAt: undefined,
      completedAt: undefined,
    };
    this.all.push(activity);
    return activity;
  }

  /** Begin and end an activity that takes no time, as that of a variable. */
  note(made: ActivityRequest): Activity {
    const activity = this.start(made);
    this.step(activity);
    this.step(activity);
    return activity;
  }

  /** One step: pending, in progress, complete. */
  step(activity: Activity): void {
    if (activity.state === 'complete') return;
    activity.updatedAt = this.#now();
    if (activity.state === 'pending') {
      activity.state = 'in_progress';
      activity.startedAt = this.#now();
      return;
    }
    activity.state = 'complete';
    activity.completedAt = this.#now();
    if (activity.ending === 'success') activity.whenDone?.();
  }

  /** How an activity has ended; undefined before it has. */
  resultOf({ state, ending }: Activity): Activity['ending'] | undefined {
    return state === 'complete' ? ending : undefined;
  }

  ofProject(project: Project): Activity[] {
    return this.all.filter(activity => activity.project === project);
  }
}
