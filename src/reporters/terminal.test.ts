import { expect, test } from 'vitest';
import type { RunRecord } from '../record/record.ts';
import { sampleCase, sampleCatalogue, sampleRecord } from './fixtures/record.ts';
import { paintFor } from './paint.ts';
import { renderRun } from './terminal.ts';

const plain = paintFor({}, {});
const render = (record: RunRecord, reportsFolder = 'reports') =>
  renderRun(record, { catalogue: sampleCatalogue, paint: plain, reportsFolder, written: ['result.json'] });

test('an unexpected failure stands last, with all that is needed to go on', () => {
  const details = { why: 'It was not encoded.', expected: 'a%2Bb', sent: 'a+b', hint: 'Encode it.' };
  const cases = [
    sampleCase('acquia/f/bad', 'failed', details),
    sampleCase('acquia/f/good', 'passed'),
    sampleCase('acquia/f/so-so', 'warning'),
  ];
  const text = render(sampleRecord(cases));
  const [before = '', failure = ''] = text.split('1) failed ');
  expect(before).toContain('Reports in reports: result.json');
  expect(before).toContain('acquia/f/so-so: why it is warning');
  expect(before).toContain('3 cases in 1.2 s: 1 passed, 1 warning, 1 failed');
  const lines = failure.split('\n').map(line => line.trim());
  expect(lines.slice(0, 8)).toEqual([
    'acquia/f/bad',
    'ACQ-16 (must): "recommends passing the data with a --data-urlencode parameter"',
    'It was not encoded.',
    'Expected: a%2Bb',
    'Sent:     a+b',
    'Hint:     Encode it.',
    `Repeat:   npx countersign run --client-command 'sh -c "curl me"' --strict --case acquia/f/bad`,
    'Explain:  npx countersign explain acquia/f/bad',
  ]);
  expect(failure).toContain('Exit code 1: the client does not conform');
});

test('the command to explain names another folder of reports', () => {
  expect(render(sampleRecord([sampleCase('acquia/f/bad', 'failed')]), 'a b')).toContain(
    "explain acquia/f/bad --reports 'a b'",
  );
});

test('what was truly waited is told, and nothing where nothing was', () => {
  const waited = (waitedMs: number) => ({ ...sampleCase('acquia/f/good', 'passed'), waitedMs });
  expect(render(sampleRecord([waited(1001), waited(990)]))).toContain(
    'Waited 2.0 s for clients whose time cannot be moved.',
  );
  expect(render(sampleRecord([sampleCase('acquia/f/good', 'passed')]))).not.toContain('Waited');
});

test('only findings as bad as the case are told', () => {
  const one = sampleCase('acquia/f/bad', 'failed');
  const text = render(
    sampleRecord([
      {
        ...one,
        findings: [
          ...one.findings,
          { requirement: 'ACQ-05', verdict: 'passed', why: 'all is well', exchanges: [] },
        ],
      },
    ]),
  );
  expect(text).not.toContain('all is well');
});

test('many cases that could not run for one reason are told once', () => {
  const cases = ['a', 'b', 'c', 'd'].map(name =>
    sampleCase(`acquia/f/${name}`, 'could-not-run', { why: 'it hangs' }),
  );
  const text = render(
    sampleRecord([...cases, sampleCase('acquia/f/e', 'could-not-run', { why: 'it died' })]),
  );
  expect(text.match(/it hangs/g)).toHaveLength(1);
  expect(text).toContain('4 cases could not run: it hangs');
  expect(text).toContain('1) could-not-run acquia/f/e');
  expect(render(sampleRecord(cases, { problems: ['it hangs'] })).match(/it hangs/g)).toHaveLength(1);
});

test('a run that conforms ends with its counts and its verdict', () => {
  const text = render(sampleRecord([sampleCase('acquia/f/good', 'passed')], { exitCode: 0 }));
  const lines = text.trimEnd().split('\n');
  expect(lines.slice(-3)).toEqual([
    '1 case in 1.2 s: 1 passed',
    '',
    'Exit code 0: the client conforms to all that it declares.',
  ]);
});

test('what a client says cannot command the terminal', () => {
  const text = render(
    sampleRecord([sampleCase('acquia/f/bad', 'failed', { why: '\u001b]0;owned\u0007\u009b31m' })]),
  );
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come out
  expect(text).not.toMatch(/[\u0007\u001b\u009b]/);
});

test('colours are for terminals that want them', () => {
  const record = sampleRecord([sampleCase('acquia/f/bad', 'failed')]);
  const coloured = (stream: { isTTY?: boolean }, env: NodeJS.ProcessEnv) =>
    renderRun(record, {
      catalogue: sampleCatalogue,
      paint: paintFor(stream, env),
      reportsFolder: 'r',
      written: [],
    }).includes('\u001b[');
  expect(coloured({ isTTY: true }, {})).toBe(true);
  expect(coloured({ isTTY: true }, { NO_COLOR: '1' })).toBe(false);
  expect(coloured({}, {})).toBe(false);
});
