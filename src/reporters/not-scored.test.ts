import { expect, test } from 'vitest';
import type { CaseRecord } from '../record/record.ts';
import { VERDICTS } from '../verdict/verdict.ts';
import { repeatCommand } from './commands.ts';
import { renderExplanation } from './explain.ts';
import { sampleCase, sampleCatalogue, sampleRecord } from './fixtures/record.ts';
import { renderJunit } from './junit.ts';
import { paintFor } from './paint.ts';
import { createProgress } from './progress.ts';
import { recovered } from './running-record.ts';
import { renderRun } from './terminal.ts';

/* What is outside the frozen set that a run scores is shown by every report, and counts in none. */

const paint = paintFor({}, {});
const inside = sampleCase('acquia/f/in', 'passed');
const outside = VERDICTS.map(
  (verdict): CaseRecord => ({ ...sampleCase(`acquia/f/out-${verdict}`, verdict), scored: false }),
);
const record = sampleRecord([inside, ...outside], {
  exitCode: 0,
  selection: { client: [], strict: false, selfCheck: false, set: '2026.1' },
});
const summary = {
  ...record.summary,
  ...Object.fromEntries(VERDICTS.map(verdict => [verdict, 0])),
  passed: 1,
};

test('the terminal lists it under the name of the set, and nowhere else', () => {
  const context = { catalogue: sampleCatalogue, paint, reportsFolder: 'reports', written: [] };
  const text = renderRun({ ...record, summary }, context);
  expect(text).toContain(`Not in set 2026.1: shown, not scored (${VERDICTS.length}):\n`);
  expect(text).toContain('  failed acquia/f/out-failed: why it is failed\n');
  expect(text).toContain('10 cases in 1.2 s: 1 passed, 9 not scored');
  expect(text).not.toMatch(/1\) |Repeat:|Recommendations/);
});

test('JUnit has it skipped, with its verdict', () => {
  const xml = renderJunit(record);
  expect(xml).not.toMatch(/<failure|<error/);
  expect(xml).toMatch(/<testsuites name="countersign" tests="10" failures="0" errors="0" skipped="7"/);
  expect(xml).toContain('<skipped message="not scored, failed: why it is failed"/>');
  expect(xml.match(/<property name="scored" value="false"\/>/g)).toHaveLength(VERDICTS.length);
});

test('progress shows it; a bar counts no trouble', () => {
  const written: string[] = [];
  const write = (text: string) => written.push(text);
  const lines = createProgress({ write }, paint, record.suite, 'seven');
  const bar = createProgress({ write, isTTY: true }, paint, record.suite, 'seven');
  for (const one of outside) lines.finished(one);
  expect(written[2]).toMatch(/^failed +acquia\/f\/out-failed +12\.5 ms, not scored\n$/);
  for (const one of outside) bar.finished(one);
  expect(written.at(-1)).not.toContain('unexpected');
});

test('its story says so, and it is repeated without the set', () => {
  const one = record.cases[3]!;
  expect(renderExplanation(record, one, sampleCatalogue, paint)).toContain(
    'Not in set 2026.1: shown, not scored.',
  );
  expect(renderExplanation(record, inside, sampleCatalogue, paint)).not.toContain('Not in set');
  expect(repeatCommand(record, one.id)).toBe(`npx countersign run --case ${one.id}`);
  expect(repeatCommand(record, inside.id)).toBe('npx countersign run --set 2026.1 --case acquia/f/in');
});

test('a record that was torn apart counts it neither', () => {
  const text = [
    '{"schema":"countersign.result/1","cases":[',
    ...record.cases.map(c => `${JSON.stringify(c)},`),
  ];
  expect(recovered(text.join('\n'))).toMatchObject({ summary });
});
