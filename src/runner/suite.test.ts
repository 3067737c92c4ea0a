import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { demoSuite } from './fixtures/suite.ts';
import { digestOf, locateSuite } from './suite.ts';

const root = mkdtempSync(join(tmpdir(), 'countersign-suite-'));
afterAll(() => rmSync(root, { recursive: true }));

test('the suite finds its own features and steps, wherever it is started', () => {
  const suite = locateSuite();
  expect(suite).toMatchObject({ name: 'countersign', steps: 'src/steps/index.ts' });
  expect(suite.platforms).toContain('acquia');
  expect(existsSync(join(suite.root, suite.steps))).toBe(true);
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
