import type { CallResult } from './client.ts';

/*
 * What the author of an adapter is to do about a call that was not answered: one sentence each.
 */

/** About messages that the protocol does not allow. */
export const MEND = {
  notJson:
    'Answers alone go to stdout, one JSON object a line: write everything else to stderr, which is kept as evidence.',
  noAnswer:
    'A line is the answer to a call, {"jsonrpc":"2.0","id":…,"result":…}: say nothing that was not asked.',
  schema: 'docs/client-protocol.md and docs/client-protocol.schema.json say what an answer looks like.',
  longLine: 'End every answer with a line feed, and cut off bodies that are longer than a line may be.',
  notUtf8: 'Write UTF-8 whatever the locale is; bytes that are no text go into bodyBase64.',
  unknownId: 'Answer with the id of the call, as it came.',
  answeredTwice: 'Answer each call once, and nothing after shutdown.',
  fickle: 'Answer initialize alike every time: client, capabilities and clock are those of the whole run.',
  openLine: 'It began a line and did not end it: end every answer with a line feed, and flush it.',
  notStarted: 'Check the command: it names a program that can be run here, with its path or on PATH.',
  httpBody: 'Answer every POST with status 200 and one JSON-RPC object as the body, with the id of its call.',
  longBody: 'Cut off bodies that are longer than a message may be.',
  httpEnded:
    'The adapter must live until it has answered shutdown, and answer each POST on its own connection.',
  notListening: 'Start the adapter before the suite; it must accept POST at this address.',
  outputClosed: 'The adapter must keep its output open until it has answered shutdown.',
} as const;

/** What to do about any result but an answer. */
export function mendOf(result: Exclude<CallResult<unknown>, { kind: 'answer' }>): string {
  switch (result.kind) {
    case 'unsupported':
      return 'Declare in initialize only what the adapter can do.';
    case 'adapter-fault':
      return 'Mend the adapter; what the SDK reports belongs in an outcome "rejected".';
    case 'deadline':
      return result.mend ?? 'Every call needs an answer. --timeout MS sets the deadline.';
    case 'gone':
      return (
        result.mend ??
        'The adapter must live until it has answered shutdown: no exit, nothing thrown outside of a call.'
      );
    case 'broken-message':
      return result.mend;
    case 'not-started':
      return 'Mend what ended it, above.';
  }
}
