import { join } from 'node:path';
import type { Pickle } from '@cucumber/messages';
import { beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.ts';
import { caseIdOf } from '../src/requirements/case-id.ts';
import { loadCatalogue } from '../src/requirements/catalogue.ts';
import { readScenarios } from '../src/runner/cucumber.ts';
import { locateSuite } from '../src/runner/suite.ts';

/** How many statements the fact sheet of each platform numbers. */
const STATEMENTS = {
  acquia: ['ACQ', 25],
  platformsh: ['PSH', 34],
  'cloud-api': ['CAP', 34],
  'api-token-realm': ['ATR', 25],
  'clever-cloud': ['CLV', 30],
} as const;

const catalogue = loadCatalogue(join(packageRoot(), 'features'));

interface Tagged {
  readonly id: string;
  readonly platform: string;
  readonly requirements: readonly string[];
  readonly tags: readonly string[];
}

function tagged(pickle: Pickle): Tagged {
  const tags = pickle.tags.map(({ name }) => name.slice(1));
  return {
    id: caseIdOf(pickle.uri, pickle.name),
    platform: tags.find(tag => tag in STATEMENTS) ?? '',
    requirements: tags.filter(tag => /^[A-Z]{3}-\d\d$/.test(tag)),
    tags,
  };
}

let scenarios: Tagged[];

beforeAll(async () => {
  const suite = locateSuite();
  const envelopes = await readScenarios(suite, { paths: [`${suite.features}/**/*.feature`], tags: '' });
  scenarios = envelopes.flatMap(({ pickle }) => (pickle === undefined ? [] : [tagged(pickle)]));
});

describe('the requirement rows', () => {
  for (const [platform, [prefix, count]] of Object.entries(STATEMENTS)) {
    it(`${platform}: every statement has its row, in order, none twice`, () => {
      const ids = catalogue.rows.map(row => row.id).filter(id => id.startsWith(prefix));
      expect(ids).toEqual(
        Array.from({ length: count }, (_, i) => `${prefix}-${String(i + 1).padStart(2, '0')}`),
      );
    });
  }

  it('name exactly the scenarios that carry their tag', () => {
    const byTag = new Map<string, string[]>();
    for (const { id, requirements } of scenarios)
      for (const r of requirements) byTag.set(r, [...(byTag.get(r) ?? []), id]);
    for (const row of catalogue.rows) {
      expect((row.scenarios ?? []).map(s => s.case).sort(), row.id).toEqual((byTag.get(row.id) ?? []).sort());
    }
    const known = new Set(catalogue.rows.map(row => row.id));
    expect([...byTag.keys()].filter(id => !known.has(id))).toEqual([]);
  });

  it('give every scenario one requirement, one platform and an id of its own', () => {
    expect(scenarios.filter(s => s.requirements.length !== 1 || s.platform === '').map(s => s.id)).toEqual(
      [],
    );
    expect(new Set(scenarios.map(s => s.id)).size).toBe(scenarios.length);
  });

  it('tag nothing but platform, requirement and capability', () => {
    const other = scenarios.flatMap(s =>
      s.tags.filter(tag => tag !== s.platform && !s.requirements.includes(tag) && !tag.startsWith('cap:')),
    );
    expect(other).toEqual([]);
  });
});
