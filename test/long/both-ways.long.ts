import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Envelope } from '@cucumber/messages';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { type RunRecord, runRecordSchema } from '../../src/record/record.ts';
import { loadCatalogue } from '../../src/requirements/catalogue.ts';
import { foldEnvelopes } from '../../src/runner/fold.ts';

/*
 * People who live in Cucumber run the same features by `npx cucumber-js`. Both ways must come to the same
 * verdicts, for a client that conforms and for one that does not.
 */

const run = promisify(execFile);
const cwd = packageRoot();
const cucumber = join(cwd, 'node_modules/@cucumber/cucumber/bin/cucumber.js');
/** Both draw the same order by it: the wrong client does not do the same wherever it is asked. */
const SEED = '7';
const wrongClient = { clientCommand: 'node clients/hostile/tells-secrets.mjs' };

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-both-ways-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Run Node and give back how it ended; a client that fails is no error here. */
async function node(args: readonly string[]): Promise<number> {
  try {
    await run(process.execPath, args, { cwd });
    return 0;
  } catch (error) {
    return (error as { code: number }).code;
  }
}

async function byCountersign(args: readonly string[]): Promise<{ record: RunRecord; code: number }> {
  const reports = join(folder, 'reports');
  const code = await node([
    'dist/src/cli/main.js',
    'run',
    '--platform',
    'acquia',
    '--self-check',
    '--seed',
    SEED,
    '--quiet',
    '--reports',
    reports,
    ...args,
  ]);
  const record = runRecordSchema.parse(JSON.parse(await readFile(join(reports, 'result.json'), 'utf8')));
  return { record, code };
}

async function byCucumber(
  args: readonly string[],
): Promise<{ verdicts: Record<string, string>; code: number }> {
  const file = join(folder, 'messages.ndjson');
  const order = ['--order', `random:${SEED}`];
  const code = await node([
    cucumber,
    '--profile',
    'acquia',
    '--format',
    `message:${file}`,
    ...order,
    ...args,
  ]);
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const cases = foldEnvelopes(
    lines.map(line => JSON.parse(line) as Envelope),
    loadCatalogue(join(cwd, 'features')),
  );
  return { verdicts: verdictsOf(cases), code };
}

function verdictsOf(cases: readonly { id: string; verdict: string }[]): Record<string, string> {
  return Object.fromEntries(cases.map(({ id, verdict }) => [id, verdict]));
}

describe('countersign run and cucumber-js', () => {
  it('agree on the reference client, case by case', async () => {
    const ours = await byCountersign([]);
    const theirs = await byCucumber([]);
    expect(ours.record.cases.length).toBeGreaterThan(100);
    expect(theirs.verdicts).toEqual(verdictsOf(ours.record.cases));
    expect([ours.code, theirs.code]).toEqual([0, 0]);
  });

  it('agree on a client that does not conform, case by case', async () => {
    const ours = await byCountersign(['--client-command', wrongClient.clientCommand]);
    const theirs = await byCucumber(['--world-parameters', JSON.stringify(wrongClient)]);
    expect(ours.record.summary.failed).toBeGreaterThan(0);
    expect(theirs.verdicts).toEqual(verdictsOf(ours.record.cases));
    expect([ours.code, theirs.code]).toEqual([1, 1]);
  });
});
