import { afterEach, expect, test } from 'vitest';
import type { CallResult } from '../client/client.ts';
import type { InitializeResult } from '../protocol/index.ts';
import { runRecordSchema } from '../record/record.ts';
import type { RequirementSet } from '../requirements/sets.ts';
import { demoCatalogue, demoSuite } from './fixtures/suite.ts';
import { foldEnvelopes } from './fold.ts';
import { type RunSuiteDependencies, type RunSuiteOptions, runSuite } from './run-suite.ts';
import { scoredBy } from './scoring.ts';
import type { StartedRun } from './started-run.ts';

/** The options of a run of these scenarios: of all of them, where none is named. */
function running(...paths: string[]): RunSuiteOptions {
  const sources = { paths: paths.length === 0 ? ['features/demo/*.feature'] : paths, tags: '' };
  const asked = { strict: false, selfCheck: true, workers: 1, seed: 'seven' };
  return { sources, clientWords: ['--client', 'x.ts'], ...asked };
}

const passing = running('features/demo/other.feature:7', 'features/demo/verdicts.feature:5');

const answer: CallResult<InitializeResult> = {
  kind: 'answer',
  value: {
    protocolVersion: 1,
    client: { name: 'demo-client', version: '2.0.0', language: 'none' },
    capabilities: { acquia: ['renewal'] },
    clock: 'settable',
  },
};

/** A stage for runs: what was started and ended, and what was told of it. */
function stage(client: Partial<StartedRun['client']> = {}, handshake: StartedRun['handshake'] = answer) {
  const started: string[] = [];
  const finished: string[] = [];
  const told: string[] = [];
  const controller = new AbortController();
  const deps: RunSuiteDependencies = {
    suite: demoSuite,
    catalogue: demoCatalogue,
    startRun: async () => {
      const id = `run-${started.length + 1}`;
      started.push(id);
      const known = {
        via: 'subprocess',
        exitProblem: undefined,
        broken: undefined,
        takeEvidence: () => '',
        ...client,
      } as const;
      return { id, client: known, handshake, redact: hideWhich, finish: async () => void finished.push(id) };
    },
    amend: cases => cases,
    progress: {
      started: ({ name }) => void told.push(`client ${name}`),
      selected: () => {},
      finished: ({ id, verdict }) => void told.push(`${id} ${verdict}`),
    },
    signal: controller.signal,
  };
  return { deps, started, finished, told, controller };
}

/** Takes a word out, as if it were a secret. */
function hideWhich<T>(told: T): T {
  return JSON.parse(JSON.stringify(told).replaceAll('which', '•••••'));
}

const globals = globalThis as { countersignTest?: { wait(): Promise<void> } };
afterEach(() => {
  delete globals.countersignTest;
});

test('a run ends in a record of the published form, and tells of each case as it ends', async () => {
  const { deps, started, finished, told } = stage();
  const { record } = await runSuite(passing, deps);
  expect(runRecordSchema.parse(record)).toEqual(record);
  expect(record).toMatchObject({
    suite: { name: 'demo-suite', version: '1.2.3' },
    client: { name: 'demo-client', via: 'subprocess', capabilities: { acquia: ['renewal'] } },
    selection: { client: ['--client', 'x.ts'], strict: false, selfCheck: true },
    summary: { passed: 2, failed: 0 },
    exitCode: 0,
    problems: [],
  });
  expect(record.cases.map(({ evidence }) => evidence)).toEqual(['run run-1', 'run run-1']);
  expect(told.toSorted()).toEqual([
    'client demo-client',
    'demo/other/passes-too passed',
    'demo/verdicts/passes passed',
  ]);
  expect([started, finished]).toEqual([['run-1'], ['run-1']]);
});

test('what a step throws is told without secrets, whoever has caught it', async () => {
  const { envelopes } = await runSuite(running('features/demo/verdicts.feature:9'), stage().deps);
  const messages = envelopes.flatMap(
    ({ testStepFinished }) => testStepFinished?.testStepResult.message ?? [],
  );
  expect(messages.join()).toContain('••••• the finding accounts for');
  expect(messages.join()).not.toContain('which the finding');
});

