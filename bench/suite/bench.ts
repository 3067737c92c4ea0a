import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { timeProgram } from '../program.ts';
import { goal, type Measurement, median, medianRatio } from '../report.ts';

const ROUNDS = 11;
/** What a feature of ours holds, about. */
const SCENARIOS_A_FEATURE = 7;

interface Result {
  readonly cases: readonly { readonly verdict: string; readonly durationMs: number }[];
}

/**
 * The whole Acquia suite against the reference client, beside as many scenarios of four steps that do
 * nothing, both by the compiled runner from start-up to the last report.
 */
export async function benchSuite(root: string, tell: (line: string) => void): Promise<Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  try {
    const suite = () => runSuite(root, folder);
    const { result } = await suite();
    const count = result.cases.length;
    writeEmptyFeatures(join(folder, 'features', 'acquia'), count);
    const empty = () => runEmpty(root, folder, count);
    await empty();
    tell(`suite: ${count} cases, ${ROUNDS} rounds`);
    const rounds = await inTurns(suite, empty);
    return measurementsOf(rounds, count);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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

async function runSuite(root: string, folder: string): Promise<{ took: number; result: Result }> {
  const reports = join(folder, 'reports-suite');
  const main = join('dist', 'src', 'cli', 'main.js');
  const took = await timeProgram(
    [main, 'run', '--platform', 'acquia', '--quiet', '--reports', reports],
    root,
  );
  return { took, result: passedResult(reports) };
}

async function runEmpty(root: string, folder: string, count: number): Promise<number> {
  const reports = join(folder, 'reports-empty');
  const took = await timeProgram([join('bench', 'suite', 'empty.mjs'), folder, reports], root);
  const passed = passedResult(reports).cases.length;
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

const EMPTY_REQUIREMENTS = `platform: acquia
page: none
requirements:
  - id: ACQ-01
    level: must
    subject: client
    quote: Nothing.
    asks: nothing
    source: none
    excluded: there is nothing to be asked
`;

function writeEmptyFeatures(folder: string, count: number): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'requirements.yaml'), EMPTY_REQUIREMENTS);
  const features = Math.ceil(count / SCENARIOS_A_FEATURE);
  for (let i = 0; i < features; i++) {
    const scenarios = Math.min(SCENARIOS_A_FEATURE, count - i * SCENARIOS_A_FEATURE);
    writeFileSync(join(folder, `empty-${i}.feature`), emptyFeature(i, scenarios));
  }
}

function emptyFeature(number: number, scenarios: number): string {
  const scenario = (_: unknown, i: number) =>
    [
      `  Scenario: Nothing, number ${number}.${i}`,
      '    Given nothing',
      '    And nothing more',
      '    When nothing happens',
      '    Then nothing is found',
      '',
    ].join('\n');
  return `@acquia\nFeature: Nothing, number ${number}\n\n${Array.from({ length: scenarios }, scenario).join('\n')}`;
}
