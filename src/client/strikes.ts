import type { Method } from '../protocol/index.ts';
import type { CallResult } from './client.ts';

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
  #out: string | undefined;

  /** Why no further call is made; undefined as long as they are. */
  get out(): string | undefined {
    return this.#out;
  }

  /** A failure came to light. */
  strike(failure: Failure): void {
    this.#inRow += 1;
    if (this.#inRow >= LIMIT)
      this.giveUp(`${LIMIT} failures in a row, the last: the client ${told(failure)}`);
  }

  /** A call was answered, be it by an error. */
  answered(method: Method): void {
    if (WORK.has(method)) this.#inRow = 0;
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
