/*
 * `npm run bench`: the speed goals of docs/speed.md, as ratios of things measured side by side in one run.
 * Prints a table and writes reports/bench.json. Measures, never judges: the exit code is 0 wherever it could measure.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Measurement, renderTable } from './report.ts';
import { benchStartUp } from './start-up.ts';
import { benchSuite } from './suite/bench.ts';
import { benchTokenEndpoint } from './token-endpoint/bench.ts';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const REPORT = join(ROOT, 'reports', 'bench.json');
const COMMAND = 'npm run bench';

const machine = `node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model ?? 'unknown'})`;
const measurements: Measurement[] = [];
for (const bench of [benchStartUp, benchSuite, benchTokenEndpoint]) {
  measurements.push(...(await bench(ROOT, line => process.stderr.write(`${line}\n`))));
}
process.stdout.write(`${renderTable(measurements)}\n\n${COMMAND}: ${machine}\n`);
mkdirSync(dirname(REPORT), { recursive: true });
const report = { command: COMMAND, at: new Date().toISOString(), machine, measurements };
writeFileSync(REPORT, `${JSON.stringify(report, null, 2)}\n`);
