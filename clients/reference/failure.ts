import type { Reason, RejectedOutcome } from '../../src/protocol/index.ts';

/** What was known when a {@link ClientFailure} came about. */
interface Circumstances {
  /** Status of the response that caused it. */
  readonly status?: number;
  /** The server's own name for it. */
  readonly code?: string;
  readonly cause?: unknown;
}

/** A failure that the caller is told of. Its message never holds a secret. */
export class ClientFailure extends Error {
  readonly reason: Reason;
  readonly status: number | undefined;
  readonly code: string | undefined;

  constructor(reason: Reason, message: string, { status, code, cause }: Circumstances = {}) {
    super(message, { cause });
    this.name = 'ClientFailure';
    this.reason = reason;
    this.status = status;
    this.code = code;
  }
}

/**
 * The outcome that reports a failure.
 * @throws the error itself when it is no {@link ClientFailure}: then it is a defect of this client
 */
export function rejected(error: unknown): RejectedOutcome {
  if (!(error instanceof ClientFailure)) throw error;
  const { reason, message, status, code } = error;
  return {
    outcome: 'rejected',
    reason,
    message,
    ...(status === undefined ? {} : { status }),
    ...(code === undefined ? {} : { code }),
  };
}
