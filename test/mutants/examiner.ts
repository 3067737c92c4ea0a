import { Bench } from './bench.ts';
import { type Job, type JobResult, type Kind, type Skill, suspectsOf } from './jobs.ts';
import { AGAINST_CLIENT, AGAINST_MOCK, thensOf, trialOf } from './trial.ts';
import { UnitTests } from './unit-tests.ts';

/*
 * A process that is started with a skill, is sent one job after another, and sends back what came of each. A process
 * of its own, because the time of a client that runs in a process is moved for the whole process.
 */

/** Does jobs of one skill. */
interface Examiner {
  examine(job: Job): Promise<JobResult>;
  /** Let go of all that keeps the process alive. */
  close(): Promise<void>;
}

async function examinerWith(skill: Skill): Promise<Examiner> {
  if (skill !== 'unit tests') {
    const bench = await Bench.set(skill);
    return { examine: job => examine(bench, job), close: async () => {} };
  }
  const tests = await UnitTests.load();
  return {
    examine: async job => ({
      unitTrial: await tests.tryMock(job.platform, suspectOf(job, 'unitTested')),
    }),
    close: () => tests.close(),
  };
}

async function examine(bench: Bench, job: Job): Promise<JobResult> {
  if ('goalsOf' in job) {
    const cases = await (job.goalsOf === 'clients' ? bench.judgeClient() : bench.judgeMock());
    return { sound: { cases: cases.map(({ id }) => id), steps: [...new Set(cases.flatMap(thensOf))] } };
  }
  if (job.kind === 'mocks') {
    const suspect = suspectOf(job, 'mocks');
    return { trial: trialOf(suspect, await bench.judgeMock(suspect.change), AGAINST_MOCK) };
  }
  if (job.kind === 'variants') {
    const { name, make } = suspectOf(job, 'variants');
    return { trial: trialOf({ name, breaks: [] }, await bench.judgeClient(make), AGAINST_CLIENT) };
  }
  const suspect = suspectOf(job, 'clients');
  return { trial: trialOf(suspect, await bench.judgeClient(suspect.make), AGAINST_CLIENT) };
}

/** @throws Error where the platform has no suspect of that kind and name */
function suspectOf<K extends Kind>(job: Job, kind: K): ReturnType<typeof suspectsOf>[K][number] {
  const all: readonly { readonly name: string }[] = suspectsOf(job.platform)[kind];
  const found = 'name' in job && all.find(({ name }) => name === job.name);
  if (!found) throw new Error(`Failed to find the suspect of ${JSON.stringify(job)} among the ${kind}.`);
  return found as ReturnType<typeof suspectsOf>[K][number];
}

const ready = examinerWith(process.argv[2] as Skill);

process.on('message', async (job: Job) => {
  try {
    process.send!(await (await ready).examine(job));
  } catch (error) {
    console.error(error);
    process.exit(1);
  }
});
process.on('disconnect', async () => (await ready).close());
