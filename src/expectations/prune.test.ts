import { expect, test } from 'vitest';
import { sampleCase, sampleRecord } from '../reporters/fixtures/record.ts';
import { Catalogue } from '../requirements/catalogue.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { pruneExpectations } from './prune.ts';

const row = { level: 'must', subject: 'client', quote: 'q', asks: 'a', source: 's' } as const;
const scenario = (name: string) => ({ case: `p/f/${name}`, level: undefined });
const catalogue = new Catalogue([
  { ...row, id: 'ACQ-06', scenarios: [scenario('one'), scenario('two')] },
  { ...row, id: 'ACQ-07', scenarios: [scenario('three')] },
]);

/** The run of these verdicts by case, each of requirement ACQ-06. */
const run = (verdicts: Record<string, Verdict>) =>
  sampleRecord(
    Object.entries(verdicts).map(([name, v]) => sampleCase(`p/f/${name}`, v, { requirement: 'ACQ-06' })),
  );
const prune = (source: string, verdicts: Record<string, Verdict>) =>
  pruneExpectations(source, 'k.yaml', run(verdicts), catalogue);

test('rows that pass or match nothing go with their comments; all else stays as it was written', () => {
  const source = `# What curl cannot do

expected:   # so far
  # It renews late.
  - case: p/f/one
    reason: >-
      a reason over
      two lines
  # A group of its own

  # It asks twice.
  - { case: p/f/two,   reason: 'quoted' }   # mine
  - case: p/f/renamed
    # within
    reason: gone
    kind: bug
  - requirement: "ACQ-07"
    reason: >-
      folded
      as it was

# The end
`;
  const { text, removed, kept } = prune(source, { one: 'passed', two: 'failed', three: 'not-declared' });
  expect(text).toBe(`# What curl cannot do

expected:   # so far
  # A group of its own

  # It asks twice.
  - { case: p/f/two,   reason: 'quoted' }   # mine
  - requirement: "ACQ-07"
    reason: >-
      folded
      as it was

# The end
`);
  expect(removed.map(({ row: { at }, why }) => [at, why])).toEqual([
    ['k.yaml:5', 'it passes'],
    ['k.yaml:13', 'it matches nothing in this suite'],
  ]);
  expect(kept).toBe(2);
});

test.each<[Verdict, boolean]>([
  ['passed', true],
  ['unexpected-pass', true],
  ['failed', false],
  ['warning', false],
  ['expected-failure', false],
  ['could-not-run', false],
  ['harness-error', false],
  ['not-declared', false],
  ['not-applicable', false],
])('a row whose case is %s goes: %j', (verdict, goes) => {
  const source = 'expected:\n  - { case: p/f/one, reason: r }\n';
  const { text, removed } = prune(source, { one: verdict });
  expect(removed).toHaveLength(goes ? 1 : 0);
  expect(text).toBe(goes ? 'expected: []\n' : source);
});

test('the row of a requirement goes when no case fails for it, whichever it is of', () => {
  const source = 'expected: [{ requirement: ACQ-06, reason: r }]\n';
  expect(prune(source, { one: 'passed', two: 'not-declared' }).removed).toHaveLength(1);
  expect(prune(source, { one: 'passed', two: 'expected-failure' }).removed).toEqual([]);
  expect(prune(source, { one: 'passed', two: 'passed', three: 'failed' }).removed).toEqual([]);
});

test('a row for other versions of the client is left alone', () => {
  const source = 'expected: [{ case: p/f/one, reason: r, client: ">=8" }]\n';
  expect(prune(source, { one: 'passed' })).toMatchObject({ removed: [], text: source, kept: 1 });
});

test('what others share with a row that goes is theirs from then on', () => {
  const source = `expected:
  - case: p/f/one
    reason: &shared >-
      it has
      no margin
  # still so
  - case: p/f/two
    reason: *shared
  - case: p/f/three
    reason: *shared
`;
  const { text } = prune(source, { one: 'passed', two: 'failed', three: 'failed' });
  expect(text).toBe(`expected:
  # still so
  - case: p/f/two
    reason: &shared >-
      it has no margin
  - case: p/f/three
    reason: *shared
`);
});

test('rows that a run has not run are refused by line', () => {
  const source = 'expected:\n  - { case: p/f/one, reason: r }\n  - { requirement: ACQ-06, reason: r }\n';
  expect(() => prune(source, { one: 'passed' })).toThrow(/cannot judge k\.yaml:3: .* p\/f\/two/);
});
