import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';
import { loadCatalogue } from '../src/requirements/catalogue.ts';
import { casesOf, loadSet, SETS_FOLDER, setNames } from '../src/requirements/sets.ts';
import { scenariosOf, wholeFeatures } from '../src/runner/select.ts';
import { locateSuite } from '../src/runner/suite.ts';

/* The frozen sets and the suite as it stands. */

const folder = join(packageRoot(), SETS_FOLDER);
const names = setNames(folder);
let known: Set<string>;

beforeAll(async () => {
  const suite = locateSuite();
  const scenarios = await scenariosOf(suite, { paths: wholeFeatures(suite, suite.platforms), tags: '' });
  const { rows } = loadCatalogue(join(suite.root, suite.features));
  known = new Set([...scenarios.map(({ id }) => id), ...rows.map(({ id }) => id)]);
});

describe('the frozen sets', () => {
  it('are there', () => expect(names).toContain('2026.1'));

  for (const name of names) {
    it(`${name}: the suite has every id of it, or the set says why not`, () => {
      const set = loadSet(folder, name);
      const ids = [...set.requirements.map(({ id }) => id), ...casesOf(set)];
      const gone = ids.filter(id => !known.has(id));
      expect(new Set(ids).size).toBe(ids.length);
      expect(gone.toSorted()).toEqual(Object.keys(set.retired ?? {}).toSorted());
    });
  }
});

describe('npm run freeze', () => {
  const target = mkdtempSync(join(tmpdir(), 'countersign-freeze-'));
  afterAll(() => rmSync(target, { recursive: true }));
  const freeze = (...args: string[]) => {
    const script = join(packageRoot(), 'scripts/freeze.ts');
    const tsx = ['--import', import.meta.resolve('tsx'), script];
    return spawnSync(process.execPath, [...tsx, '--folder', target, ...args], { encoding: 'utf8' });
  };

  it('writes a set of all that the suite asks, and never over another', () => {
    expect(freeze('2030.1')).toMatchObject({ status: 0, stderr: '' });
    const before = readFileSync(join(target, '2030.1.yaml'), 'utf8');
    expect(casesOf(loadSet(target, '2030.1')).size).toBeGreaterThan(100);
    expect(freeze('2030.1')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is there already'),
    });
    expect(readFileSync(join(target, '2030.1.yaml'), 'utf8')).toBe(before);
    expect(freeze('2030.1', '--force').status).toBe(0);
    expect(freeze('spring')).toMatchObject({ status: 2, stderr: expect.stringContaining('Usage: ') });
  });
});
