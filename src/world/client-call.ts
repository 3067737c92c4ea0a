import type { CallResult } from '../client/index.ts';
import { mendOf } from '../client/mend.ts';
import type { Method, Outcome, Params } from '../protocol/index.ts';
import type { Verdict } from '../verdict/verdict.ts';

/** One call made in a case, with what came of it. */
export interface ClientCall {
  readonly session: string;
  readonly method: Method;
  readonly params: Params<Method>;
  readonly outcome: Outcome;
  readonly exchanges: readonly number[];
  /** Whether a step has looked at the outcome; a failure that nobody looked at fails the case. */
  claimed: boolean;
}

/** How a call that was not answered ends its case (the table of the client protocol). */
export function endingOf(result: Exclude<CallResult<unknown>, { kind: 'answer' }>): {
  verdict: Verdict;
  why: string;
  hint: string;
} {
  return { verdict: VERDICT_OF[result.kind], why: whyOf(result), hint: mendOf(result) };
}

const VERDICT_OF = {
  unsupported: 'failed',
  'adapter-fault': 'could-not-run',
  deadline: 'failed',
  gone: 'failed',
  'broken-message': 'could-not-run',
  'not-started': 'could-not-run',
} as const satisfies Record<string, Verdict>;

function whyOf(result: Exclude<CallResult<unknown>, { kind: 'answer' }>): string {
  switch (result.kind) {
    case 'unsupported':
      return `The client declares the capability, but says that it does not support it: ${result.message}`;
    case 'adapter-fault':
      return `The adapter reports a fault of its own: ${result.message}${result.trace === undefined ? '' : `\n${result.trace}`}`;
    case 'deadline':
      return `The client did not answer within ${result.deadlineMs} ms; it was ended.`;
    case 'gone':
      return `The client went away before it answered: ${result.how}.`;
    case 'broken-message':
      return `The client wrote what the protocol does not allow: ${result.problem}`;
    case 'not-started':
      return `The client was not asked any more: ${result.why}`;
  }
}

/** The outcome in an answer; `{}` means that all went well. */
export function outcomeOf(answer: unknown): Outcome {
  const isOutcome = typeof answer === 'object' && answer !== null && 'outcome' in answer;
  return isOutcome ? (answer as Outcome) : { outcome: 'ok' };
}
