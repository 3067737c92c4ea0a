import type { z } from 'zod';
import {
  CALLS,
  type Method,
  type ReplyMessage,
  type Result,
  RPC_ERROR,
  replyMessage,
} from '../protocol/index.ts';
import type { CallResult } from './client.ts';
import { MEND } from './mend.ts';

type Issue = z.core.$ZodIssue;
/** The members of an answer that say what came of the call. */
export type Reply = Pick<Extract<ReplyMessage, { result: unknown }>, 'result'> | Pick<ErrorReply, 'error'>;
type ErrorReply = Extract<ReplyMessage, { error: unknown }>;

const [resultReply, errorReply] = replyMessage.options;

/** So many characters of a line that is no answer are shown. */
const EXCERPT = 200;

/** What is wrong with a message, and what its author is to do about it. */
export type Breach = Pick<Extract<CallResult<never>, { kind: 'broken-message' }>, 'problem' | 'mend'>;

/**
 * Read one message as an answer (JSON-RPC 2.0 section 5).
 * @param what it came in
 * @returns the answer, or what is wrong with the message
 */
export function parseReply(text: string, what = 'a line'): ReplyMessage | Breach {
  let message: unknown;
  try {
    message = JSON.parse(text);
  } catch {
    return { problem: `${what} that is not JSON: ${excerpt(text)}`, mend: MEND.notJson };
  }
  const isError = typeof message === 'object' && message !== null && 'error' in message;
  const read = (isError ? errorReply : resultReply).safeParse(message);
  if (read.success) return read.data;
  const problem = `${what} that is no answer (${explain(read.error.issues)}): ${excerpt(text)}`;
  return { problem, mend: MEND.noAnswer };
}

/** What an answer to `method` means. A result that breaks the schema is a broken message. */
export function interpret<M extends Method>(method: M, reply: Reply): CallResult<Result<M>> {
  if ('error' in reply) return interpretError(reply.error);
  const read = CALLS[method].result.safeParse(reply.result);
  if (read.success) return { kind: 'answer', value: read.data as Result<M> };
  return {
    kind: 'broken-message',
    problem: `an answer to ${method} that breaks the schema (${explain(read.error.issues)})`,
    mend: MEND.schema,
  };
}

function interpretError({ code, message, data }: ErrorReply['error']): CallResult<never> {
  if (code === RPC_ERROR.methodNotFound || code === RPC_ERROR.unsupported) {
    return { kind: 'unsupported', message, capability: textMember(data, 'capability') };
  }
  return { kind: 'adapter-fault', message, trace: textMember(data, 'trace') };
}

/**
 * Hold the harness's own side to the schema.
 * @throws TypeError when `params` are none of `method`: a fault of the harness, never of the client
 */
export function assertParams(method: Method, params: unknown): void {
  const read = CALLS[method].params.safeParse(params);
  if (!read.success)
    throw new TypeError(`Failed to call ${method}: ${explain(read.error.issues)}. Mend the caller.`);
}

function textMember(data: unknown, name: string): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  const value: unknown = (data as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : undefined;
}

/** The issues as one sentence; of a union, those of the member that comes nearest. */
function explain(issues: readonly Issue[], path: readonly PropertyKey[] = []): string {
  return issues
    .map(issue => {
      const at = [...path, ...issue.path];
      if (issue.code === 'invalid_union' && issue.errors.length > 0) {
        return explain(issue.errors.toSorted((a, b) => a.length - b.length)[0]!, at);
      }
      return at.length === 0 ? issue.message : `${at.join('.')}: ${issue.message}`;
    })
    .join('; ');
}

/** The beginning of a line, in whole words: of a part no one could tell any more that it was a secret's. */
function excerpt(line: string): string {
  if (line.length <= EXCERPT) return JSON.stringify(line);
  return `${JSON.stringify(line.slice(0, EXCERPT).replace(/[^\s"',;]*$/, ''))}…`;
}
