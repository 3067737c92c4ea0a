import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';
import { type RunRecord, runRecordSchema } from '../../src/record/record.ts';

/*
 * Whether clients are told of addresses of this machine or of the platforms' own hosts: the verdicts are the same,
 * and what a client sends elsewhere arrives nowhere.
 */

const run = promisify(execFile);
const cwd = packageRoot();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-hosts-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function countersign(args: readonly string[], env = {}): Promise<RunRecord> {
  const reports = await mkdtemp(join(folder, 'reports-'));
  const words = ['dist/src/cli/main.js', 'run', '--quiet', '--reports', reports, ...args];
  await run(process.execPath, words, { cwd, env: { ...process.env, ...env } }).catch(() => {});
  return runRecordSchema.parse(JSON.parse(await readFile(join(reports, 'result.json'), 'utf8')));
}

const verdicts = ({ cases }: RunRecord) => cases.map(({ id, verdict }) => [id, verdict]);
const hosts = ({ cases }: RunRecord) =>
  new Set(cases.flatMap(one => one.exchanges.map(({ request }) => new URL(request.url).hostname)));

describe('countersign run --hosts', () => {
  it('comes to the same verdicts on the reference client at loopback and in production', async () => {
    // An eighth of all cases, of every platform; test/msw3 runs them all in production.
    const some = ['--shard', '1/8'];
    const both = [countersign(some), countersign([...some, '--hosts', 'production'])];
    const [loopback, production] = (await Promise.all(both)) as [RunRecord, RunRecord];
    expect(new Set(production.cases.map(({ platform }) => platform)).size).toBe(5);
    expect(verdicts(production)).toEqual(verdicts(loopback));
    expect([loopback.exitCode, production.exitCode]).toEqual([0, 0]);
    expect(hosts(loopback)).toEqual(new Set(['127.0.0.1', 'localhost']));
    expect(hosts(production)).toContain('accounts.acquia.com');
    expect(hosts(production)).not.toContain('127.0.0.1');
  });

  it('judges a module that has the system clock, and calls by fetch, on early renewal', async () => {
    const client = ['--client', 'test/fixtures/time/client.mjs', '--hosts', 'production'];
    const { cases } = await countersign([...client, '--requirement', 'ACQ-07'], { SDK_MARGIN_MS: '10000' });
    const declared = cases.filter(({ verdict }) => verdict !== 'not-declared');
    expect(declared.length).toBeGreaterThan(2);
    expect(declared.filter(({ verdict }) => verdict !== 'passed')).toEqual([]);
  });

  it.each([
    ['fetch', 'GET https://telemetry.elsewhere.test/called'],
    ['http2', 'CONNECT telemetry.elsewhere.test:443'],
  ])('fails a module that also calls somebody else by %s, and lets nothing out', async (by, stray) => {
    const client = ['--client', 'test/fixtures/phones-home.mjs', '--hosts', 'production'];
    const { cases } = await countersign([...client, '--case', 'acquia/token-expiry/renews-before-expiry'], {
      PHONE: by,
    });
    expect(cases).toMatchObject([{ verdict: 'failed' }]);
    expect(cases[0]!.reason).toContain(`outside the platform's: ${stray}`);
    expect(cases[0]!.exchanges[0]!.request).toMatchObject({
      url: 'https://accounts.acquia.com/api/auth/oauth/token',
      headersParsed: true,
    });
  });
});
