import { createHash } from 'node:crypto';
import type { VirtualClock } from '../../kernel/index.ts';

/** An answer that is given again. */
export interface StoredAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The first request of a key. */
export interface IdempotentCall {
  readonly fingerprint: string;
  /** Virtual time, milliseconds since the epoch. */
  readonly at: number;
  /** Undefined while it is running. */
  answer?: StoredAnswer;
}

/** Answers by idempotency key (b7), forgotten after a while. */
export class IdempotentCalls {
  readonly #clock: VirtualClock;
  readonly #retentionMs: number;
  readonly #calls = new Map<string, IdempotentCall>();

  /** @param retentionMs how long a key is kept, in milliseconds */
  constructor(clock: VirtualClock, retentionMs: number) {
    this.#clock = clock;
    this.#retentionMs = retentionMs;
  }

  /** @param scope credential, route and key */
  find(scope: string): IdempotentCall | undefined {
    const call = this.#calls.get(scope);
    return call !== undefined && this.#clock.now() < call.at + this.#retentionMs ? call : undefined;
  }

  begin(scope: string, body: Buffer): IdempotentCall {
    const call = { fingerprint: fingerprintOf(body), at: this.#clock.now() };
    this.#calls.set(scope, call);
    return call;
  }
}

/** What tells one body from another. */
export function fingerprintOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex');
}
