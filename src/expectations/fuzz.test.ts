import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sampleCase, sampleRecord } from '../reporters/fixtures/record.ts';
import { Catalogue } from '../requirements/catalogue.ts';
import { UsageError } from '../runner/usage-error.ts';
import { baselineOf } from './baseline.ts';
import { ExpectationsError } from './format.ts';
import { pruneExpectations } from './prune.ts';
import { readExpectations } from './read.ts';

const numRuns = Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 500);
const fuzzTimeout = 60_000 + numRuns * 100;

const row = { level: 'must', subject: 'client', quote: 'q', asks: 'a', source: 's' } as const;
const IDS = ['p/f/one', 'p/f/two', 'p/f/three', 'p/f/four'];
const catalogue = new Catalogue([
  { ...row, id: 'ACQ-16', scenarios: IDS.map(id => ({ case: id, level: undefined })) },
]);

const scraps = [
  ...['expected:', '- ', '  case: x', '&a', '*a', '{', '}', '[', ']', '!!', '!!js/x ', '? ', '<<: *a'],
  ...[
    '\n',
    '"',
    '---\n',
    '%YAML 1.2',
    '0x',
    '~',
    '  - case: p/f/one\n    reason: r\n',
    '| ',
    '>-\n',
    '\t',
    '#',
  ],
];
const rubbish = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.json().map(json => `expected: ${json}`),
  fc.array(fc.constantFrom(...scraps), { maxLength: 12 }).map(parts => parts.join('')),
);
const record = sampleRecord(IDS.map(id => sampleCase(id, 'passed')));

/** What it gives, or undefined where it says what is wrong. */
function orRefused<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch (error) {
    if (error instanceof ExpectationsError) expect(error.message).toMatch(/f:\d+: /);
    else expect(error).toBeInstanceOf(UsageError);
    return undefined;
  }
}

test(
  'whatever it is given, the reader reads rows or says what is wrong and where',
  () => {
    fc.assert(
      fc.property(rubbish, source => {
        const rows = orRefused(() => readExpectations(source, 'f', catalogue));
        expect(rows === undefined || Array.isArray(rows)).toBe(true);
      }),
      { numRuns },
    );
  },
  fuzzTimeout,
);

test(
  'whatever it is given, prune leaves a file of the rows it kept, or says what is wrong',
  () => {
    fc.assert(
      fc.property(rubbish, source => {
        const pruned = orRefused(() => pruneExpectations(source, 'f', record, catalogue));
        const left = orRefused(() => readExpectations(pruned?.text ?? 'expected: []', 'f', catalogue));
        if (pruned !== undefined && left !== undefined) expect(left).toHaveLength(pruned.kept);
      }),
      { numRuns },
    );
  },
  fuzzTimeout,
);

/** A file as people write them: comments, blank lines, folded and quoted reasons, reasons that are shared. */
const written = fc
  .tuple(fc.subarray(IDS, { minLength: 1 }), fc.infiniteStream(fc.nat(4)), fc.constantFrom('\n', '\r\n'))
  .map(([ids, styles, end]) => {
    const lines = ids.flatMap((id, i) => rowIn(styles.next().value ?? 0, id, i));
    return { ids, source: ['# The file', 'expected:', ...lines, '# The end', ''].join(end) };
  });

function rowIn(style: number, id: string, i: number): string[] {
  const shared = i === 0 ? '&shared >-' : '*shared';
  if (i === 0)
    return [`  - case: ${id}`, `    reason: ${shared}`, '      a reason that all', '      may share'];
  const styles = [
    [`  # about ${id}`, `  - case: ${id}`, `    reason: ${shared}`],
    ['', `  - { case: ${id}, reason: "in: braces" }`],
    [`  - reason: |`, `      # no comment`, `    case: ${id} # ${id}`],
    [`  -`, `    case: ${id}`, `    reason: 'it''s quoted'`],
    [`  # a group`, '', `  - case: ${id}`, '    # within', `    reason: ${shared}`],
  ];
  return styles[style]!;
}

test(
  'prune takes out just the rows that pass, whatever the style of the file',
  () => {
    fc.assert(
      fc.property(written, fc.subarray(IDS), ({ ids, source }, passing) => {
        const run = sampleRecord(IDS.map(id => sampleCase(id, passing.includes(id) ? 'passed' : 'failed')));
        const before = readExpectations(source, 'f', catalogue);
        const { text, removed, kept } = pruneExpectations(source, 'f', run, catalogue);
        const after = readExpectations(text, 'f', catalogue);
        const plain = (rows: typeof after) => rows.map(r => ({ case: r.case, reason: r.reason }));
        expect(plain(after)).toEqual(plain(before.filter(r => !passing.includes(r.case!))));
        expect(removed.map(({ row: gone }) => gone.case)).toEqual(ids.filter(id => passing.includes(id)));
        expect(kept).toBe(after.length);
        expect(text).toContain('# The file');
        expect(text).toContain('# The end');
      }),
      { numRuns },
    );
  },
  fuzzTimeout,
);

test(
  'whatever a client says, its baseline can be read and excuses what failed',
  () => {
    const word = fc.string({ unit: 'binary' });
    const said = fc.tuple(
      word,
      word,
      word.filter(text => text.trim() !== '' && !text.includes('=')),
    );
    fc.assert(
      fc.property(said, ([name, why, reason]) => {
        const failed = IDS.map(id => sampleCase(id, 'failed', { why }));
        const run = sampleRecord(failed, { client: { ...record.client, name, version: name } });
        const rows = readExpectations(baselineOf(run, { reasons: [reason] }), 'f', catalogue);
        expect(rows.map(r => [r.case, r.reason])).toEqual(IDS.map(id => [id, reason.trim()]));
      }),
      { numRuns },
    );
  },
  fuzzTimeout,
);
