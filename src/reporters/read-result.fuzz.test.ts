import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import type { RunRecord } from '../record/record.ts';
import { renderExplanation } from './explain.ts';
import { sampleCase, sampleCatalogue, sampleRecord } from './fixtures/record.ts';
import { renderJunit } from './junit.ts';
import { paintFor } from './paint.ts';
import { parseResult, ResultFileError } from './read-result.ts';
import { renderRun } from './terminal.ts';

const numRuns = Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 200);
vi.setConfig({ testTimeout: 30_000 + numRuns * 20 });

const paint = paintFor({}, {});
const record = sampleRecord([sampleCase('acquia/f/one', 'failed'), sampleCase('acquia/f/two', 'passed')]);

/** The record with one of its parts replaced. */
const damaged = fc.tuple(fc.nat(200), fc.jsonValue()).map(([at, value]) => {
  let left = at;
  return JSON.stringify(record, (_key, part) => (left-- === 0 ? value : part)) ?? '';
});
/** As it is written case by case, cut off or torn anywhere. */
const torn = fc.tuple(fc.nat(4000), fc.string()).map(([at, rest]) => {
  const { cases, ...head } = record;
  const lines = cases.map(one => JSON.stringify(one)).join('\n,');
  const text = `${JSON.stringify(head).slice(0, -1)},"cases":[\n${lines}\n]}`;
  return text.slice(0, at) + rest;
});
const content = fc.oneof(damaged, torn, fc.json(), fc.string({ unit: 'binary' }));

/** Everything that reads a record makes something of it. */
function render(read: RunRecord): void {
  const context = { catalogue: sampleCatalogue, paint, reportsFolder: 'r', written: [] };
  expect(renderRun(read, context)).toContain('Exit code');
  expect(renderJunit(read)).toMatch(/<testsuites /);
  for (const one of read.cases)
    expect(renderExplanation(read, one, sampleCatalogue, paint)).toContain(one.id);
}

test('whatever stands in a result file, it is a record that every report can be made of, or is refused', () => {
  fc.assert(
    fc.property(content, text => {
      let read: RunRecord;
      try {
        read = parseResult(text, 'result.json');
      } catch (error) {
        expect(error).toBeInstanceOf(ResultFileError);
        expect((error as Error).message).toMatch(/^Failed to read result\.json: /);
        return;
      }
      render(read);
    }),
    { numRuns },
  );
});
