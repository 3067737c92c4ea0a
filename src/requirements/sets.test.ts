import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { Catalogue, type Requirement } from './catalogue.ts';
import { casesOf, freeze, loadSet, setNames, withLevelsOf } from './sets.ts';

const folder = mkdtempSync(join(tmpdir(), 'countersign-sets-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, text: string) => writeFileSync(join(folder, name), text);

const row = { subject: 'client', quote: 'q', asks: 'a', source: 's' } as const;
const must = (id: string) => ({ case: id, level: undefined });
const one: Requirement = {
  ...row,
  id: 'ACQ-06',
  level: 'must',
  scenarios: [must('p/f/one'), { case: 'p/f/two', level: 'should' }],
};
const catalogue = new Catalogue([
  one,
  { ...row, id: 'ACQ-07', level: 'may', excluded: 'a remark' },
  { ...row, id: 'ACQ-08', level: 'must', subject: 'provider', scenarios: [must('p/f/console')] },
]);

test('a set holds the rows of clients that have cases, and is read back as it was', () => {
  write('2026.1.yaml', freeze(catalogue, '2026.1', '0.1.0'));
  const set = loadSet(folder, '2026.1');
  expect(set).toEqual({
    set: '2026.1',
    suite: '0.1.0',
    requirements: [{ id: 'ACQ-06', level: 'must', cases: one.scenarios }],
  });
  expect(casesOf(set)).toEqual(new Set(['p/f/one', 'p/f/two']));
});

test('levels stay what they were when the set was frozen; what came later has its own', () => {
  write('2026.2.yaml', freeze(catalogue, '2026.2', '0.1.0'));
  const later = new Catalogue([
    {
      ...one,
      level: 'may',
      scenarios: [must('p/f/one'), { case: 'p/f/two', level: 'must' }, must('p/f/new')],
    },
    { ...row, id: 'ACQ-09', level: 'must', scenarios: [must('p/f/other')] },
  ]);
  const judged = withLevelsOf(loadSet(folder, '2026.2'), later);
  const levels = ['p/f/one', 'p/f/two', 'p/f/new', 'p/f/elsewhere'].map(id => judged.levelIn('ACQ-06', id));
  expect(levels).toEqual(['must', 'should', 'may', 'must']);
  expect(judged.levelIn('ACQ-09', 'p/f/other')).toBe('must');
});

test('sets are named by year and number, and stand in that order', () => {
  for (const name of ['2026.10.yaml', '2025.3.yaml', 'README.md', 'draft.yaml']) write(name, '');
  expect(setNames(folder)).toEqual(['2025.3', '2026.1', '2026.2', '2026.10']);
  expect(setNames(join(folder, 'none'))).toEqual([]);
});

test.each([
  ['2024.1', 'set: "2024.2"\nsuite: 1.0.0\nrequirements: [{ id: A, level: may, cases: [x] }]', /set 2024\.2/],
  ['2024.2', 'set: "2024.2"\nsuite: 1.0.0\nrequirements: [{ id: A, level: shall, cases: [x] }]', /level/],
  ['2024.3', '', /Mend the row/],
])('a file that is not set %s is refused by name', (name, text, message) => {
  write(`${name}.yaml`, text);
  expect(() => loadSet(folder, name)).toThrow(message);
  expect(() => loadSet(folder, name)).toThrow(`${name}.yaml`);
});
