#!/usr/bin/env node
import type { Io } from './io.ts';
import { runProgram } from './program.ts';

const INTERRUPTED = 130;
const HARNESS_FAULT = 5;

const io: Io = {
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  interrupted() {
    const controller = new AbortController();
    const onSignal = () => {
      if (controller.signal.aborted) process.exit(INTERRUPTED);
      controller.abort();
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
    return controller.signal;
  },
};

// A reader that has gone away (`… | head`) is no fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

// While a step runs Cucumber listens too, and the case fails; at any other time nobody would notice.
process.on('uncaughtException', error => {
  if (process.listenerCount('uncaughtException') > 1) return;
  process.stderr.write(
    `countersign: Failed to finish: something was thrown outside any case. Please report this.\n${error?.stack ?? error}\n`,
  );
  process.exit(HARNESS_FAULT);
});

const exitCode = await runProgram(process.argv.slice(2), io);
// Once what was printed is out: a client in this process may have left timers and sockets behind.
process.stdout.write('', () => process.stderr.write('', () => process.exit(exitCode)));
