import type { InitializeResult } from '../protocol/index.ts';

/** What every adapter needs to know. */
export interface ClientOptions {
  /** How the harness introduces itself in `initialize`. */
  readonly suite: { readonly name: string; readonly version: string };
  /** Limit for the answer to one call, in milliseconds; default {@link DEADLINE_MS}. */
  readonly deadlineMs?: number;
  /** Limit for the start of a process and its handshake, in milliseconds; default: that of a call. */
  readonly startDeadlineMs?: number;
  /** Time between TERM and KILL for a process group that has to end, in milliseconds; default {@link GRACE_MS}. */
  readonly graceMs?: number;
}

export const DEADLINE_MS = 10_000;
export const GRACE_MS = 300;

/** Whether several calls may be open at once: the client declares `concurrent` for some platform. */
export function isConcurrent(description: InitializeResult | undefined): boolean {
  return Object.values(description?.capabilities ?? {}).some(list => list?.includes('concurrent'));
}
