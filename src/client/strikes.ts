import type { Method } from '../protocol/index.ts';
import type { CallResult } from './client.ts';
import { mendOf } from './mend.ts';

const LIMIT = 3;

/** The calls that make a client do its work; opening and closing sessions is no sign of life. */
const WORK: ReadonlySet<Method> = new Set<Method>([
  'session/request',
  'session/invoke',
  'session/beginAuthorization',
  'session/completeAuthorization',
]);

/** A call that ended the client's process, or would have. */
export type Failure = Extract<CallResult<never>, { kind: 'deadline' | 'gone' | 'broken-message' }>;

/** Says when to stop starting a client again: after three failures with no work done in between. */
export class Strikes {
  #inRow = 0;
  #brokenInRow = 0;
  #broken: string | undefined;
  #out: string | undefined;

  /** Why no further call is made; undefined as long as they are. */
  get out(): string | undefined {
    return this.#out;
  }

  /** Why the adapter counts as broken, as the end of "The client …", with what to mend; undefined where it does not. */
  get broken(): string | undefined {
    return this.#broken;
  }

  /** A failure came to light. */
  strike(failure: Failure): void {
    this.#inRow += 1;
    this.#brokenInRow = failure.kind === 'broken-message' ? this.#brokenInRow + 1 : 0;
    if (this.#brokenInRow >= LIMIT)
      this.callBroken(`${told(failure)}, the ${LIMIT}rd such message in a row. ${mendOf(failure)}`);
    if (this.#inRow >= LIMIT)
      this.giveUp(`${LIMIT} failures in a row, the last: the client ${told(failure)}`);
  }

  /** A call was answered, be it by an error. */
  answered(method: Method): void {
    if (!WORK.has(method)) return;
    this.#inRow = 0;
    this.#brokenInRow = 0;
  }

  /** It breaks the protocol so that no further message is worth reading. The first reason stays. */
  callBroken(how: string): void {
    this.#broken ??= how;
  }

  /** Make no further call. The first reason stays. */
  giveUp(why: string): void {
    this.#out ??= why;
  }
}

/** Whether a result is a failure of the process and not an answer. */
export function isFailure(result: CallResult<unknown>): result is Failure {
  return result.kind === 'deadline' || result.kind === 'gone' || result.kind === 'broken-message';
}

/** Any result but an answer, as the end of "the client …". */
export function told(result: Exclude<CallResult<unknown>, { kind: 'answer' }>): string {
  switch (result.kind) {
    case 'deadline':
      return `did not answer within ${result.deadlineMs} ms`;
    case 'gone':
      return result.how;
    case 'broken-message':
      return `wrote ${result.problem}`;
    case 'not-started':
      return `was not called: ${result.why}`;
    default:
      return `answered with an error: ${result.message}`;
  }
}
