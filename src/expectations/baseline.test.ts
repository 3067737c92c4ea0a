import { expect, test } from 'vitest';
import type { RunRecord } from '../record/record.ts';
import { sampleCase, sampleRecord } from '../reporters/fixtures/record.ts';
import { Catalogue } from '../requirements/catalogue.ts';
import { VERDICTS } from '../verdict/verdict.ts';
import { applyExpectations } from './apply.ts';
import { type BaselineOptions, baselineOf } from './baseline.ts';
import { readExpectations } from './read.ts';

const cases = [
  sampleCase('acquia/f/one', 'failed', { requirement: 'ACQ-06', why: 'It renews late.' }),
  sampleCase('acquia/f/two', 'failed', { requirement: 'ACQ-07', why: 'It asks\n twice\u0007.' }),
  { ...sampleCase('acquia/f/later', 'failed'), scored: false },
  ...VERDICTS.filter(verdict => verdict !== 'failed').map(v => sampleCase(`acquia/f/${v}`, v)),
];
const record = sampleRecord(cases);
const row = { level: 'must', subject: 'client', quote: 'q', asks: 'a', source: 's' } as const;
const scenarios = cases.map(({ id }) => ({ case: id, level: undefined }));
const catalogue = new Catalogue([{ ...row, id: 'ACQ-06', scenarios }]);

test('a row a case that failed, excused or not, with what failed beside it; nothing else has one', () => {
  const text = baselineOf(record, { reasons: ['no time yet', 'ACQ-07=it cannot', 'acquia/f/one=no margin'] });
  expect(text).toBe(`# What curl 7.88.1 does not do yet (countersign baseline write).

expected:
  - case: acquia/f/one
    # ACQ-06: It renews late.
    reason: no margin
  - case: acquia/f/two
    # ACQ-07: It asks twice .
    reason: it cannot
  - case: acquia/f/expected-failure
    # ACQ-16: why it is expected-failure
    reason: no time yet
`);
});

test('with its baseline, the same run has no failure left, and no row too many', () => {
  const rows = readExpectations(baselineOf(record, { reasons: ['r'], clientRange: true }), 'f', catalogue);
  const context = { clientVersion: record.client.version, today: '2026-01-01', catalogue };
  const scored = cases.filter(one => one.scored !== false);
  const after = applyExpectations(scored, rows, context);
  expect(after.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
  expect(after.filter(({ verdict }) => verdict === 'unexpected-pass')).toHaveLength(1);
  expect(rows.map(({ client }) => client)).toEqual(['7.88.1', '7.88.1', '7.88.1']);
});

test('a run without failures gives an empty list', () => {
  const fine = sampleRecord([sampleCase('acquia/f/good', 'passed')]);
  expect(readExpectations(baselineOf(fine, { reasons: ['r'] }), 'f', catalogue)).toEqual([]);
});

test.each<[string, BaselineOptions, RegExp, Partial<RunRecord['client']>?]>([
  [
    'a row without a reason',
    { reasons: ['ACQ-07=r'] },
    /these have none: acquia\/f\/one, .*expected-failure\./,
  ],
  ['a reason without words', { reasons: [' '] }, /--reason takes why/],
  ['an own reason without words', { reasons: ['r', 'ACQ-07='] }, /--reason takes why/],
  ['two reasons for all', { reasons: ['r', 's'] }, /given twice for all rows/],
  ['two reasons for one', { reasons: ['ACQ-07=r', 'ACQ-07=s'] }, /given twice for ACQ-07/],
  [
    'a reason for what did not fail',
    { reasons: ['r', 'acquia/f/passed=r'] },
    /acquia\/f\/passed=… names what/,
  ],
  ['a range without the client', { reasons: ['r'], clientRange: '>=8' }, />=8 leaves out 7\.88\.1/],
  [
    'a version nobody can read',
    { reasons: ['r'], clientRange: true },
    /its own "nightly"/,
    { version: 'nightly' },
  ],
])('%s is refused', (_what, options, message, client = {}) => {
  const run = { ...record, client: { ...record.client, ...client } };
  expect(() => baselineOf(run, options)).toThrow(message);
});
