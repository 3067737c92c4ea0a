import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';
import { type RunRecord, runRecordSchema } from '../src/record/record.ts';

/*
 * A perfect adapter in front of no client at all, one that always says yes and one that always says no: what
 * it claims crosses no wire, so it must pass nothing, not even the cases in which nothing may happen.
 */

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-liars-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function recordOf(program: string): Promise<RunRecord> {
  const reports = join(folder, program);
  const client = ['--client-command', `node clients/hostile/${program}`];
  const args = ['dist/src/cli/main.js', 'run', '--quiet', '--reports', reports, ...client];
  await new Promise(resolve => execFile(process.execPath, args, { cwd: packageRoot() }, resolve));
  return runRecordSchema.parse(JSON.parse(await readFile(join(reports, 'result.json'), 'utf8')));
}

describe('a client that asks the platform nothing', () => {
  for (const program of ['says-yes.mjs', 'says-no.mjs']) {
    it(`passes no case: ${program}`, async () => {
      const { cases, exitCode } = await recordOf(program);
      expect(cases.length).toBeGreaterThan(60);
      expect(
        cases.filter(({ verdict }) => !['failed', 'warning'].includes(verdict)).map(({ id }) => id),
      ).toEqual([]);
      expect(exitCode).toBe(1);
    });
  }
});
