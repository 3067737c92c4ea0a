import type { Reason } from '../../src/protocol/index.ts';

const BY_STATUS: Readonly<Record<number, Reason>> = {
  401: 'authentication',
  403: 'permission',
  429: 'rate-limit',
};

/** What the status of a refusal says by itself. */
export function reasonOfStatus(status: number): Reason {
  return status >= 500 ? 'server-error' : (BY_STATUS[status] ?? 'other');
}
