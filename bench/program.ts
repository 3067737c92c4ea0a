import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

const LAST_CHARACTERS = 2000;

/**
 * Run a program in Node to its end.
 * @returns milliseconds from its start to its end
 * @throws Error with the end of what it wrote when it does not exit 0
 */
export async function timeProgram(args: readonly string[], cwd: string): Promise<number> {
  const begun = performance.now();
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  const took = performance.now() - begun;
  const wrote = `${stdout}${stderr}`.slice(-LAST_CHARACTERS);
  if (code !== 0) throw new Error(`Failed to run node ${args.join(' ')}: exit ${code}.\n${wrote}`);
  return took;
}

/** A program in a process of its own that says where it is to be found. */
export interface Served<Told> {
  /** The one line of JSON that it prints when it is ready. */
  readonly told: Told;
  stop(): Promise<void>;
}

/**
 * Start a program in Node and wait until it is ready.
 * @throws Error when it ends before it has said anything
 */
export async function serveProgram<Told>(args: readonly string[], cwd: string): Promise<Served<Told>> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout });
  const [line] = await Promise.race([
    once(lines, 'line'),
    once(child, 'exit').then(([code]) => {
      throw new Error(`Failed to start node ${args.join(' ')}: exit ${code}.`);
    }),
  ]);
  return { told: JSON.parse(line as string) as Told, stop: () => end(child) };
}

async function end(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** Run a program in Node to its end and read the JSON that it prints. */
export async function askProgram<Told>(args: readonly string[], cwd: string): Promise<Told> {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  const [stdout, [code]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  if (code !== 0) throw new Error(`Failed to run node ${args.join(' ')}: exit ${code}.`);
  return JSON.parse(stdout) as Told;
}
