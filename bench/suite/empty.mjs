/*
 * `node empty.mjs FOLDER REPORTS`: does what `countersign run` does, by the compiled runner, with the features and the
 * requirements in FOLDER and steps that do nothing: there are no mocks, no client and no checks. The same reports.
 */
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { silentProgress } from '../../dist/src/reporters/progress.js';
import { clearReports, writeReports } from '../../dist/src/reporters/write-reports.js';
import { loadCatalogue } from '../../dist/src/requirements/catalogue.js';
import { runSuite } from '../../dist/src/runner/run-suite.js';

const [folder, reports] = process.argv.slice(2);
const steps = fileURLToPath(new URL('./empty-steps.mjs', import.meta.url));

const suite = {
  name: 'empty',
  version: '0.0.0',
  root: folder,
  features: 'features',
  steps: relative(folder, steps),
  platforms: ['acquia'],
};

/** A client that is never asked anything. */
async function startRun() {
  return {
    id: 'empty',
    client: { via: 'module', exitProblem: undefined, broken: undefined, takeEvidence: () => '' },
    handshake: {
      kind: 'answer',
      value: {
        protocolVersion: 1,
        client: { name: 'nobody', version: '0.0.0', language: 'none' },
        capabilities: {},
        clock: 'settable',
      },
    },
    async finish() {},
  };
}

clearReports(reports);
const { record, envelopes } = await runSuite(
  {
    sources: { paths: ['features/acquia/*.feature'], tags: '' },
    clientWords: [],
    strict: false,
    selfCheck: false,
    workers: 1,
  },
  {
    suite,
    catalogue: loadCatalogue(join(folder, 'features')),
    startRun,
    amend: cases => cases,
    progress: silentProgress,
    signal: new AbortController().signal,
  },
);
await writeReports(reports, record, envelopes);
process.exit(record.exitCode);
