import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test, vi } from 'vitest';
import { loadCatalogue } from './catalogue.ts';
import { loadSet } from './sets.ts';

const numRuns = Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 200);
vi.setConfig({ testTimeout: 30_000 + numRuns * 20 });

const root = mkdtempSync(join(tmpdir(), 'countersign-yaml-'));
afterAll(() => rmSync(root, { recursive: true }));

const words = ['- ', '  case: x', '  id: ACQ-01', 'requirements:', 'platform: p', 'set: 2026.1'];
const signs = [
  '&a',
  '*a',
  '{',
  '}',
  '[',
  ']',
  '!!',
  '!!js/x ',
  '? ',
  '<<: *a',
  '\n',
  '"',
  '---\n',
  '\t',
  ': ',
];
const rubbish = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc
    .record({ platform: fc.string(), page: fc.string(), requirements: fc.jsonValue() })
    .map(v => JSON.stringify(v)),
  fc
    .array(fc.constantFrom(...words, ...signs, '%YAML 1.2', '0x', '~'), { maxLength: 12 })
    .map(parts => parts.join('')),
  fc.constant(`a: &a [x, x]\n${Array.from({ length: 30 }, (_, i) => `k${i}: &a [*a, *a, *a]`).join('\n')}`),
);

test.each([
  ['requirements', 'requirements.yaml', () => loadCatalogue(root, ['p']).rows],
  ['a frozen set', '2026.1.yaml', () => loadSet(join(root, 'p'), '2026.1').requirements],
])('%s: whatever the file holds, it is read or named', (_, name, load) => {
  const file = join(root, 'p', name);
  mkdirSync(join(root, 'p'), { recursive: true });
  fc.assert(
    fc.property(rubbish, source => {
      writeFileSync(file, source);
      try {
        expect(Array.isArray(load())).toBe(true);
      } catch (error) {
        expect((error as Error).message).toContain(`Failed to read ${file}: `);
      }
    }),
    { numRuns },
  );
});
