import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { updateKillScore, writeKillScore } from '../../scripts/trust/kill-score.ts';
import { packageRoot } from '../../src/package-root.ts';
import { loadCatalogue } from '../../src/requirements/catalogue.ts';
import { jobsFor } from './jobs.ts';
import { PlatformResult, type PlatformScore } from './platform-result.ts';
import { doJobs } from './pool.ts';
import { SUSPECT_PLATFORMS, SUSPECTS, type SuspectPlatform, type Suspects } from './suspects.ts';

const USAGE = `npm run mutants [-- --platform P] [NAME…]

Run the whole suite against every deliberately wrong client and mock, print what each of them failed, and end with 1
where the suite let one pass or failed it for something else. Right clients of another style go through it as well,
and may fail nothing. What it came to goes into docs/trust.md.

  npm run mutants                           all of them, and nothing may be missing
  npm run mutants -- --platform acquia      those of one platform
  npm run mutants -- password-grant         some, by their names: nothing is asked of the whole
`;

const { values, positionals: names } = asked();

/** The words of the command line; where they cannot be understood the process ends. */
function asked() {
  try {
    return parseArgs({
      options: {
        platform: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', short: 'h', default: false },
      },
      allowPositionals: true,
    });
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(1);
  }
}

const say = (text: string) => void process.stdout.write(`${text}\n`);

/** The named platforms, as far as there are such; all of them where none is named. */
function platformsAskedFor(): SuspectPlatform[] {
  if (values.platform.length === 0) return SUSPECT_PLATFORMS;
  return SUSPECT_PLATFORMS.filter(platform => values.platform.includes(platform));
}

/** What is asked for and there is not. */
function unknowns(): string[] {
  const suspects: readonly Suspects[] = platformsAskedFor().map(platform => SUSPECTS[platform]);
  const known = suspects
    .flatMap(({ clients, variants, mocks }) => [...clients, ...variants, ...mocks])
    .map(({ name }) => name);
  return [
    ...values.platform
      .filter(platform => !(platform in SUSPECTS))
      .map(platform => `--platform takes ${SUSPECT_PLATFORMS.join(', ')}; not ${platform}.`),
    ...names
      .filter(name => !known.includes(name))
      .map(name => `There is no wrong client or mock "${name}" among ${known.join(', ')}.`),
  ];
}

/** On a terminal: how far it is. */
function progress(done: number, all: number): void {
  if (process.stderr.isTTY) process.stderr.write(done === all ? '\r\x1b[K' : `\r${done} of ${all} tried`);
}

/** Try all that is asked for, and say what became of it. @returns what is amiss */
async function tryAll(platforms: readonly SuspectPlatform[]): Promise<string[]> {
  const catalogue = loadCatalogue(join(packageRoot(), 'features'));
  const results = new Map(platforms.map(name => [name, new PlatformResult(name, catalogue, names)]));
  const jobs = platforms.flatMap(platform => jobsFor(platform, names));
  let done = 0;
  const broken = await doJobs(jobs, (job, result) => {
    results.get(job.platform)!.hear(job, result);
    progress(++done, jobs.length);
  });
  const amiss = [...broken];
  const scores: Record<string, PlatformScore> = {};
  for (const [platform, result] of results) {
    const summary = result.summary();
    process.stdout.write(summary.text);
    amiss.push(...summary.amiss);
    scores[platform] = summary.score;
  }
  if (broken.length === 0) keep(scores);
  else say('docs/trust.md keeps what it has, for not all was tried.');
  return amiss;
}

/** Put the figures of whole platforms into docs/trust.md. */
function keep(scores: Readonly<Record<string, PlatformScore>>): void {
  if (names.length > 0) return;
  if (values.platform.length === 0) say(writeKillScore(scores));
  else say(updateKillScore(scores));
}

/** @returns whether nothing is amiss; what is, is said */
async function main(): Promise<boolean> {
  const unknown = unknowns();
  const amiss = unknown.length > 0 ? unknown : await tryAll(platformsAskedFor());
  say(amiss.length === 0 ? 'Nothing is amiss.' : amiss.join('\n'));
  return amiss.length === 0;
}

if (values.help) process.stdout.write(USAGE);
else process.exitCode = (await main()) ? 0 : 1;
