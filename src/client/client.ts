import type { InitializeResult, Method, Params, Result } from '../protocol/index.ts';

/** What came of one call to a client under test. Whatever it does, a call ends in one of these. */
export type CallResult<T> =
  | { readonly kind: 'answer'; readonly value: T }
  /** The client says it cannot do this (JSON-RPC -32601 or -32001). */
  | { readonly kind: 'unsupported'; readonly message: string; readonly capability: string | undefined }
  /** The adapter reports a fault of its own (JSON-RPC -32000 or any other error). */
  | { readonly kind: 'adapter-fault'; readonly message: string; readonly trace: string | undefined }
  /** No answer within the deadline; a process group of ours was ended. `mend`: what to do, where more is known. */
  | { readonly kind: 'deadline'; readonly deadlineMs: number; readonly mend?: string }
  /** The process died or closed its output. */
  | { readonly kind: 'gone'; readonly how: string; readonly mend?: string }
  /** It wrote what the protocol does not allow; the process group was ended. */
  | { readonly kind: 'broken-message'; readonly problem: string; readonly mend: string }
  /** Not sent: the client could not be started again after three failures in a row. */
  | { readonly kind: 'not-started'; readonly why: string };

/** How a client's time can be moved: by the protocol, by its host process, or not at all. */
export type TimeControl = 'settable' | 'movable' | 'none';

/** A client under test, however it is carried. */
export interface ClientUnderTest {
  readonly via: 'module' | 'subprocess' | 'http';
  /** What it said of itself; valid after {@link start}. */
  readonly description: InitializeResult;
  readonly timeControl: TimeControl;
  /** Bring it up and shake hands; {@link stop} cuts that short. */
  start(): Promise<CallResult<InitializeResult>>;
  /**
   * Make one call. Never outlasts the deadline by more than the time it takes to end the process group, and
   * whatever the client does, it does not reject.
   * @throws TypeError (as a rejection) when `params` break the schema: the harness's own fault
   */
  call<M extends Method>(method: M, params: Params<M>): Promise<CallResult<Result<M>>>;
  /**
   * Move the time of a `movable` client: its system clock then reads `now` (milliseconds) and flows on, and
   * its timers that were due by then have fired. Does not wait for the turn of a call.
   */
  moveTime(now: number): Promise<void>;
  /**
   * Of a `movable` client: how long ago each of its timers that have not fired was set, in milliseconds; none
   * where it cannot be asked. Does not wait for the turn of a call.
   */
  timerAges?(): Promise<readonly number[]>;
  /** What it wrote on stderr, and answers that came too late, since the last call of this; at most 64 KiB. */
  takeEvidence(): string;
  /** End it and everything it started. Safe to call twice. */
  stop(): Promise<void>;
  /**
   * After {@link stop}: what was wrong with its end, as the end of "the client …" (it did not exit with 0, it
   * answered once more, it was already gone); undefined when nothing was.
   */
  readonly exitProblem: string | undefined;
  /**
   * Why it was given up in the middle of its run for breaking the protocol (three broken messages in a row, or
   * a broken handshake when it was started again), as the end of "The client …", with what to mend; undefined when
   * it was not.
   */
  readonly broken: string | undefined;
}
