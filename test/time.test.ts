import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';
import { runRecordSchema } from '../src/record/record.ts';

/* An SDK that takes its time from the system clock, judged on expiry without waiting for it. */

const CLIENT = 'test/fixtures/time/client.mjs';
const RENEWS = 'acquia/token-expiry/renews-before-expiry';
const LET_GO = 'acquia/token-expiry/a-token-that-was-refused-is-let-go';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-time-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Verdict and reason of every case on expiry. */
async function expiryOf(client: readonly string[], marginMs: number) {
  const args = [
    'dist/src/cli/main.js',
    'run',
    '--quiet',
    '--reports',
    folder,
    '--requirement',
    'ACQ-06',
    '--requirement',
    'ACQ-07',
  ];
  const env = { ...process.env, SDK_MARGIN_MS: String(marginMs) };
  await new Promise(resolve =>
    execFile(process.execPath, [...args, ...client], { cwd: packageRoot(), env }, resolve),
  );
  const { cases } = runRecordSchema.parse(JSON.parse(await readFile(join(folder, 'result.json'), 'utf8')));
  return new Map(cases.map(({ id, verdict, reason }) => [id, { verdict, reason }]));
}

describe('a client with the system clock', () => {
  it('is judged on early renewal as a module: the harness moves its time', async () => {
    const cases = await expiryOf(['--client', CLIENT], 10_000);
    const declared = [...cases].filter(([, { verdict }]) => verdict !== 'not-declared');
    expect(declared.length).toBeGreaterThan(7);
    expect(declared.filter(([, { verdict }]) => verdict !== 'passed')).toEqual([]);
  });

  it('is found out as a module when it has no margin, or none of its own clock', async () => {
    const cases = await expiryOf(['--client', CLIENT], 0);
    expect(cases.get(RENEWS)?.verdict).toBe('warning');
    const late = await expiryOf(['--client', CLIENT], -60_000);
    expect(
      late.get('acquia/token-expiry/no-dead-token-crosses-the-wire-after-a-jump-past-expiry')?.verdict,
    ).toBe('failed');
  });

  it('is not judged on what it cannot be shown as a program, and the reason is told', async () => {
    const cases = await expiryOf(['--client-command', `node ${CLIENT}`], 10_000);
    expect(cases.get(RENEWS)).toEqual({
      verdict: 'not-applicable',
      reason: expect.stringContaining('system clock'),
    });
    expect(cases.get(LET_GO)?.verdict).toBe('passed');
  });
});
