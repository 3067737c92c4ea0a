import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';

/*
 * A client that tells its credentials everywhere: none of them may stand in anything that Countersign
 * writes. The client keeps them in a file of its own, so that they can be looked for.
 */

const client = 'node clients/hostile/tells-secrets.mjs';
let folder: string;
let secrets: string[];
const written = new Map<string, string>();

function countersign(args: readonly string[]): Promise<string> {
  const env = { ...process.env, COUNTERSIGN_SECRETS_FILE: join(folder, 'secrets.ndjson') };
  return new Promise(resolve => {
    execFile(
      process.execPath,
      ['dist/src/cli/main.js', ...args],
      { cwd: packageRoot(), env, maxBuffer: 1 << 26 },
      (_error, out, err) => resolve(out + err),
    );
  });
}

/** The forms in which a secret can stand in a file. */
function forms(secret: string): string[] {
  const url = encodeURIComponent(secret);
  const base64 = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [
    secret,
    url,
    encodeURIComponent(url),
    base64,
    Buffer.from(secret).toString('base64url'),
    JSON.stringify(secret).slice(1, -1),
  ];
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-secrecy-'));
  const reports = join(folder, 'reports');
  written.set('terminal', await countersign(['run', '--reports', reports, '--client-command', client]));
  const record = JSON.parse(await readFile(join(reports, 'result.json'), 'utf8')) as {
    cases: { id: string; verdict: string }[];
  };
  const failed = record.cases.filter(c => c.verdict === 'failed').slice(0, 3);
  for (const { id } of failed)
    written.set(`explain ${id}`, await countersign(['explain', id, '--reports', reports]));
  for (const file of await readdir(reports)) written.set(file, await readFile(join(reports, file), 'utf8'));
  const kept = (await readFile(join(folder, 'secrets.ndjson'), 'utf8')).trim().split('\n');
  secrets = [...new Set(kept.map(line => JSON.parse(line) as string))];
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe('what is written of a client that tells its credentials', () => {
  it('is something: every sink was looked at, and the client had secrets to tell', () => {
    expect([...written.keys()]).toEqual(
      expect.arrayContaining(['terminal', 'result.json', 'junit.xml', 'cucumber.html', 'messages.ndjson']),
    );
    expect([...written.keys()].filter(name => name.startsWith('explain')).length).toBe(3);
    expect(secrets.length).toBeGreaterThan(60);
    expect(written.get('result.json')).toContain('••••');
  });

  it('holds none of them, in any form', () => {
    const leaks: string[] = [];
    for (const [sink, text] of written) {
      for (const secret of secrets)
        if (forms(secret).some(form => text.includes(form)))
          leaks.push(
            `${sink}: ${secret.slice(0, 4)}…, ${secret.length} characters, form ${forms(secret).findIndex(form => text.includes(form))}`,
          );
    }
    expect(leaks).toEqual([]);
  });
});
