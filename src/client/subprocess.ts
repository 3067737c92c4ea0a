import type { ClientOptions } from './options.ts';
import { ProcessClient } from './process-client.ts';

/** A program that speaks the protocol over its stdin and stdout. */
export interface SubprocessOptions extends ClientOptions {
  /** The program and its arguments; no shell runs it. See `splitCommand` for a command line. */
  readonly command: readonly string[];
}

/** The client under test as a program: one process that serves the whole run. */
export function subprocessClient(options: SubprocessOptions): ProcessClient {
  const recipe = { command: options.command, channel: 'stdio' } as const;
  return new ProcessClient({ via: 'subprocess', movesTime: false, recipe: () => recipe }, options);
}
