import { expect, test } from 'vitest';
import type { CaseRecord, FindingRecord } from '../record/record.ts';
import { withFindings } from '../record/with-findings.ts';
import { Catalogue } from '../requirements/catalogue.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { applyExpectations } from './apply.ts';
import type { Expectation } from './format.ts';

const scenario = (id: string) => ({ case: id, level: undefined });
const catalogue = new Catalogue([
  {
    id: 'ACQ-06',
    level: 'must',
    subject: 'client',
    quote: 'q',
    asks: 'a',
    source: 's',
    scenarios: [scenario('p/f/one'), scenario('p/f/two')],
  },
]);
const context = { clientVersion: '1.4.0', today: '2026-06-15', catalogue };

/** A case with findings, `requirement verdict` each. */
function caseOf(id: string, ...findings: [string, Verdict][]): CaseRecord {
  const blank = {
    requirements: findings.map(([requirement]) => requirement),
    exchanges: [],
    calls: [],
    strays: [],
    evidence: '',
  };
  const place = { id, platform: 'p', feature: 'f', scenario: 's', source: 'x:1', durationMs: 1, steps: [] };
  const rows = findings.map(
    ([requirement, verdict]): FindingRecord => ({
      requirement,
      verdict,
      why: `it ${verdict}`,
      exchanges: [],
    }),
  );
  return withFindings({ ...blank, ...place, findings: [], verdict: 'passed' }, rows);
}

const row = (rest: Partial<Expectation>): Expectation => ({ reason: 'known', at: 'k.yaml:3', ...rest });
const verdicts = (cases: CaseRecord[], ...rows: Expectation[]) =>
  applyExpectations(cases, rows, context).map(({ verdict }) => verdict);

test('a failure under a row is expected, and says by which row', () => {
  const rows = [row({ case: 'p/f/one', kind: 'bug', issue: 'https://x.example/1' })];
  const [one] = applyExpectations(
    [caseOf('p/f/one', ['ACQ-06', 'failed'], ['ACQ-07', 'failed'])],
    rows,
    context,
  );
  expect(one).toMatchObject({
    verdict: 'expected-failure',
    reason: 'it failed Expected (k.yaml:3): bug: known https://x.example/1',
  });
});

test.each<[Verdict, Verdict]>([
  ['failed', 'expected-failure'],
  ['warning', 'expected-failure'],
  ['passed', 'unexpected-pass'],
  ['could-not-run', 'could-not-run'],
  ['harness-error', 'harness-error'],
  ['not-declared', 'not-declared'],
  ['not-applicable', 'not-applicable'],
])('against a row, %s comes to %s', (before, after) => {
  expect(verdicts([caseOf('p/f/one', ['ACQ-06', before])], row({ case: 'p/f/one' }))).toEqual([after]);
});

test('a requirement row excuses the findings of that requirement and no other', () => {
  const both = caseOf('p/f/one', ['ACQ-06', 'failed'], ['ACQ-07', 'failed']);
  const [after] = applyExpectations([both], [row({ requirement: 'ACQ-06' })], context);
  expect(after?.findings.map(({ verdict }) => verdict)).toEqual(['expected-failure', 'failed']);
  expect(after?.verdict).toBe('failed');
});

test('a row excuses nothing but what it names', () => {
  expect(verdicts([caseOf('p/f/two', ['ACQ-06', 'failed'])], row({ case: 'p/f/one' }))).toEqual(['failed']);
});

test('a pass against a row names the row to delete', () => {
  const [one] = applyExpectations(
    [caseOf('p/f/one', ['ACQ-06', 'passed'])],
    [row({ case: 'p/f/one' })],
    context,
  );
  expect(one?.reason).toBe('It passes, though k.yaml:3 expects it to fail (known). Delete that row.');
});

test('a requirement row is only called unused when all its cases were run and none failed', () => {
  const one = caseOf('p/f/one', ['ACQ-06', 'passed']);
  const requirement = row({ requirement: 'ACQ-06' });
  expect(verdicts([one], requirement)).toEqual(['passed']);
  expect(verdicts([one, caseOf('p/f/two', ['ACQ-06', 'failed'])], requirement)).toEqual([
    'passed',
    'expected-failure',
  ]);
  expect(verdicts([one, caseOf('p/f/two', ['ACQ-06', 'could-not-run'])], requirement)).toEqual([
    'passed',
    'could-not-run',
  ]);
  expect(verdicts([one, caseOf('p/f/two', ['ACQ-06', 'not-declared'])], requirement)).toEqual([
    'unexpected-pass',
    'not-declared',
  ]);
  expect(verdicts([one, caseOf('p/f/two', ['ACQ-06', 'passed'])], requirement)).toEqual([
    'unexpected-pass',
    'unexpected-pass',
  ]);
});

test('a row holds through its last day, and from then on excuses nothing', () => {
  const failing = caseOf('p/f/one', ['ACQ-06', 'failed']);
  expect(verdicts([failing], row({ case: 'p/f/one', until: '2026-06-15' }))).toEqual(['expected-failure']);
  const [late] = applyExpectations([failing], [row({ case: 'p/f/one', until: '2026-06-14' })], context);
  expect(late).toMatchObject({
    verdict: 'failed',
    reason:
      'it failed (It was expected until 2026-06-14, which is past. Mend the client, or the row k.yaml:3.)',
  });
});

test('a date gone by is no warning, and no other row makes up for it', () => {
  const late = row({ requirement: 'ACQ-06', until: '2026-06-14' });
  expect(verdicts([caseOf('p/f/one', ['ACQ-06', 'warning'])], late)).toEqual(['failed']);
  expect(verdicts([caseOf('p/f/one', ['ACQ-06', 'failed'])], row({ case: 'p/f/one' }), late)).toEqual([
    'failed',
  ]);
  const [passes] = applyExpectations(
    [caseOf('p/f/one', ['ACQ-06', 'passed'])],
    [{ ...late, case: 'p/f/one' }],
    context,
  );
  expect(passes).toMatchObject({ verdict: 'unexpected-pass', reason: expect.stringContaining('k.yaml:3') });
});

test('a row of a requirement is in use where a case of another one fails for it', () => {
  const own = [caseOf('p/f/one', ['ACQ-06', 'passed']), caseOf('p/f/two', ['ACQ-06', 'passed'])];
  const other = caseOf('p/g/three', ['ACQ-06', 'failed']);
  expect(verdicts([...own, other], row({ requirement: 'ACQ-06' }))).toEqual([
    'passed',
    'passed',
    'expected-failure',
  ]);
});

test.each([
  ['1.4.0', '<1.5.0', 'expected-failure'],
  ['1.4.0', '>=1.5.0', 'failed'],
  ['curl 7.88.1', '>=7.88.0 <8', 'expected-failure'],
  ['2.0.0-beta.1', '>=2.0.0-0', 'expected-failure'],
  ['nightly', '*', 'failed'],
])('of client %s, a row for %s leaves a failure %s', (clientVersion, client, verdict) => {
  const cases = [caseOf('p/f/one', ['ACQ-06', 'failed'])];
  expect(
    applyExpectations(cases, [row({ case: 'p/f/one', client })], { ...context, clientVersion })[0]?.verdict,
  ).toBe(verdict);
});

test('a row for other versions demands nothing either', () => {
  expect(
    verdicts([caseOf('p/f/one', ['ACQ-06', 'passed'])], row({ case: 'p/f/one', client: '>=2.0.0' })),
  ).toEqual(['passed']);
});
