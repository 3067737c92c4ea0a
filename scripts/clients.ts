// `npm run clients`: every client of clients/real/clients.yaml under test, each against what its run must end with;
// and reports/matrix.md and .html, what each makes of every requirement.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { splitCommand } from '../src/client/index.ts';
import type { RunRecord } from '../src/record/record.ts';
import { readResult } from '../src/reporters/read-result.ts';
import { loadCatalogue } from '../src/requirements/catalogue.ts';
import { type MatrixRun, matrixHtml, matrixMarkdown, matrixOf } from './matrix.ts';

const client = z.strictObject({
  name: z.string(),
  run: z.array(z.string()),
  /** A program, or a command that ends with 0 where what it needs is there, with its Debian package. */
  needs: z.record(z.string(), z.string()).default({}),
  /** Folder whose locked dependencies are installed first. */
  install: z.string().optional(),
  exit: z.int(),
  /** What `explain` has to say of cases. */
  explains: z.array(z.strictObject({ case: z.string(), says: z.string() })).default([]),
});
type Client = z.output<typeof client>;

/** The same secrets in every run: what an unencoded one does to a client hangs on the characters in it. */
const SEED = 'clients';

/** What became of one client: its run, if it ran, and what is not as it should be, a sentence each. */
interface Outcome {
  readonly run?: MatrixRun;
  readonly problems: readonly string[];
}

const { clients } = z
  .strictObject({ clients: z.array(client) })
  .parse(parse(readFileSync('clients/real/clients.yaml', 'utf8')));
const outcomes = clients.map((entry, i) => judge(entry, join('reports', 'clients', String(i))));
writeMatrix(outcomes.flatMap(({ run }) => run ?? []));
for (const problem of outcomes.flatMap(({ problems }) => problems)) console.error(problem);
const failed = outcomes.filter(({ problems }) => problems.length > 0).length;
console.log(
  `${clients.length - failed} passed, ${failed} failed. reports/matrix.html shows them side by side.`,
);
process.exitCode = failed === 0 ? 0 : 1;

/** Put one client under test. */
function judge(entry: Client, reports: string): Outcome {
  const missing = missingOf(entry);
  if (missing !== undefined) return { problems: [`Failed to run ${entry.name}: ${missing}`] };
  rmSync(reports, { recursive: true, force: true });
  const options = ['--quiet', '--seed', SEED, '--reports', reports];
  const { status, stderr } = countersign(['run', ...options, ...entry.run]);
  const record = recordIn(reports);
  if (record === undefined)
    return { problems: [`${entry.name} ended with ${status} and left no record: ${stderr.trim()}`] };
  console.log(`${entry.name}: exit ${status}, ${summaryOf(record)}, ${seconds(record.durationMs)} s`);
  const run = { name: entry.name, exit: status ?? -1, expectedExit: entry.exit, record };
  return { run, problems: [...wrongEnd(run, reports), ...wrongExplanations(entry, reports)] };
}

/** What a client needs and does not have, with what to do about it; undefined when all is there. */
function missingOf({ needs, install }: Client): string | undefined {
  const lacking = Object.entries(needs).find(([command]) => !works(command));
  if (lacking !== undefined) return `"${lacking[0]}" fails. apt-get install ${lacking[1]}`;
  if (install === undefined) return undefined;
  const { status, stderr } = spawnSync('npm', ['ci', '--prefix', install], { encoding: 'utf8' });
  return status === 0 ? undefined : `npm ci --prefix ${install} fails. ${stderr.trim()}`;
}

/** Whether what a client needs is there; a program on its own is asked for its version. */
function works(command: string): boolean {
  const [program = '', ...args] = splitCommand(command);
  return spawnSync(program, args.length === 0 ? ['--version'] : args).status === 0;
}

function wrongEnd({ name, exit, expectedExit }: MatrixRun, reports: string): string[] {
  if (exit === expectedExit) return [];
  return [`${name} ended with ${exit} instead of ${expectedExit}. See ${reports}/result.json.`];
}

function wrongExplanations({ name, explains }: Client, reports: string): string[] {
  return explains
    .filter(({ case: id, says }) => !countersign(['explain', id, '--reports', reports]).stdout.includes(says))
    .map(({ case: id, says }) => `${name}: explain ${id} does not say "${says}".`);
}

function countersign(args: readonly string[]) {
  return spawnSync(process.execPath, ['dist/src/cli/main.js', ...args], { encoding: 'utf8' });
}

function recordIn(reports: string): RunRecord | undefined {
  try {
    return readResult(reports);
  } catch {
    return undefined;
  }
}

function summaryOf({ summary }: RunRecord): string {
  return Object.entries(summary)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => `${count} ${verdict}`)
    .join(', ');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}

function writeMatrix(runs: readonly MatrixRun[]): void {
  const requirements = loadCatalogue('features').rows.flatMap(({ id, asks, scenarios: [first] = [] }) =>
    first === undefined ? [] : [{ id, asks, platform: first.case.split('/')[0]! }],
  );
  const matrix = matrixOf(runs, requirements);
  writeFileSync('reports/matrix.md', matrixMarkdown(matrix));
  writeFileSync('reports/matrix.html', matrixHtml(matrix));
}
