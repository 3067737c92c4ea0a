import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { packageRoot } from '../src/package-root.ts';

const run = promisify(execFile);
const cwd = packageRoot();
const EXAMPLE = 'docs/examples/msw.test.mjs';

test('the example of docs/msw.md does what it says, and is the one that stands there', async () => {
  const { stdout } = await run(process.execPath, ['--test', '--test-reporter=tap', EXAMPLE], { cwd });
  const tests = (await readFile(join(cwd, EXAMPLE), 'utf8')).match(/^test\(/gm)!;
  expect(stdout).toContain(`# pass ${tests.length}\n# fail 0`);
  const guide = await readFile(join(cwd, 'docs/msw.md'), 'utf8');
  expect(guide).toContain(await readFile(join(cwd, EXAMPLE), 'utf8'));
});
