import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Job, type JobResult, type Skill, skillFor } from './jobs.ts';

const WIDTH = availableParallelism();

const EXAMINER = fileURLToPath(new URL(`./examiner${extname(import.meta.url)}`, import.meta.url));

/**
 * Do jobs in several processes at once, each with one skill.
 * @param hear is told what came of each job
 * @returns what went wrong with the processes themselves, a line each
 */
export async function doJobs(
  jobs: readonly Job[],
  hear: (job: Job, result: JobResult) => void,
): Promise<string[]> {
  const waiting = bySkill(jobs);
  const amiss: string[] = [];
  const worker = async () => {
    for (let skill = mostWanted(waiting); skill !== undefined; skill = mostWanted(waiting))
      amiss.push(...(await work(skill, waiting.get(skill)!, hear)));
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
  return amiss;
}

/** A queue for each skill. */
function bySkill(jobs: readonly Job[]): Map<Skill, Job[]> {
  const skills = new Set(jobs.map(skillFor));
  return new Map([...skills].map(skill => [skill, jobs.filter(job => skillFor(job) === skill)]));
}

/** The skill that most jobs wait for. */
function mostWanted(waiting: ReadonlyMap<Skill, Job[]>): Skill | undefined {
  const [most] = [...waiting].sort(([, a], [, b]) => b.length - a.length);
  return most === undefined || most[1].length === 0 ? undefined : most[0];
}

/** A process takes jobs from the queue until it is empty. @returns what went wrong */
async function work(
  skill: Skill,
  queue: Job[],
  hear: (job: Job, result: JobResult) => void,
): Promise<string[]> {
  const child = fork(EXAMINER, [skill], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  const complaints: Buffer[] = [];
  child.stderr!.on('data', (bytes: Buffer) => complaints.push(bytes));
  // Not `close`, which never comes for a channel that was closed from this side.
  const ended = Promise.all([once(child, 'exit'), once(child.stderr!, 'end')]);
  for (let job = queue.shift(), first = true; job !== undefined; job = queue.shift(), first = false) {
    const result = await resultOf(child, job);
    if (result === undefined) {
      // Who fails at once would fail at all of them.
      if (first) queue.length = 0;
      const [[code, signal]] = await ended;
      const why = Buffer.concat(complaints).toString().trim();
      return [`Failed to try ${JSON.stringify(job)}: the process ended with ${signal ?? code}. ${why}`];
    }
    hear(job, result);
  }
  child.disconnect();
  await ended;
  return [];
}

/** Let a process do one job. @returns undefined where it ended instead */
function resultOf(child: ChildProcess, job: Job): Promise<JobResult | undefined> {
  child.send(job, () => {});
  return new Promise(resolve => {
    const answered = (result: JobResult) => {
      child.off('disconnect', ended);
      resolve(result);
    };
    const ended = () => {
      child.off('message', answered);
      resolve(undefined);
    };
    child.once('message', answered);
    child.once('disconnect', ended);
  });
}
