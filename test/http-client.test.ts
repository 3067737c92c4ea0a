import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import createReferenceClient from '../clients/reference/index.ts';
import { serveHttp } from '../src/client/serve-http.ts';
import { packageRoot } from '../src/package-root.ts';
import type { ClientModule } from '../src/protocol/index.ts';
import { type RunRecord, runRecordSchema } from '../src/record/record.ts';

/*
 * `--client-url`: a client that somebody else has started. The same client passes as it does in the harness's process;
 * one that stops answering fails, and the run ends.
 */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-http-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function recordOf(
  make: (stop: () => Promise<void>) => ClientModule,
  options: readonly string[] = [],
): Promise<{ record: RunRecord; shown: string }> {
  let end = async () => {};
  const { url, stop } = await serveHttp(make(() => end()));
  end = stop;
  onTestFinished(() => stop());
  const quietly = ['--client-url', url, '--platform', 'acquia', '--quiet', '--reports', folder];
  const args = ['dist/src/cli/main.js', 'run', ...quietly, ...options];
  const shown = await new Promise<string>(resolve =>
    execFile(process.execPath, args, { cwd: packageRoot() }, (_error, stdout) => resolve(stdout)),
  );
  return {
    record: runRecordSchema.parse(JSON.parse(await readFile(join(folder, 'result.json'), 'utf8'))),
    shown,
  };
}

test('the reference client passes, run after run', async () => {
  const client = createReferenceClient();
  for (const cases of [[], ['--case', 'acquia/token-expiry/renews-before-expiry']]) {
    const { record } = await recordOf(() => client, cases);
    expect(record).toMatchObject({ exitCode: 0, client: { via: 'http' } });
    expect(new Set(record.cases.map(({ verdict }) => verdict))).toEqual(new Set(['passed']));
    expect(record.cases.length).toBeGreaterThan(cases.length === 0 ? 60 : 0);
  }
});

test('a client that goes away fails, and after three failures it is asked no more', async () => {
  const reference = createReferenceClient();
  let answers = 20;
  const { record, shown } = await recordOf(stop => ({
    ...reference,
    async 'session/request'(params) {
      if (answers-- === 0) await stop();
      return reference['session/request']!(params);
    },
  }));
  const { passed, failed, 'could-not-run': notRun } = record.summary;
  expect(record.exitCode).toBe(1);
  expect(passed).toBeGreaterThan(0);
  // Fewer than three where one case had several calls open.
  expect([1, 2, 3]).toContain(failed);
  expect(notRun).toBe(record.cases.length - passed - failed);
  expect(shown).toMatch(/3 failures in a row, the last: the client could not be reached at http:/);
});
