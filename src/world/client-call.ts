import type { CallResult } from '../client/index.ts';
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
  switch (result.kind) {
    case 'unsupported':
      return {
        verdict: 'failed',
        why: `The client declares the capability, but says that it does not support it: ${result.message}`,
        hint: 'Declare in initialize only what the adapter can do.',
      };
    case 'adapter-fault':
      return {
        verdict: 'could-not-run',
        why: `The adapter reports a fault of its own: ${result.message}${result.trace === undefined ? '' : `\n${result.trace}`}`,
        hint: 'Mend the adapter; what the SDK reports belongs in an outcome "rejected".',
      };
    case 'deadline':
      return {
        verdict: 'failed',
        why: `The client did not answer within ${result.deadlineMs} ms; it was ended.`,
        hint: 'Every call needs an answer. --timeout MS sets the deadline.',
      };
    case 'gone':
      return {
        verdict: 'failed',
        why: `The client went away before it answered: ${result.how}.`,
        hint: 'The adapter must live until shutdown; its stderr is in the evidence of this case.',
      };
    case 'broken-message':
      return {
        verdict: 'could-not-run',
        why: `The client wrote what the protocol does not allow: ${result.problem}`,
        hint: 'docs/client-protocol.md and docs/client-protocol.schema.json say what an answer looks like.',
      };
    case 'not-started':
      return {
        verdict: 'could-not-run',
        why: `The client was not asked any more: ${result.why}`,
        hint: 'Mend what ended it three times in a row, above.',
      };
  }
}

/** The outcome in an answer; `{}` means that all went well. */
export function outcomeOf(answer: unknown): Outcome {
  const isOutcome = typeof answer === 'object' && answer !== null && 'outcome' in answer;
  return isOutcome ? (answer as Outcome) : { outcome: 'ok' };
}
