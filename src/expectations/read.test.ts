import { expect, test } from 'vitest';
import { Catalogue } from '../requirements/catalogue.ts';
import { ExpectationsError, expectationsJsonSchema } from './format.ts';
import { readExpectations } from './read.ts';

const row = { level: 'must', subject: 'client', quote: 'q', asks: 'a', source: 's' } as const;
const scenario = (id: string) => ({ case: id, level: undefined });
const catalogue = new Catalogue([
  {
    ...row,
    id: 'ACQ-06',
    scenarios: [scenario('acquia/token-expiry/renews'), scenario('acquia/token-expiry/reuses')],
  },
  { ...row, id: 'ACQ-07', scenarios: [scenario('acquia/secrecy/no-url-holds-a-secret')] },
  { ...row, id: 'ACQ-22', excluded: 'a placeholder' },
]);

const read = (...lines: string[]) => readExpectations(lines.join('\n'), 'known.yaml', catalogue);

test('a whole file', () => {
  const rows = read(
    '# what curl cannot do',
    'expected:',
    '  - case: acquia/token-expiry/renews',
    '    reason: curl keeps no token',
    '    kind: missing-feature',
    '    issue: https://example.com/issues/1',
    '    client: ">=7 <9"',
    '    until: 2026-12-31',
    '  - { requirement: ACQ-07, reason: the same }',
  );
  expect(rows).toEqual([
    {
      case: 'acquia/token-expiry/renews',
      reason: 'curl keeps no token',
      kind: 'missing-feature',
      issue: 'https://example.com/issues/1',
      client: '>=7 <9',
      until: '2026-12-31',
      at: 'known.yaml:3',
    },
    { requirement: 'ACQ-07', reason: 'the same', at: 'known.yaml:9' },
  ]);
});

test('an empty list excuses nothing; two versions of a client may have a row each', () => {
  expect(read('expected: []')).toEqual([]);
  const rows = read(
    'expected:',
    '  - { requirement: ACQ-06, reason: before the rewrite, client: "<2.0.0" }',
    '  - { requirement: ACQ-06, reason: after the rewrite, client: ">=2.0.0" }',
  );
  expect(rows).toHaveLength(2);
});

test.each<[string, RegExp, string[]]>([
  [
    'an unknown key',
    /known\.yaml:4: unknown key "resaon"\. Did you mean reason\?/,
    ['expected:', '  - requirement: ACQ-06', '    reason: r', '    resaon: r'],
  ],
  [
    'an unknown key at the top',
    /known\.yaml:1: unknown key "expect"\. Did you mean expected\?/,
    ['expect: []', 'expected: []'],
  ],
  [
    'no reason',
    /known\.yaml:3: reason must say why/,
    ['expected:', '  - { requirement: ACQ-07, reason: r }', '  - requirement: ACQ-06'],
  ],
  [
    'an empty reason',
    /known\.yaml:2: reason must say why/,
    ['expected:', '  - { requirement: ACQ-06, reason: " " }'],
  ],
  [
    'a case that is not',
    /known\.yaml:3: case acquia\/token-expiry\/renew matches nothing\. Did you mean acquia\/token-expiry\/renews/,
    ['expected:', '', '  - { case: acquia/token-expiry/renew, reason: r }'],
  ],
  [
    'a requirement that is not',
    /known\.yaml:2: requirement ACQ-60 matches nothing/,
    ['expected:', '  - { requirement: ACQ-60, reason: r }'],
  ],
  [
    'a requirement without cases',
    /known\.yaml:2: requirement ACQ-22 matches nothing/,
    ['expected:', '  - { requirement: ACQ-22, reason: r }'],
  ],
  [
    'a duplicate',
    /known\.yaml:3: the row says again what known\.yaml:2 says/,
    [
      'expected:',
      '  - { requirement: ACQ-06, reason: r }',
      '  - { requirement: ACQ-06, reason: other, client: "1.x" }',
    ],
  ],
  [
    'case and requirement',
    /known\.yaml:2: the row names either a case or a requirement/,
    ['expected:', '  - { requirement: ACQ-06, case: acquia/token-expiry/renews, reason: r }'],
  ],
  ['neither', /known\.yaml:2: the row names either/, ['expected:', '  - { reason: r }']],
  [
    'a kind that is not',
    /known\.yaml:3: kind must be bug or missing-feature/,
    ['expected:', '  - requirement: ACQ-06', '    kind: feature', '    reason: r'],
  ],
  [
    'an issue that is no link',
    /issue must be a link/,
    ['expected:', '  - { requirement: ACQ-06, reason: r, issue: "#12" }'],
  ],
  [
    'a range that is none',
    /client must be a range of versions/,
    ['expected:', '  - { requirement: ACQ-06, reason: r, client: newest }'],
  ],
  [
    'a version without quotes',
    /client must be a range of versions in quotes/,
    ['expected:', '  - { requirement: ACQ-06, reason: r, client: 1.2 }'],
  ],
  [
    'a day that is none',
    /until must be a date/,
    ['expected:', '  - { requirement: ACQ-06, reason: r, until: 2026-02-30 }'],
  ],
  ['no list', /known\.yaml:1: expected must be a list/, ['expected: yes']],
  ['no mapping', /known\.yaml:1: the file must hold a list under `expected:`/, ['- a']],
  ['nothing', /known\.yaml:1: the file must hold a list under `expected:`/, ['']],
  [
    'no YAML',
    /known\.yaml:3: it is not YAML: Missing closing "quote/,
    ['expected:', '  - { requirement: "ACQ-06', ''],
  ],
  ['a key twice', /known\.yaml:2: it is not YAML/, ['expected: []', 'expected: []']],
])('%s is refused by file and line', (_what, message, lines) => {
  expect(() => read(...lines)).toThrow(ExpectationsError);
  expect(() => read(...lines)).toThrow(message);
});

test('the published schema is that of the file (npx vitest run src/expectations -u writes it anew)', async () => {
  const text = `${JSON.stringify(expectationsJsonSchema(), null, 2)}\n`;
  await expect(text).toMatchFileSnapshot('../../docs/expectations.schema.json');
});
