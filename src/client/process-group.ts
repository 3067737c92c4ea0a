import { type ChildProcess, spawn } from 'node:child_process';
import type { Duplex, Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { endEscaped, newMark } from './escaped.ts';
import { forget, remember, signalGroup } from './live-groups.ts';
import { MEND } from './mend.ts';

/** How often a group that was told to end is looked at, in milliseconds. */
const LOOK_MS = 10;
/** How long to wait for the exit of a process that was sent SIGKILL, in milliseconds. */
const KILL_MS = 2000;

/** How to start a client's process. */
export interface Recipe {
  readonly command: readonly string[];
  /** What carries the messages; with `fd3` stdout and stderr are both free. */
  readonly channel: 'stdio' | 'fd3';
}

/** How a process ended. */
export interface Exit {
  /** True for exit code 0. */
  readonly clean: boolean;
  /** Completes "the client …". */
  readonly how: string;
  /** What to do about it, where more is known. */
  readonly mend?: string;
}

/** A client's process with everything that it starts: one process group, ended as a whole, and what escapes it. */
export class ProcessGroup {
  /** The leader's process id, which is the group's; undefined when it could not be started. */
  readonly pid: number | undefined;
  readonly input: Writable;
  readonly output: Readable;
  /** Its other outputs. */
  readonly noise: readonly Readable[];
  /** Resolves when the leader has ended, or could not be started. */
  readonly exited: Promise<Exit>;
  readonly #mark = newMark();
  #ending: Promise<void> | undefined;

  /** @throws Error when the operating system refuses to start a process at all */
  constructor({ command: [program = '', ...args], channel }: Recipe) {
    const stdio = channel === 'stdio' ? ['pipe', 'pipe', 'pipe'] : ['ignore', 'pipe', 'pipe', 'pipe'];
    const child = spawn(program, args, {
      detached: true,
      stdio: stdio as 'pipe'[],
      env: { ...process.env, ...this.#mark },
    });
    this.exited = exitOf(child);
    this.pid = child.pid;
    if (this.pid !== undefined) remember(this.pid, this.#mark);
    const [stdin, stdout, stderr, fd3] = child.stdio as unknown as [Writable, Readable, Readable, Duplex];
    if (!stdout) throw new Error('the operating system has no room for another process');
    this.input = channel === 'stdio' ? stdin : fd3;
    this.output = channel === 'stdio' ? stdout : fd3;
    this.noise = channel === 'stdio' ? [stderr] : [stdout, stderr];
    // A closed pipe shows as the process's exit or as a missed deadline: it must not throw here.
    for (const stream of [this.input, this.output, ...this.noise]) stream.on('error', () => {});
  }

  /**
   * End every process of the group: TERM, and KILL for what is left after the grace or has left the group.
   * @param graceMs in milliseconds
   */
  end(graceMs: number): Promise<void> {
    this.#ending ??= this.#end(graceMs);
    return this.#ending;
  }

  async #end(graceMs: number): Promise<void> {
    if (this.pid !== undefined && !(await terminated(this.pid, graceMs))) {
      signalGroup(this.pid, 'SIGKILL');
      await Promise.race([this.exited, delay(KILL_MS, undefined, { ref: false })]);
    }
    endEscaped(this.#mark);
    if (this.pid !== undefined) forget(this.pid);
    for (const stream of [this.input, this.output, ...this.noise]) stream.destroy();
  }
}

function exitOf(child: ChildProcess): Promise<Exit> {
  return new Promise(resolve => {
    child.once('error', error =>
      resolve({ clean: false, how: `could not be started: ${error.message}`, mend: MEND.notStarted }),
    );
    child.once('exit', (code, signal) => {
      const how = signal === null ? `exited with code ${code}` : `was ended by ${signal}`;
      resolve({ clean: code === 0, how });
    });
  });
}

async function terminated(group: number, graceMs: number): Promise<boolean> {
  if (!signalGroup(group, 'SIGTERM')) return true;
  for (const end = performance.now() + graceMs; performance.now() < end; ) {
    await delay(LOOK_MS);
    if (!signalGroup(group, 0)) return true;
  }
  return false;
}