test('a client that fails the handshake is asked nothing: every case could not run, exit 4', async () => {
  const { deps, finished } = stage(
    { takeEvidence: () => 'no such file\n' },
    { kind: 'gone', how: 'exited with code 2' },
  );
  const { record } = await runSuite(passing, deps);
  const why = expect.stringMatching(
    /^The client failed the handshake: it exited with code 2\. The adapter must live .*\. It wrote:\nno such file$/,
  );
  expect(record).toMatchObject({ exitCode: 4, problems: [why], summary: { 'could-not-run': 2, passed: 0 } });
  expect(record.cases[0]).toMatchObject({
    id: 'demo/other/passes-too',
    verdict: 'could-not-run',
    reason: why,
  });
  expect(record.cases[0]?.steps).toContainEqual({ text: 'a finding passed of DEM-01', status: 'not run' });
  expect(finished).toEqual(['run-1']);
});

test.each([
  [
    { exitProblem: 'exited with code 7' },
    3,
    /^The client exited with code 7\. A run is complete when the adapter .*\.$/,
  ],
  [{ broken: 'wrote rubbish. Mend it.' }, 4, /^The client wrote rubbish\. Mend it\.$/],
])('a client that ends badly (%j) ends the run with %i', async (client, exitCode, problem) => {
  const { record } = await runSuite(passing, stage(client).deps);
  expect(record).toMatchObject({
    exitCode,
    problems: [expect.stringMatching(problem)],
    summary: { passed: 2 },
  });
});

test('nothing selected is incomplete', async () => {
  const { record } = await runSuite(
    { ...passing, sources: { paths: ['features/demo/*.feature'], tags: '@none' } },
    stage().deps,
  );
  expect(record).toMatchObject({
    exitCode: 3,
    problems: ['No case was selected, so nothing was run.'],
    cases: [],
  });
});

test('what a frozen set does not hold is run and shown, and cannot turn a client red', async () => {
  const later = running('features/demo/other.feature:7', 'features/demo/verdicts.feature');
  const set: RequirementSet = {
    set: '2026.1',
    suite: '1.0.0',
    requirements: [
      { id: 'DEM-01', level: 'must', cases: [{ case: 'demo/other/passes-too', level: undefined }] },
    ],
  };
  const amend = scoredBy(set, demoCatalogue);
  const { deps, told } = stage();
  const { record } = await runSuite({ ...later, set: '2026.1' }, { ...deps, amend });
  expect(record).toMatchObject({
    exitCode: 0,
    selection: { set: '2026.1' },
    summary: { passed: 1, failed: 0 },
  });
  expect(record.cases.filter(one => one.scored !== false).map(({ id }) => id)).toEqual([
    'demo/other/passes-too',
  ]);
  expect(told).toContain('demo/verdicts/fails failed');
  expect(runRecordSchema.parse(record)).toEqual(record);

  const unset = await runSuite(later, stage().deps);
  expect(unset.record).toMatchObject({ exitCode: 5, summary: { failed: 1 } });
  expect(unset.record.plan?.digest).not.toBe(record.plan?.digest);
});

test('a set of which nothing passed is no green, and takes nothing from what judges the mock', async () => {
  const set: RequirementSet = { set: '2026.1', suite: '1.0.0', requirements: [] };
  const deps = { ...stage().deps, amend: scoredBy(set, demoCatalogue) };
  expect((await runSuite({ ...passing, set: '2026.1' }, deps)).record.exitCode).toBe(3);
  const { record } = await runSuite({ ...running('features/demo/provider.feature'), set: '2026.1' }, deps);
  expect(record).toMatchObject({ exitCode: 5, summary: { 'harness-error': 1 } });
});

test('workers share the cases, each with a client of its own, and the messages are those of one run', async () => {
  const everything = running();
  const alone = await runSuite(everything, stage().deps);
  const { deps, started, finished } = stage();
  const shared = await runSuite({ ...everything, workers: 2 }, deps);
  expect(started).toEqual(['run-1', 'run-2']);
  expect(finished).toEqual(['run-1', 'run-2']);
  expect(new Set(shared.record.cases.map(({ evidence }) => evidence).filter(text => text !== ''))).toEqual(
    new Set(['run run-1', 'run run-2']),
  );
  expect(shared.record.cases.map(({ id, verdict }) => [id, verdict])).toEqual(
    alone.record.cases.map(({ id, verdict }) => [id, verdict]),
  );
  expect(foldEnvelopes(shared.envelopes, demoCatalogue)).toEqual(shared.record.cases);
  const keys = shared.envelopes.map(envelope => Object.keys(envelope)[0]!);
  const once = ['meta', 'testRunStarted', 'testRunFinished'];
  expect(once.map(key => keys.filter(other => other === key).length)).toEqual([1, 1, 1]);
  const ids = shared.envelopes.flatMap(({ stepDefinition }) =>
    stepDefinition === undefined ? [] : [stepDefinition.id],
  );
  expect(new Set(ids).size).toBe(ids.length);
  const runs = shared.envelopes.flatMap(({ testCase }) =>
    testCase === undefined ? [] : [testCase.testRunStartedId],
  );
  expect(new Set(runs).size).toBe(1);
});

