// `npm run hostile`: every client of clients/hostile/registry.ts under the built suite, each against what its run
// must come to; prints the table and writes reports/hostile.json. Ends with 1 where anything is not as documented.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CASES,
  HOSTILE_CLIENTS,
  type HostileClient,
  isModule,
  TROUBLED_CASE,
} from '../clients/hostile/registry.ts';
import { packageIdentity } from '../src/package-root.ts';
import type { RunRecord } from '../src/record/record.ts';
import { readResult } from '../src/reporters/read-result.ts';
import { listens, type MeasuredRun, measuredRun } from './measured-run.ts';
import { writeHostile } from './trust/hostile.ts';

const FILE = 'reports/hostile.json';
const FOLDER = 'reports/hostile';
/** By this seed the troubled case is neither first nor last. */
const SEED = '1';
/** Deadline of a call where the registry names no other, in milliseconds: that of the suite. */
const DEADLINE_MS = 10_000;
/** A run may take this much more memory than that of a client that behaves, in megabytes. */
const MARGIN_MEGABYTES = 128;
/** Widths of the table's columns, in characters. */
const COLUMNS = [4, 23, 10, 4, 38, 16, 6, 0];
/** Runs at a time: those that miss a deadline do nothing meanwhile. */
const AT_ONCE = 3;

/** A client's row of the table; what is not as documented, one sentence each. */
interface Row {
  readonly name: string;
  readonly via: 'module' | 'subprocess';
  readonly does: string;
  readonly documented: { readonly exit: number; readonly verdicts: Readonly<Record<string, number>> };
  readonly exit: number | null;
  readonly verdicts: Readonly<Record<string, number>>;
  readonly durationMs: number;
  readonly sumOfDeadlinesMs: number;
  readonly peakMegabytes: number;
  readonly processesLeft: readonly string[];
  readonly portsLeft: readonly string[];
  /** The lines by which the run tells what has happened and what to mend. */
  readonly told: readonly string[];
  readonly problems: readonly string[];
}

/** What the runs are measured against. */
interface Measure {
  /** Calls of a run in which all goes well. */
  readonly calls: number;
  readonly maxMegabytes: number;
}

console.log(
  line(['', 'client', 'documented', 'exit', 'verdicts', 'time', 'memory', 'processes, ports left']),
);
rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !HOSTILE_CLIENTS.some(client => client.name === name));
if (unknown.length > 0)
  throw new Error(`Failed to choose clients: clients/hostile/registry.ts has no ${unknown.join(', ')}.`);
const measure = await measureOf(HOSTILE_CLIENTS[0]!);
const chosen = HOSTILE_CLIENTS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const rows = await inParallel(chosen, client => rowOf(client, measure));
const right = rows.filter(({ problems }) => problems.length === 0).length;
if (wanted.length === 0) writeReport();
console.log(
  `\n${right} of ${rows.length} as documented. At most ${Math.max(...rows.map(row => row.peakMegabytes))} MB of memory (limit ${measure.maxMegabytes} MB), ${rows.flatMap(row => row.processesLeft).length} processes and ${rows.flatMap(row => row.portsLeft).length} ports left.${wanted.length === 0 ? ` ${FILE} holds all of it.` : ''}`,
);
process.exitCode = right === rows.length && rows.length > 0 ? 0 : 1;

function writeReport(): void {
  const { name, version } = packageIdentity();
  const limits = { peakMegabytes: measure.maxMegabytes, calls: measure.calls };
  const report = {
    schema: 'countersign.hostile/1',
    suite: { name, version },
    cases: CASES,
    limits,
    clients: rows,
  };
  writeFileSync(FILE, `${JSON.stringify(report, null, 2)}\n`);
  writeHostile(
    rows.map(({ name: client, does, documented, exit, verdicts }) => ({
      client,
      does,
      documented: `${documented.exit}: ${inWords(documented.verdicts)}`,
      measured: `${exit}: ${inWords(verdicts)}`,
    })),
  );
}

/** Run the client that behaves: how many calls that takes, and how much memory. */
async function measureOf(client: HostileClient): Promise<Measure> {
  const { exit, peakMegabytes, output } = await run(client, 600_000);
  const record = recordOf(client);
  if (exit !== 0 || record === undefined)
    throw new Error(`Failed to measure a client that behaves: it ended with ${exit}. ${output}`);
  const made = record.cases.flatMap(({ calls }) => calls.map(({ method }) => method));
  const closed = made.filter(method => method === 'session/open').length;
  const handshakeAndShutdown = 2;
  return {
    calls: made.length + closed + handshakeAndShutdown,
    maxMegabytes: peakMegabytes + MARGIN_MEGABYTES,
  };
}

function run(client: HostileClient, limitMs: number): Promise<MeasuredRun> {
  const file = `clients/hostile/${client.name}.mjs`;
  const how = isModule(client) ? ['--client', file] : ['--client-command', `node ${file}`];
  const asked = CASES.flatMap(id => ['--case', id]);
  const kept = [
    '--seed',
    SEED,
    '--timeout',
    String(client.deadlineMs ?? DEADLINE_MS),
    '--reports',
    join(FOLDER, client.name),
  ];
  return measuredRun(['run', '--quiet', ...how, ...asked, ...kept], limitMs);
}

