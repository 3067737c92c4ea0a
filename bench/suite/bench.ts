import { copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeProgram } from '../program.ts';
import { goal, type Measurement, median, medianRatio } from '../report.ts';
import { writeEmptyFeatures } from './empty-features.ts';

const ROUNDS = 11;

interface Result {
  readonly cases: readonly { readonly verdict: string; readonly durationMs: number }[];
}

/**
 * The whole Acquia suite against the reference client, beside as many scenarios of four steps that do nothing: the
 * same command of the same compiled package, from its start to the last report.
 */
export async function benchSuite(root: string, tell: (line: string) => void): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  try {
    const suite = () => runSuite(root, join(folder, 'reports'));
    const count = (await suite()).result.cases.length;
    const copy = join(folder, 'package');
    makeEmptyPackage(root, copy, count);
    const empty = () => runEmpty(copy, count);
    await empty();
    tell(`suite: ${count} cases, ${ROUNDS} rounds`);
    return measurementsOf(await inTurns(suite, empty), count);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** This package once more, with scenarios and steps of Acquia that do nothing. */
function makeEmptyPackage(root: string, copy: string, count: number): void {
  cpSync(join(root, 'dist'), join(copy, 'dist'), { recursive: true });
  copyFileSync(join(root, 'package.json'), join(copy, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  writeEmptyFeatures(join(copy, 'features', 'acquia'), count);
  const steps = join('dist', 'src', 'steps', 'acquia', 'index.js');
  copyFileSync(join(root, 'bench', 'suite', 'empty-steps.mjs'), join(copy, steps));
}

interface Round {
  readonly suite: { took: number; result: Result };
  readonly empty: number;
}

/** Each round in the other order than the one before: whoever comes second must not be the favoured one. */
async function inTurns(suite: () => Promise<Round['suite']>, empty: () => Promise<number>): Promise<Round[]> {
  const rounds: Round[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    if (i % 2 === 0) rounds.push({ suite: await suite(), empty: await empty() });
    else {
      const first = await empty();
      rounds.push({ suite: await suite(), empty: first });
    }
  }
  return rounds;
}

function measurementsOf(rounds: readonly Round[], count: number): Measurement[] {
  const suite = rounds.map(round => round.suite.took);
  const empty = rounds.map(round => round.empty);
  const cases = rounds.map(round => median(round.suite.result.cases.map(({ durationMs }) => durationMs)));
  const how = `median of ${ROUNDS} rounds`;
  const ratio = medianRatio(suite, empty);
  return [
    { name: `the Acquia suite, ${count} cases`, value: median(suite), unit: 'ms', how },
    { name: `${count} empty scenarios`, value: median(empty), unit: 'ms', how },
    { name: 'suite / empty scenarios', value: ratio, unit: 'x', how, goal: goal(ratio, '<=', 2.5) },
    {
      name: 'the median case',
      value: median(cases),
      unit: 'ms',
      how,
      goal: goal(median(cases), '<=', 10, 'ms'),
    },
  ];
}

async function runSuite(cwd: string, reports: string): Promise<{ took: number; result: Result }> {
  const main = join('dist', 'src', 'cli', 'main.js');
  const took = await timeProgram([main, 'run', '--platform', 'acquia', '--quiet', '--reports', reports], cwd);
  return { took, result: passedResult(reports) };
}

async function runEmpty(copy: string, count: number): Promise<number> {
  const { took, result } = await runSuite(copy, join(copy, 'reports'));
  const passed = result.cases.length;
  if (passed !== count) throw new Error(`Failed to compare: ${passed} empty scenarios for ${count} cases.`);
  return took;
}

/** @throws Error where not all has passed: something else than the suite would have been measured */
function passedResult(reports: string): Result {
  const result = JSON.parse(readFileSync(join(reports, 'result.json'), 'utf8')) as Result;
  const other = result.cases.find(({ verdict }) => verdict !== 'passed');
  if (other === undefined) return result;
  throw new Error(`Failed to measure: not every case has passed: ${JSON.stringify(other)}`);
}
