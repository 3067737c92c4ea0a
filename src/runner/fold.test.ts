import type { Envelope } from '@cucumber/messages';
import { beforeAll, expect, test } from 'vitest';
import type { CaseRecord } from '../record/record.ts';
import { loadSteps, runScenarios } from './cucumber.ts';
import { demoCatalogue, demoSuite } from './fixtures/suite.ts';
import { foldEnvelopes } from './fold.ts';

const envelopes: Envelope[] = [];
let cases: CaseRecord[] = [];

beforeAll(async () => {
  const steps = await loadSteps(demoSuite);
  const sources = { paths: ['features/demo/*.feature'], tags: '' };
  await runScenarios(demoSuite, steps, sources, { run: 'r1' }, envelope => envelopes.push(envelope));
  cases = foldEnvelopes(envelopes, demoCatalogue);
});

const byId = (id: string) => cases.find(record => record.id === `demo/${id}`)!;

test.each([
  ['verdicts/passes', 'passed', undefined],
  ['verdicts/fails', 'failed', 'because failed'],
  ['verdicts/warns', 'warning', 'because warning'],
  ['verdicts/is-not-declared', 'not-declared', 'because not-declared'],
  ['verdicts/is-left-out-without-a-word', 'harness-error', 'Steps were left out, and no finding says why.'],
  ['verdicts/judges-nothing', 'harness-error', 'The scenario judged nothing.'],
  ['verdicts/breaks-down', 'harness-error', "A step failed that no finding accounts for: Error: of nobody's"],
  ['verdicts/has-an-undefined-step', 'harness-error', 'A step is undefined.'],
  ['verdicts/has-a-pending-step', 'harness-error', 'A step is pending.'],
  ['verdicts/has-an-ambiguous-step', 'harness-error', 'A step is ambiguous.'],
  [
    'verdicts/has-a-broken-hook',
    'harness-error',
    'A step failed that no finding accounts for: Error: the hook broke',
  ],
  ['verdicts/leaves-nothing-behind', 'harness-error', 'The scenario left no evidence behind.'],
  ['verdicts/leaves-twins-behind', 'harness-error', 'The scenario left evidence behind 2 times.'],
  ['provider/shows-it', 'passed', undefined],
  ['provider/shows-nothing', 'harness-error', 'The mock itself is at fault: because failed'],
  ['provider/judges-both', 'passed', undefined],
])('%s is %s', (id, verdict, reason) => {
  expect({ verdict: byId(id).verdict, reason: byId(id).reason }).toEqual({ verdict, reason });
});

test.each(['rubbish', 'misfit'])('evidence that is %s is a fault of the harness', what => {
  const record = byId(`verdicts/leaves-${what}-behind`);
  expect(record.verdict).toBe('harness-error');
  expect(record.reason).toMatch(/^The scenario's evidence does not have its form/);
  expect(record.requirements).toEqual(['DEM-01']);
});

test('two scenarios of one id are both refused', () => {
  const twins = cases.filter(({ id }) => id === 'demo/verdicts/has-a-twin');
  expect(twins.map(({ verdict }) => verdict)).toEqual(['harness-error', 'harness-error']);
});

test('a case tells where it stands and what became of its steps', () => {
  expect(byId('verdicts/fails')).toMatchObject({
    platform: 'demo',
    feature: 'Verdicts of a demo',
    scenario: 'Fails',
    source: 'features/demo/verdicts.feature:9',
    evidence: 'run r1',
    steps: [
      { text: 'Given a finding passed of DEM-01', status: 'passed' },
      { text: 'And a finding failed of DEM-01', status: 'passed' },
      { text: 'And an error "which the finding accounts for"', status: 'failed' },
      { text: 'And nothing', status: 'skipped' },
    ],
  });
  expect(byId('verdicts/has-a-broken-hook').steps[0]).toEqual({
    text: '(Before hook: prepare)',
    status: 'failed',
  });
  expect(byId('verdicts/passes').durationMs).toBeGreaterThan(0);
});

test('steps of a background are told with those of the scenario, within a rule too', () => {
  const texts = byId('other/passes-within-a-rule').steps.map(({ text }) => text);
  expect(texts).toEqual(['Given nothing', 'Then a finding passed of DEM-01']);
});

test('cases stand in the order of their source, whatever the order of the messages', () => {
  const order = cases.map(({ source }) => source);
  const late = envelopes.filter(({ testCaseFinished }) => testCaseFinished !== undefined);
  const shuffled = [...envelopes.filter(envelope => !late.includes(envelope)), ...late.toReversed()];
  expect(foldEnvelopes(shuffled, demoCatalogue).map(({ source }) => source)).toEqual(order);
  expect(order[0]).toBe('features/demo/other.feature:7');
});

test('a case that had not ended is left out', () => {
  const last = envelopes.findLastIndex(({ testCaseFinished }) => testCaseFinished !== undefined);
  const cut = envelopes.filter((_, i) => i !== last);
  expect(foldEnvelopes(cut, demoCatalogue)).toHaveLength(cases.length - 1);
});