async function rowOf(client: HostileClient, { calls, maxMegabytes }: Measure): Promise<Row> {
  const sumOfDeadlinesMs = calls * (client.deadlineMs ?? DEADLINE_MS);
  const measured = await run(client, sumOfDeadlinesMs);
  const record = recordOf(client);
  const verdicts = verdictsOf(record);
  const portsLeft = [...measured.listeners, ...(await mocksLeft(record))];
  const { exit, output, durationMs, peakMegabytes, processes } = measured;
  const problems = [
    ...unequal('exit code', exit, client.exit),
    ...unequal('verdicts', inWords(verdicts), inWords(client.verdicts)),
    ...untold(client, output),
    ...wrongCase(client, record),
    ...(durationMs > sumOfDeadlinesMs ? ['It did not end within the sum of its deadlines.'] : []),
    ...(peakMegabytes > 0 && peakMegabytes <= maxMegabytes
      ? []
      : [`It took ${peakMegabytes} MB of ${maxMegabytes}.`]),
    ...processes.map(process => `It left a process: ${process}.`),
    ...portsLeft.map(port => `It left a port open: ${port}.`),
  ];
  const { name, does } = client;
  const row: Row = {
    name,
    via: isModule(client) ? 'module' : 'subprocess',
    does,
    documented: { exit: client.exit, verdicts: client.verdicts },
    exit: exit ?? null,
    verdicts,
    durationMs: Math.round(durationMs),
    sumOfDeadlinesMs,
    peakMegabytes,
    processesLeft: processes,
    portsLeft,
    told: toldOf(client, output),
    problems,
  };
  console.log(inTable(row));
  return row;
}

function recordOf({ name }: HostileClient): RunRecord | undefined {
  try {
    return readResult(join(FOLDER, name));
  } catch {
    return undefined;
  }
}

function verdictsOf(record: RunRecord | undefined): Record<string, number> {
  return Object.fromEntries(Object.entries(record?.summary ?? {}).filter(([, count]) => count > 0));
}

/** Addresses of the mocks of a run, where they still answer. */
async function mocksLeft(record: RunRecord | undefined): Promise<string[]> {
  const asked = record?.cases.flatMap(({ calls }) => calls.map(({ params }) => params)) ?? [];
  const endpoints = asked.flatMap(
    params => (params as { endpoints?: { api?: string } }).endpoints?.api ?? [],
  );
  const origins = [...new Set(endpoints.map(endpoint => new URL(endpoint).origin))];
  const open = await Promise.all(origins.map(origin => listens(new URL(origin))));
  return origins.filter((_, i) => open[i]);
}

function unequal(what: string, measured: unknown, documented: unknown): string[] {
  return measured === documented ? [] : [`The ${what}: ${measured} instead of ${documented}.`];
}

/** What the run must tell and does not. */
function untold({ says, mend }: HostileClient, output: string): string[] {
  const expected = [says, mend].filter(text => text !== undefined);
  return expected.filter(text => !output.includes(text)).map(text => `It does not say "${text}".`);
}

/** The one case that does not pass is the one that has met the trouble. */
function wrongCase({ verdicts }: HostileClient, record: RunRecord | undefined): string[] {
  if (verdicts.passed !== CASES.length - 1) return [];
  const others =
    record?.cases.filter(({ id, verdict }) => id !== TROUBLED_CASE && verdict !== 'passed') ?? [];
  return others.map(({ id }) => `${id} could run and did not pass.`);
}

function toldOf({ says, mend }: HostileClient, output: string): string[] {
  const lines = output.split('\n').map(line => line.replace(/^ *(Hint: *)?/, ''));
  const found = [says, mend].flatMap(text =>
    text === undefined ? [] : (lines.find(line => line.includes(text)) ?? []),
  );
  return [...new Set(found)];
}

/** One line of measured things, one of words, and what there is to tell. */
function inTable(row: Row): string {
  const { exit, documented, verdicts, durationMs, sumOfDeadlinesMs, peakMegabytes } = row;
  const measured = line([
    row.problems.length === 0 ? 'ok' : 'FAIL',
    row.name,
    String(documented.exit),
    String(exit),
    inWords(verdicts),
    `${(durationMs / 1000).toFixed(1)} of ${sumOfDeadlinesMs / 1000} s`,
    `${peakMegabytes} MB`,
    `${row.processesLeft.length}, ${row.portsLeft.length}`,
  ]);
  const told = row.told.map(text => `     > ${text.length > 200 ? `${text.slice(0, 200)}…` : text}`);
  return [measured, `     ${row.does}`, ...told, ...row.problems.map(problem => `   ! ${problem}`)].join(
    '\n',
  );
}

function line(cells: readonly string[]): string {
  return cells
    .map((cell, i) => cell.padEnd(COLUMNS[i]!))
    .join(' ')
    .trimEnd();
}

function inWords(verdicts: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(verdicts).sort(([a], [b]) => (a < b ? 1 : -1));
  return sorted.map(([verdict, count]) => `${count} ${verdict}`).join(', ') || 'no case';
}

async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const queue = items.entries();
  const worker = async () => {
    for (const [i, item] of queue) results[i] = await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
