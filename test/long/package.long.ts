import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';

/** The packed tarball, installed in an empty project, as a user has it. */

const run = promisify(execFile);
let project: string;

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'countersign-package-'));
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', project];
  const { stdout } = await run('npm', pack, { cwd: packageRoot() });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  await writeFile(join(project, 'package.json'), '{"private":true}');
  // A cucumber configuration of the user's own must have no say.
  await writeFile(join(project, 'cucumber.cjs'), "throw new Error('the user’s own configuration was read');");
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', join(project, filename)], {
    cwd: project,
  });
}, 180_000);
afterAll(() => rm(project, { recursive: true }));

describe('the installed package', () => {
  it('runs the suite against the bundled reference client', async () => {
    const { stdout } = await run('npx', ['--no-install', 'countersign', 'run', '--platform', 'acquia'], {
      cwd: project,
    });
    const record = JSON.parse(await readFile(join(project, 'reports', 'result.json'), 'utf8'));
    expect(record.exitCode).toBe(0);
    expect(record.summary.passed).toBe(record.cases.length);
    expect(stdout).toContain(`${record.cases.length} passed`);
  });

  it('runs a TypeScript client of the project through the adapter it exports', async () => {
    const source = `
      import { type ClientModule } from 'countersign/adapter';
      const client: ClientModule = {
        initialize: async () => ({
          protocolVersion: 1,
          client: { name: 'does nothing', version: '1.0.0', language: 'typescript' },
          capabilities: { acquia: [] },
        }),
      };
      export default client;`;
    await writeFile(join(project, 'client.ts'), source);
    const failed = await run('npx', ['--no-install', 'countersign', 'run', '--client', './client.ts'], {
      cwd: project,
    }).catch(e => e);
    // Nothing was declared, so nothing passed: a green would be a lie.
    expect(failed.code).toBe(3);
    expect(failed.stdout).toContain('not-declared');
  });
});
