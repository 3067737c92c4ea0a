import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { updateKillScore, writeKillScore } from '../../scripts/trust/kill-score.ts';
import { Bench } from './bench.ts';
import { type PlatformScore, PlatformTrial } from './one-platform.ts';
import { SUSPECT_PLATFORMS, SUSPECTS, type SuspectPlatform, type Suspects } from './suspects.ts';

/*
 * npm run mutants [-- --platform P] [NAME…]: run the whole suite against every deliberately wrong client and mock,
 * print what each of them failed, and end with 1 where the suite let one pass or failed it for something else.
 * Right clients of another style go through it as well, and may fail nothing. With names only those are tried,
 * and nothing is asked of the whole. Without either the platforms run side by side, a process each.
 */

const { values, positionals: names } = parseArgs({
  options: { platform: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});

/** Tells a process that it is one of several, each with a platform; a parent with IPC is no sign of that: tsx is one. */
const APART_VARIABLE = 'COUNTERSIGN_MUTANTS_APART';
const APART = process.env[APART_VARIABLE] !== undefined;

const say = (text: string) => void process.stdout.write(`${text}\n`);

function namesOf(platform: SuspectPlatform): string[] {
  const { clients, variants, mocks }: Suspects = SUSPECTS[platform];
  return [...clients, ...variants, ...mocks].map(({ name }) => name);
}

/** What is asked for and there is not. */
function unknowns(): string[] {
  const known = SUSPECT_PLATFORMS.flatMap(namesOf);
  return [
    ...values.platform
      .filter(platform => !(platform in SUSPECTS))
      .map(platform => `--platform takes ${SUSPECT_PLATFORMS.join(', ')}; not ${platform}.`),
    ...names
      .filter(name => !known.includes(name))
      .map(name => `There is no wrong client or mock "${name}" among ${known.join(', ')}.`),
  ];
}

/** Try some platforms one after another, in this process. @returns what is amiss */
async function tryHere(platforms: readonly SuspectPlatform[]): Promise<string[]> {
  const bench = await Bench.set();
  const amiss: string[] = [];
  for (const platform of platforms) {
    const trial = new PlatformTrial(platform, bench, names, say);
    amiss.push(...(await trial.run()));
    if (APART) process.send!(trial.score);
    else if (names.length === 0) say(updateKillScore(platform, trial.score));
  }
  return amiss;
}

/** What a process of its own came to. */
interface Apart {
  readonly platform: SuspectPlatform;
  readonly score: PlatformScore | undefined;
  readonly well: boolean;
}

/** Try one platform in a process of its own, and say all that it said when it has ended. */
function tryApart(platform: SuspectPlatform): Promise<Apart> {
  const child = fork(fileURLToPath(import.meta.url), ['--platform', platform], {
    silent: true,
    env: { ...process.env, [APART_VARIABLE]: '1' },
  });
  const said: Buffer[] = [];
  let score: PlatformScore | undefined;
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (bytes: Buffer) => said.push(bytes));
  child.on('message', message => {
    score = message as PlatformScore;
  });
  return new Promise(resolve => {
    child.on('close', code => {
      process.stdout.write(Buffer.concat(said));
      resolve({ platform, score, well: code === 0 });
    });
  });
}

/** Try all platforms, as many at once as there are cores; what they came to goes into docs/trust.md. */
async function tryAllApart(): Promise<boolean> {
  const waiting = [...SUSPECT_PLATFORMS];
  const results: Apart[] = [];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results.push(await tryApart(next));
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const scores = SUSPECT_PLATFORMS.map(
    name => [name, results.find(r => r.platform === name)?.score] as const,
  );
  say(writeKillScore(Object.fromEntries(scores.map(([name, score]) => [name, score ?? {}]))));
  return results.every(({ well }) => well);
}

/** @returns whether nothing is amiss; what is, is said */
async function main(): Promise<boolean> {
  const asked = unknowns();
  const platforms = SUSPECT_PLATFORMS.filter(platform =>
    values.platform.length > 0
      ? values.platform.includes(platform)
      : namesOf(platform).some(name => names.includes(name)),
  );
  if (asked.length === 0 && platforms.length === 0) return tryAllApart();
  const amiss = asked.length > 0 ? asked : await tryHere(platforms);
  say(amiss.length === 0 ? 'Nothing is amiss.' : amiss.join('\n'));
  return amiss.length === 0;
}

process.exitCode = (await main()) ? 0 : 1;
