/*
 * `countersign/adapter`: what authors of adapters import to plug their SDK into the suite.
 */

import type { ClientModule } from '../protocol/module.ts';
import { serve } from './serve.ts';

export type {
  InitializeResult,
  Method,
  Outcome,
  Params,
  RejectedOutcome,
  RequestBody,
  ResponseOutcome,
  Result,
} from '../protocol/messages.ts';
export { type ClientModule, UnsupportedError } from '../protocol/module.ts';
export type { Platform, Reason } from '../protocol/vocabulary.ts';
export { type ServedClient, serveHttp } from './serve-http.ts';

/**
 * Serve a client over stdin and stdout, as a program for `--client-command`. stdout then belongs to the
 * protocol: write to stderr.
 * @returns when the harness has said `shutdown` or gone away; the program should then end with exit code 0,
 *   as it does by itself when nothing is left open
 */
export async function serveStdio(module: ClientModule): Promise<void> {
  await serve(module, { input: process.stdin, output: process.stdout });
  process.stdin.destroy();
}
