import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { type RunRecord, runRecordSchema } from '../../src/record/record.ts';

/* Waits that a platform asks for, judged on an SDK that waits by the system's clock and timers. */

const CLIENT = 'test/fixtures/waits/client.mjs';
const MODULE = ['--client', CLIENT];
const PROGRAM = ['--client-command', `node ${CLIENT}`];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-waits-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The cases on waiting as told (CAP-31), and what the terminal said. */
async function waits(
  client: readonly string[],
  patience: number,
): Promise<{ record: RunRecord; terminal: string }> {
  const args = ['dist/src/cli/main.js', 'run', '--reports', folder, '--requirement', 'CAP-31', ...client];
  const env = { ...process.env, SDK_PATIENCE: String(patience) };
  const terminal = await new Promise<string>(resolve =>
    execFile(process.execPath, args, { cwd: packageRoot(), env }, (_error, out, err) => resolve(out + err)),
  );
  const text = await readFile(join(folder, 'result.json'), 'utf8');
  return { record: runRecordSchema.parse(JSON.parse(text)), terminal };
}

function verdictsOf({ cases }: RunRecord): string[] {
  return cases.map(({ verdict }) => verdict);
}

describe('an SDK that waits as it is told', () => {
  it('passes as a module, whose time the harness moves: nobody waits', async () => {
    const { record, terminal } = await waits(MODULE, 1);
    expect(verdictsOf(record)).toEqual(['passed', 'passed', 'passed']);
    expect(record.cases.map(({ waitedMs }) => waitedMs)).toEqual([undefined, undefined, undefined]);
    expect(terminal).not.toContain('Waited');
  });

  it('passes as a program, whose time nobody can move, and the run says how long it waited', async () => {
    const { record, terminal } = await waits(PROGRAM, 1);
    expect(verdictsOf(record)).toEqual(['passed', 'passed', 'passed']);
    expect(record.cases.filter(({ waitedMs = 0 }) => waitedMs > 0).length).toBe(3);
    expect(terminal).toMatch(/^Waited \d+\.\d s for clients whose time cannot be moved\.$/m);
  });

  it('may wait for longer', async () => {
    const { record } = await waits(MODULE, 3);
    expect(verdictsOf(record)).toEqual(['passed', 'passed', 'passed']);
  });
});

describe('an SDK that waits for half as long', () => {
  it.each([
    ['a module', MODULE],
    ['a program', PROGRAM],
  ])('is found out as %s', async (_, client) => {
    const { record } = await waits(client, 0.5);
    expect(verdictsOf(record)).toEqual(['failed', 'failed', 'failed']);
    for (const { reason } of record.cases) expect(reason).toContain('did not wait as it was told');
  });
});
