import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VERDICTS, type Verdict } from '../verdict/verdict.ts';
import { type Ending, exitCodeOf } from './exit-code.ts';

const ending = (verdicts: Verdict[], rest: Partial<Ending> = {}): Ending => ({
  cases: verdicts.map(verdict => ({ verdict, provider: false })),
  harnessFault: false,
  adapterBroken: false,
  incomplete: false,
  interrupted: false,
  ...rest,
});

test.each<[number, Verdict[], Partial<Ending>]>([
  [0, ['passed', 'warning', 'expected-failure', 'not-declared', 'not-applicable'], {}],
  [1, ['passed', 'failed'], {}],
  [1, ['passed', 'unexpected-pass'], {}],
  [1, ['passed', 'failed', 'could-not-run'], {}],
  [1, ['failed'], { incomplete: true }],
  [3, ['passed', 'could-not-run'], {}],
  [3, ['passed'], { incomplete: true }],
  [3, [], {}],
  [3, ['warning', 'expected-failure', 'not-declared', 'not-applicable'], {}],
  [4, ['passed', 'failed', 'could-not-run'], { adapterBroken: true }],
  [5, ['passed', 'failed', 'harness-error'], { adapterBroken: true }],
  [5, ['passed'], { harnessFault: true }],
  [130, ['passed', 'failed', 'harness-error'], { interrupted: true }],
])('%i for %j %j', (code, verdicts, rest) => {
  expect(exitCodeOf(ending(verdicts, rest))).toBe(code);
});

test('a provider row that passes does not count for a client', () => {
  const provider = { verdict: 'passed', provider: true } as const;
  expect(
    exitCodeOf({
      ...ending(['not-declared']),
      cases: [provider, { verdict: 'not-declared', provider: false }],
    }),
  ).toBe(3);
  expect(exitCodeOf({ ...ending([]), cases: [provider] })).toBe(0);
});

test('nothing that is added makes an ending better, but a first pass', () => {
  const rank = [0, 3, 1, 4, 5, 130];
  const flags = fc.record({
    harnessFault: fc.boolean(),
    adapterBroken: fc.boolean(),
    incomplete: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...VERDICTS)),
      fc.constantFrom(...VERDICTS),
      flags,
      (verdicts, added, rest) => {
        const before = exitCodeOf(ending(['passed', ...verdicts], rest));
        const after = exitCodeOf(ending(['passed', ...verdicts, added], rest));
        expect(rank.indexOf(after)).toBeGreaterThanOrEqual(rank.indexOf(before));
      },
    ),
    { numRuns: 300 },
  );
});
