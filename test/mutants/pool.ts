import { fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Job, JobMessage } from './jobs.ts';

/** One more than there are cores: a run waits now and then for what a client does next. */
const WIDTH = availableParallelism() + 1;

const EXAMINER = fileURLToPath(new URL(`./examiner${extname(import.meta.url)}`, import.meta.url));

/**
 * Do jobs, each in a process of its own, several at once.
 * @param hear is told what a process says, as it says it
 * @returns what went wrong with the processes themselves, a line each
 */
export async function doJobs(
  jobs: readonly Job[],
  hear: (job: Job, message: JobMessage) => void,
): Promise<string[]> {
  const waiting = [...jobs];
  const amiss: string[] = [];
  const worker = async () => {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift())
      amiss.push(...(await doJob(job, hear)));
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
  return amiss;
}

async function doJob(job: Job, hear: (job: Job, message: JobMessage) => void): Promise<string[]> {
  const child = fork(EXAMINER, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const complaints: Buffer[] = [];
  child.stderr!.on('data', (bytes: Buffer) => complaints.push(bytes));
  child.on('message', message => hear(job, message as JobMessage));
  child.send(job);
  const ended = once(child, 'close');
  // Only when the channel is closed has everything arrived that was said.
  const heard = once(child, 'disconnect');
  const [[code, signal]] = await Promise.all([ended, heard]);
  if (code === 0) return [];
  const why = Buffer.concat(complaints).toString().trim();
  return [`Failed to try all of ${job.platform}: a process ended with ${signal ?? code}. ${why}`];
}
