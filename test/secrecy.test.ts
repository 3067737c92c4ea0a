import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';
import type { RunRecord } from '../src/record/record.ts';
import { Forms, formsOf, SHORTEST } from './canaries.ts';

/*
 * A client that tells its credentials everywhere: none of them may stand in anything that Countersign
 * writes. The client keeps them in a file of its own, so that they can be looked for.
 */

const client = 'node clients/hostile/tells-secrets.mjs';
let folder: string;
/** Every kind of credential that the client told, with a value. */
const kinds = new Map<string, string>();
const secrets = new Set<string>();
const written = new Map<string, string>();

/** A run of the command with a file of its own for what the client tells. */
async function countersign(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const file = join(folder, `${env.COUNTERSIGN_TELLS ?? 'all'}.ndjson`);
  return new Promise(resolve => {
    execFile(
      process.execPath,
      ['dist/src/cli/main.js', ...args],
      {
        cwd: packageRoot(),
        env: { ...process.env, ...env, COUNTERSIGN_SECRETS_FILE: file },
        maxBuffer: 1 << 26,
      },
      (_error, out, err) => resolve(out + err),
    );
  });
}

/** Requirements whose cases hand out every kind of credential. */
const requirements =
  'ACQ-18 ACQ-24 PSH-09 PSH-17 PSH-25 CAP-10 CAP-15 CAP-19 ATR-13 CLV-11 CLV-15 CLV-21'.split(' ');

/** Cases of every platform, and what `explain` says of one case in each way that it can end. */
async function tellsAll(): Promise<void> {
  const reports = join(folder, 'reports');
  const chosenBy = requirements.flatMap(id => ['--requirement', id]);
  const run = ['run', ...chosenBy, '--seed', 'canaries', '--client-command', client, '--reports', reports];
  written.set('terminal', await countersign(run));
  for (const file of await readdir(reports)) written.set(file, await readFile(join(reports, file), 'utf8'));
  const record = JSON.parse(written.get('result.json')!) as RunRecord;
  const endings = [/^The adapter reports a fault/, /^The client wrote what the protocol/, /caller/];
  const chosen = endings.map(reason => record.cases.find(one => reason.test(one.reason ?? ''))!.id);
  const told = await Promise.all(chosen.map(id => countersign(['explain', id, '--reports', reports])));
  for (const [i, id] of chosen.entries()) written.set(`explain ${id}`, told[i]!);
}

/** A client that writes nothing but lines that are no message, until it is not asked any more. */
async function tellsLines(): Promise<void> {
  const reports = join(folder, 'lines');
  const run = ['run', '--requirement', 'ATR-05', '--client-command', client, '--reports', reports];
  written.set('terminal, broken adapter', await countersign(run, { COUNTERSIGN_TELLS: 'lines' }));
  written.set('result.json, broken adapter', await readFile(join(reports, 'result.json'), 'utf8'));
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'countersign-secrecy-'));
  await Promise.all([tellsAll(), tellsLines()]);
  for (const name of ['all', 'lines']) {
    const kept = (await readFile(join(folder, `${name}.ndjson`), 'utf8')).trim().split('\n');
    for (const line of kept) {
      const { kind, secret } = JSON.parse(line) as { kind: string; secret: string };
      kinds.set(kind, secret);
      secrets.add(secret);
    }
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

describe('what is written of a client that tells its credentials', () => {
  it('is something: every sink was looked at', () => {
    const names = [...written.keys()];
    expect(names).toEqual(
      expect.arrayContaining(['terminal', 'result.json', 'junit.xml', 'cucumber.html', 'messages.ndjson']),
    );
    expect(names.filter(name => name.startsWith('explain'))).toHaveLength(3);
    for (const text of written.values()) expect(text).toContain('••••');
    expect(written.get('result.json')).toContain('too late: ');
    expect(written.get('terminal, broken adapter')).toContain('the 3rd such message in a row');
    expect(written.get('terminal')).toMatch(/answered with an error: .*, asked to shut down/);
  });

  it.each([
    'acquia client-credentials apiSecret',
    'acquia client-credentials accessToken',
    'acquia http-hmac apiSecret',
    'platformsh api-token apiToken',
    'platformsh api-token accessToken',
    'platformsh api-token sensitive',
    'platformsh api-token PLATFORMSH_CLI_TOKEN',
    'cloud-api api-key apiKey',
    'cloud-api authorization-code clientSecret',
    'cloud-api authorization-code authorizationCode',
    'cloud-api authorization-code accessToken',
    'cloud-api authorization-code refreshToken',
    'api-token-realm header apiToken',
    'api-token-realm query apiToken',
    'clever-cloud oauth1 consumerSecret',
    'clever-cloud oauth1 tokenSecret',
    'clever-cloud oauth1 requestTokenSecret',
    'clever-cloud oauth1 verifier',
    'clever-cloud oauth1 consumerSecret+tokenSecret 0',
    'clever-cloud oauth1 password',
    'clever-cloud api-token apiToken',
  ])('had something to tell: %s', kind => {
    expect(kinds.get(kind)?.length).toBeGreaterThanOrEqual(SHORTEST);
  });

  it('holds none of them, in any form', () => {
    const forms = new Forms(secrets);
    const leaks = [...written].flatMap(([sink, text]) => forms.in(text).map(leak => `${sink}: ${leak}`));
    expect(leaks).toEqual([]);
  });

  it('would be found to hold them', () => {
    const forms = new Forms(secrets);
    const missed = [...secrets].flatMap(secret =>
      Object.values(formsOf(secret)).filter(
        form => form.length >= SHORTEST && forms.in(`"${form}"`).length === 0,
      ),
    );
    expect(missed).toEqual([]);
  });
});
