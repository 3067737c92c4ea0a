import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { demoSuite } from './fixtures/suite.ts';
import { digestOf, locateSuite, withStepsFor } from './suite.ts';

const root = mkdtempSync(join(tmpdir(), 'countersign-suite-'));
afterAll(() => rmSync(root, { recursive: true }));

test('the suite finds its own features and steps, wherever it is started', () => {
  const suite = locateSuite();
  expect(suite).toMatchObject({ name: 'countersign', steps: 'src/steps/index.ts' });
  expect(suite.platforms).toContain('acquia');
  expect(existsSync(join(suite.root, suite.steps))).toBe(true);
});

test('cases of one platform take its steps alone, cases of several take all', () => {
  const suite = locateSuite();
  const stepsFor = (...paths: string[]) => withStepsFor(suite, paths).steps;
  for (const platform of suite.platforms) {
    const own = stepsFor(`features/${platform}/*.feature`, `features/${platform}/one.feature:3:9`);
    expect(own).toBe(`src/steps/${platform}/index.ts`);
    expect(existsSync(join(suite.root, own))).toBe(true);
  }
  expect(stepsFor('features/acquia/*.feature', 'features/clever-cloud/*.feature')).toBe(suite.steps);
});

test('the digest is that of features, requirements and version, and of nothing else', () => {
  cpSync(join(demoSuite.root, 'features'), join(root, 'features'), { recursive: true });
  const copy = { ...demoSuite, root };
  const digest = digestOf(demoSuite);
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  writeFileSync(join(root, 'features/demo/notes.txt'), 'not part of it');
  expect(digestOf(copy)).toBe(digest);
  expect(digestOf({ ...copy, version: '1.2.4' })).not.toBe(digest);
  writeFileSync(join(root, 'features/demo/other.feature'), 'Feature: changed\n');
  expect(digestOf(copy)).not.toBe(digest);
});
