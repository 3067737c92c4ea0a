import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { runRecordSchema } from '../record/record.ts';
import { sampleCase, sampleRecord } from './fixtures/record.ts';
import { parseResult, ResultFileError, readResult } from './read-result.ts';
import { clearReports, writeReports } from './write-reports.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-reports-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const record = sampleRecord([sampleCase('acquia/f/bad', 'failed'), sampleCase('acquia/f/good', 'passed')]);
const envelopes: Envelope[] = [{ undefinedParameterType: { name: 'a', expression: '</script>' } }];

test('what is written is read back as it was', async () => {
  expect(await writeReports(folder, record, envelopes)).toEqual(
    readdirSync(folder).toSorted((a, b) => order(a) - order(b)),
  );
  expect(readResult(folder)).toEqual(record);
  expect(readFileSync(join(folder, 'messages.ndjson'), 'utf8')).toBe(`${JSON.stringify(envelopes[0])}\n`);
  expect(readFileSync(join(folder, 'cucumber.html'), 'utf8')).toMatch(
    /<html[\s\S]*window\.CUCUMBER_MESSAGES/,
  );
});

const order = (name: string) =>
  ['result.json', 'junit.xml', 'cucumber.html', 'messages.ndjson'].indexOf(name);

test('old reports go before a run, other files stay', async () => {
  await writeReports(folder, record, envelopes);
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  clearReports(folder);
  expect(readdirSync(folder)).toEqual(['notes.txt']);
  clearReports(join(folder, 'deep/er'));
  expect(existsSync(join(folder, 'deep/er'))).toBe(true);
});

test('without messages there is neither their file nor a page of them', async () => {
  expect(await writeReports(folder, record, [])).toEqual(['result.json', 'junit.xml']);
});

test.each([
  ['no file', undefined, /there is no such file\. Run the suite first/],
  ['no JSON', '{', /it is not JSON/],
  ['no record', '{"schema":"countersign.result/2"}', /it is no run record of this version at schema/],
  ['a list', '[]', /it is no run record/],
])('%s is refused by name', (_what, content, message) => {
  if (content !== undefined) writeFileSync(join(folder, 'result.json'), content);
  expect(() => readResult(folder)).toThrow(ResultFileError);
  expect(() => readResult(folder)).toThrow(message);
});

test('whatever a result file holds, it is a record or is refused', () => {
  const key = fc.constantFrom(...Object.keys(record));
  const damaged = fc
    .tuple(key, fc.jsonValue())
    .map(([name, value]) => JSON.stringify({ ...record, [name]: value }));
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json(), damaged), content => {
      try {
        expect(parseResult(content, 'f')).toMatchObject({ schema: record.schema });
      } catch (error) {
        expect(error).toBeInstanceOf(ResultFileError);
      }
    }),
    { numRuns: 500 },
  );
});

test('the published schema is that of the record (npx vitest run src/reporters -u writes it anew)', async () => {
  const schema = {
    $id: 'countersign.result/1',
    title: 'reports/result.json',
    ...z.toJSONSchema(runRecordSchema, { io: 'input' }),
  };
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot('../../docs/result.schema.json');
});
