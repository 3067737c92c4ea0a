import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import type { RunRecord } from '../../record/record.ts';
import { sampleCase, sampleRecord } from '../../reporters/fixtures/record.ts';
import { digestOf, locateSuite } from '../../runner/suite.ts';
import { runProgram } from '../program.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-baseline-'));
afterAll(() => rmSync(folder, { recursive: true }));
const known = join(folder, 'known.yaml');

/** `countersign baseline …` on the reports of this folder. */
async function baseline(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const stream = (to: 'out' | 'err') => {
    const write = (text: string) => {
      written[to] += text;
    };
    return { write } as unknown as NodeJS.WriteStream;
  };
  const io = {
    stdout: stream('out'),
    stderr: stream('err'),
    env: {},
    interrupted: () => AbortSignal.abort(),
  };
  const code = await runProgram(['baseline', ...args, '--reports', folder], io);
  return { code, ...written };
}

const ONE = 'acquia/token-expiry/renews-before-expiry';
const TWO = 'acquia/obtaining-a-token/asks-for-the-client-credentials-grant';
const { name, version } = locateSuite();
const suite = { name, version, digest: digestOf(locateSuite()) };

function lastRun(first: 'failed' | 'passed', rest: Partial<RunRecord> = {}): void {
  const cases = [sampleCase(ONE, first), sampleCase(TWO, 'failed'), sampleCase('p/f/x', 'could-not-run')];
  writeFileSync(join(folder, 'result.json'), JSON.stringify(sampleRecord(cases, { suite, ...rest })));
}

beforeEach(() => {
  lastRun('failed');
  rmSync(known, { force: true });
});

test('what failed is written, never over a file that is there, and pruned when it passes', async () => {
  expect(await baseline('write', known, '--reason', 'later', '--client-range')).toEqual({
    code: 0,
    out: `Wrote ${known} by the run of curl 7.88.1: 2 rows, one a case that failed. 1 could not be judged, and no row excuses that.\n`,
    err: '',
  });
  const before = readFileSync(known, 'utf8');
  expect(before).toContain(`- case: ${ONE}`);
  expect(before).toContain('client: 7.88.1');
  expect(await baseline('write', known, '--reason', 'now')).toMatchObject({
    code: 2,
    err: expect.stringMatching(/does not overwrite .*add --force/),
  });
  expect(readFileSync(known, 'utf8')).toBe(before);

  expect(await baseline('prune', known)).toMatchObject({
    code: 0,
    out: `By the run of curl 7.88.1, removed nothing from ${known}; 2 rows left.\n`,
  });
  lastRun('passed');
  const { code, out } = await baseline('prune', known);
  expect({ code, out }).toEqual({
    code: 0,
    out: `By the run of curl 7.88.1, removed 1 row from ${known}; 1 row left.\n  ${known}:4 ${ONE}: it passes\n`,
  });
  expect(readFileSync(known, 'utf8')).not.toContain(ONE);
  expect(await baseline('write', known, '--reason', 'now', '--force')).toMatchObject({ code: 0 });
});

const reason = ['--reason', 'r'];
test.each<[string[], Partial<RunRecord>, RegExp]>([
  [['write', known], {}, /required option '--reason <text>' not specified/],
  [
    ['write', known, ...reason, '--client-range', 'newest'],
    {},
    /--client-range \[range\].*range of versions/,
  ],
  [['write', join(folder, 'none', 'k.yaml'), ...reason], {}, /takes a file that can be written: ENOENT/],
  [['write', known, ...reason], { complete: false }, /was cut off\. Finish it with countersign run --resume/],
  [['write', known, ...reason], { suite: { ...suite, digest: 'sha256:0' } }, /of this version of the suite/],
  [['prune', known], {}, /argument 'file'\. It takes a file, and there is none/],
  [['prune', join(folder, 'result.json')], { complete: false }, /was cut off/],
  [['prune', join(folder, 'result.json')], {}, /result\.json:1: expected must be a list/],
])('%j of %j is refused in one line, with 2', async (args, rest, message) => {
  lastRun('failed', rest);
  const { code, out, err } = await baseline(...args);
  expect(err).toMatch(message);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect({ code, out }).toEqual({ code: 2, out: '' });
});

test.each(['write', 'prune'])('%s --help has examples', async command => {
  const { code, out } = await baseline(command, '--help');
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`Examples:\\n {2}countersign baseline ${command} known.yaml`));
});