test('an interrupted run is recorded as far as it came, and its client is ended', async () => {
  const { deps, finished, controller, told } = stage();
  globals.countersignTest = {
    wait: () => {
      controller.abort();
      return new Promise(() => {});
    },
  };
  const { record, envelopes } = await runSuite(running(), deps);
  expect(record).toMatchObject({ exitCode: 130, problems: ['interrupted'] });
  const ids = told.slice(1).map(line => line.split(' ')[0]!);
  expect(record.cases.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
  expect(record.complete).toBe(false);
  expect(record.cases.length).toBeGreaterThan(0);
  expect(record.cases.map(({ id }) => id)).not.toContain('demo/waiting/waits');
  expect(envelopes.at(-1)?.testRunFinished?.success).toBe(false);
  expect(finished).toEqual(['run-1']);
});

test('a run that is interrupted in the handshake runs nothing, and keeps what was done before', async () => {
  const earlier = (await runSuite(passing, stage().deps)).record.cases;
  const { deps, finished, controller, told } = stage();
  const startRun = (signal: AbortSignal) => {
    controller.abort();
    const handshake = { kind: 'gone', how: `was ended: ${signal.aborted}` } as const;
    return stage({}, handshake).deps.startRun(signal);
  };
  const part = { planned: ['demo/other/passes-too', 'demo/verdicts/passes'], kept: earlier.slice(0, 1) };
  const { record } = await runSuite({ ...passing, part }, { ...deps, startRun });
  expect(record).toMatchObject({ exitCode: 130, problems: ['interrupted'], complete: false });
  expect(record.cases).toEqual(earlier.slice(0, 1));
  expect(record.plan?.cases).toBe(2);
  expect([told, finished]).toEqual([[], []]);
});

test('the order of the cases is drawn by the seed; the record is the same', async () => {
  const orderBy = async (seed: string) => {
    const { deps, told } = stage();
    const { record } = await runSuite({ ...running(), seed }, deps);
    return { told, verdicts: record.cases.map(({ id, verdict }) => [id, verdict]), plan: record.plan };
  };
  const [seven, again, eight] = [await orderBy('seven'), await orderBy('seven'), await orderBy('eight')];
  expect(again).toEqual(seven);
  expect(eight.told).not.toEqual(seven.told);
  expect(eight.told.toSorted()).toEqual(seven.told.toSorted());
  expect([eight.verdicts, eight.plan]).toEqual([seven.verdicts, seven.plan]);
});

test('cases that an earlier run has done are in the record beside those that were run now', async () => {
  const whole = await runSuite(passing, stage().deps);
  const [kept] = whole.record.cases;
  const planned = whole.record.cases.map(({ id }) => id);
  const { deps, told } = stage();
  const part = { planned, kept: [kept!], shard: '1/1' };
  const { record } = await runSuite({ ...running('features/demo/verdicts.feature:5'), part }, deps);
  expect(told).toEqual(['client demo-client', 'demo/verdicts/passes passed']);
  expect(record.cases.map(({ id }) => id)).toEqual(planned);
  expect(record).toMatchObject({ shard: '1/1', plan: whole.record.plan, complete: true, exitCode: 0 });
});

test('where the steps cannot be loaded, a client that was started is ended and the fault thrown', async () => {
  const { deps, finished } = stage();
  const suite = { ...demoSuite, steps: 'broken-steps.mjs' };
  await expect(runSuite(passing, { ...deps, suite })).rejects.toThrow('these steps do not load');
  expect(finished).toEqual(['run-1']);
});
