import { Bench } from './bench.ts';
import { type Job, type JobMessage, type KindWithGoals, tried } from './jobs.ts';
import { AGAINST_CLIENT, AGAINST_MOCK, thensOf, trialOf } from './trial.ts';

/*
 * A process that is sent one job, and sends back what becomes of each of its suspects. A process each, because the
 * time of a client that runs in a process is moved for the whole process.
 */

const say = (message: JobMessage) => new Promise<void>(sent => process.send!(message, () => sent()));

async function examine({ platform, names, goals }: Job): Promise<void> {
  const bench = await Bench.set(platform);
  for (const kind of goals) await say({ kind, sound: await soundRun(bench, kind) });
  const { clients, variants, mocks } = tried(platform, names);
  for (const suspect of clients)
    await say({
      kind: 'clients',
      trial: trialOf(suspect, await bench.judgeClient(suspect.make), AGAINST_CLIENT),
    });
  for (const { name, make } of variants)
    await say({
      kind: 'variants',
      trial: trialOf({ name, breaks: [] }, await bench.judgeClient(make), AGAINST_CLIENT),
    });
  for (const suspect of mocks)
    await say({
      kind: 'mocks',
      trial: trialOf(suspect, await bench.judgeMock(suspect.change), AGAINST_MOCK),
    });
}

async function soundRun(bench: Bench, kind: KindWithGoals) {
  const cases = await (kind === 'clients' ? bench.judgeClient() : bench.judgeMock());
  return { cases: cases.map(({ id }) => id), steps: [...new Set(cases.flatMap(thensOf))] };
}

process.once('message', (job: Job) => {
  examine(job).then(
    () => process.disconnect(),
    error => {
      console.error(error);
      process.exit(1);
    },
  );
});
