import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/*
 * One run of the built suite as its own process, and what it leaves behind: for Linux, whose /proc is read.
 */

/** What a run came to. */
export interface MeasuredRun {
  /** Its exit code; `undefined` where it had to be ended. */
  readonly exit: number | undefined;
  readonly durationMs: number;
  /** The most memory that the harness's own process had, in megabytes. */
  readonly peakMegabytes: number;
  /** What it wrote on stdout and stderr. */
  readonly output: string;
  /** Processes that are left, `PID command line`; they are ended then. */
  readonly processes: readonly string[];
  /** Addresses that these processes listen at, by number of the socket. */
  readonly listeners: readonly string[];
}

const MARK = 'COUNTERSIGN_MEASURED_RUN';
/** How long a process that was killed may take to vanish, in milliseconds. */
const VANISH_MS = 1000;
/** Tells the peak, in kilobytes, on a pipe of its own that no client inherits. */
const TELL_PEAK = `import { writeSync } from 'node:fs';
process.on('exit', () => writeSync(3, String(process.resourceUsage().maxRSS)));`;

let runs = 0;

/**
 * Run `countersign` with these arguments.
 * @param limitMs when to end a run that has not ended by itself, in milliseconds
 */
export async function measuredRun(args: readonly string[], limitMs: number): Promise<MeasuredRun> {
  const mark = `${process.pid}-${++runs}`;
  const begun = performance.now();
  const preload = `data:text/javascript,${encodeURIComponent(TELL_PEAK)}`;
  const child = spawn(process.execPath, ['--import', preload, 'dist/src/cli/main.js', ...args], {
    env: { ...process.env, [MARK]: mark },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [output, peak] = [collected(child, [1, 2]), collected(child, [3])];
  const closed = once(child, 'close');
  const exit = await exitOf(child, limitMs);
  const durationMs = performance.now() - begun;
  const pids = await leftBehind(mark);
  const left = { processes: pids.map(commandLine), listeners: pids.flatMap(listenersOf) };
  for (const pid of pids) process.kill(pid, 'SIGKILL');
  // Where something holds its pipes open they are not waited for.
  await Promise.race([closed, delay(VANISH_MS)]);
  const peakMegabytes = Math.round(Number(peak.join('')) / 1024);
  return { exit, durationMs, peakMegabytes, output: output.join(''), ...left };
}

function collected(child: ChildProcess, descriptors: readonly (1 | 2 | 3)[]): string[] {
  const chunks: string[] = [];
  for (const fd of descriptors) child.stdio[fd]!.on('data', (chunk: Buffer) => chunks.push(String(chunk)));
  return chunks;
}

/** @returns the exit code; undefined where it ended otherwise */
async function exitOf(child: ChildProcess, limitMs: number): Promise<number | undefined> {
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearTimeout(timer);
  return code ?? undefined;
}

/** Process ids of what still runs of a run; what was killed is given a moment to vanish. */
async function leftBehind(mark: string): Promise<number[]> {
  const end = performance.now() + VANISH_MS;
  for (;;) {
    const pids = marked(mark);
    if (pids.length === 0 || performance.now() > end) return pids;
    await delay(20);
  }
}

/** All that descend from a run have its mark in their environment, whatever process group they are in. */
function marked(mark: string): number[] {
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  return pids.filter(pid => read(`/proc/${pid}/environ`).includes(`${MARK}=${mark}\0`)).map(Number);
}

function commandLine(pid: number): string {
  return `${pid} ${read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim()}`;
}

/** Listening sockets of a process: state 0A of /proc/net/tcp, by the socket's inode. */
function listenersOf(pid: number): string[] {
  const rows = ['tcp', 'tcp6'].flatMap(table => read(`/proc/net/${table}`).split('\n').slice(1));
  const fields = rows.map(row => row.trim().split(/\s+/)).filter(([, , , state]) => state === '0A');
  const sockets = new Map(
    fields.map(([, address = '', , , , , , , , inode]) => [`socket:[${inode}]`, address]),
  );
  return descriptorsOf(pid).flatMap(target => sockets.get(target) ?? []);
}

function descriptorsOf(pid: number): string[] {
  try {
    const folder = `/proc/${pid}/fd`;
    return readdirSync(folder).map(fd => readlinkSync(`${folder}/${fd}`));
  } catch {
    return [];
  }
}

/** The text of a file of /proc; empty where the process is gone or another user's. */
function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Whether somebody accepts connections at an address of this machine. */
export async function listens({ hostname, port }: URL): Promise<boolean> {
  const socket = connect(Number(port), hostname);
  const answered = await Promise.race([once(socket, 'connect'), once(socket, 'error')]).catch(() => [
    'error',
  ]);
  socket.destroy();
  return answered.length === 0;
}
