import type { ClientModule } from '../protocol/index.ts';
import type { ClientUnderTest } from './client.ts';
import { dispatch } from './dispatch.ts';
import type { Reply } from './interpret.ts';
import type { ClientOptions } from './options.ts';
import { UnmanagedClient } from './unmanaged-client.ts';

/**
 * A client in the harness's own process: for the bundled reference client, which is trusted not to block
 * or end it.
 */
export function inProcessClient(
  module: ClientModule | (() => ClientModule),
  options: ClientOptions,
): ClientUnderTest {
  const made = typeof module === 'function' ? module() : module;
  const carry = (method: string, params: unknown) => dispatch(made, method, params) as Promise<Reply>;
  return new UnmanagedClient({ via: 'module', carry, close: () => {} }, options);
}
