import type { Entropy } from '../../kernel/index.ts';
import type { Activity, Backup, Environment } from './model.ts';

/** Backups; one is there when the activity that makes it has ended well. */
export class Backups {
  readonly #entropy: Entropy;
  readonly #now: () => number;
  readonly #all: Backup[] = [];

  /** @param now virtual time, milliseconds since the epoch */
  constructor(entropy: Entropy, now: () => number) {
    this.#entropy = entropy;
    this.#now = now;
  }

  /** A name for a backup to be made. */
  newId(): string {
    return this.#entropy.bytes(13).toString('hex');
  }

  /** @param activity the one that makes it */
  add(id: string, environment: Environment, activity: Activity, safe: boolean): void {
    this.#all.push({ id, environment, activity, safe, createdAt: this.#now() });
  }

  /** The finished backups of an environment, oldest first. */
  ofEnvironment(environment: Environment): Backup[] {
    return this.#all.filter(
      ({ environment: of, activity }) =>
        of === environment && activity.state === 'complete' && activity.ending === 'success',
    );
  }
}
