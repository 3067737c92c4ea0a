import type { Envelope } from '@cucumber/messages';
import type { CaseRecord, RunRecord } from '../record/record.ts';
import { caseIdOf } from '../requirements/case-id.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import { loadSteps, readScenarios, runScenarios, type Sources, type Steps } from './cucumber.ts';
import { caseNotRun, foldAttempt, settleCases } from './fold.ts';
import { mergeStreams } from './merge.ts';
import { MessageIndex } from './messages.ts';
import { planOf } from './plan.ts';
import { type RunFacts, runRecordOf } from './run-record.ts';
import { partition, scenariosOf } from './select.ts';
import {
  type ClientRecord,
  clientRecord,
  endingProblems,
  handshakeProblem,
  type StartedRun,
  type StartRun,
} from './started-run.ts';
import type { Suite } from './suite.ts';

export interface RunSuiteOptions {
  /** Which cases, as `select` gives them. */
  readonly sources: Sources;
  /** The words of the command line that chose the client. */
  readonly clientWords: readonly string[];
  readonly strict: boolean;
  readonly selfCheck: boolean;
  /** The frozen set that is scored; default: everything. */
  readonly set?: string | undefined;
  /** How many client processes share the cases. */
  readonly workers: number;
  /** The order of the cases is drawn by it. */
  readonly seed: string;
  /** All cases of the plan that this run is a part of, and which part it is; default: the selected cases, all of them. */
  readonly part?: Part;
}

/** A part of a greater run. */
export interface Part {
  /** Ids of the cases of the whole. */
  readonly planned: readonly string[];
  readonly shard?: string;
  /** Cases of this part that an earlier run has done. */
  readonly kept: readonly CaseRecord[];
}

/** What is told of a run as it goes on. */
export interface RunProgress {
  /** The client has introduced itself. */
  started(client: ClientRecord): void;
  /** These cases are to come, too. */
  selected(ids: readonly string[]): void;
  finished(record: CaseRecord): void;
}

export interface RunSuiteDependencies {
  readonly suite: Suite;
  readonly catalogue: Catalogue;
  readonly startRun: StartRun;
  /** Applies the expectations file to cases. */
  readonly amend: (cases: CaseRecord[], client: ClientRecord) => CaseRecord[];
  readonly progress: RunProgress;
  /** Ends the run where it is; the record is then made of what was done. */
  readonly signal: AbortSignal;
}

export interface RunSuiteResult {
  readonly record: RunRecord;
  /** The run as one valid stream of Cucumber's messages. */
  readonly envelopes: Envelope[];
}

/**
 * Run the selected cases against one client. Whatever the client does ends in the record.
 * @throws only for faults of the harness
 */
export async function runSuite(
  options: RunSuiteOptions,
  deps: RunSuiteDependencies,
): Promise<RunSuiteResult> {
  const startedAt = new Date();
  const begun = performance.now();
  const { sources, workers, strict, clientWords, selfCheck, set, seed, part } = options;
  const shares = workers > 1 ? partition(await scenariosOf(deps.suite, sources), workers) : [];
  const ordered = (shares.length === 0 ? [sources] : shares).map(share => ({ ...share, seed }));
  const facts = await runShares(ordered, deps, part?.kept ?? []);
  const planned = part?.planned ?? facts.selected;
  const record = runRecordOf(facts, {
    ...deps,
    selection: { client: [...clientWords], strict, selfCheck, ...(set === undefined ? {} : { set }) },
    seed,
    plan: planOf(deps.suite, planned, { strict, selfCheck, set }),
    shard: part?.shard,
    startedAt,
    durationMs: performance.now() - begun,
  });
  return { record, envelopes: facts.envelopes };
}

/** Each share of the cases with a client of its own, all at once in this process. */
async function runShares(
  shares: readonly Sources[],
  deps: RunSuiteDependencies,
  kept: readonly CaseRecord[],
): Promise<RunFacts> {
  const { steps, runs } = await bringUp(deps, shares.length);
  const client = clientRecord(runs[0]!);
  const refused = runs.map(handshakeProblem).find(problem => problem !== undefined);
  if (refused !== undefined) {
    await Promise.all(runs.map(run => run.finish()));
    return nothingRun(shares, deps, client, kept, refused);
  }
  deps.progress.started(client);
  const streams = runs.map(run => new Stream(deps, client, run.redact));
  const faults = await untilAborted(
    shares.map((share, i) => runScenarios(deps.suite, steps, share, { run: runs[i]!.id }, streams[i]!.take)),
    deps.signal,
  );
  await Promise.all(runs.map(run => run.finish()));
  const endings = runs.map(endingProblems);
  return factsOf(streams, client, deps, kept, {
    harness: [
      ...runs.reduce((told, run) => run.redact(told), faults),
      ...streams.flatMap(({ index }) => index.faults),
    ],
    adapter: endings.flatMap(ending => ending.adapter),
    incomplete: endings.flatMap(ending => ending.incomplete),
  });
}

/** Load the steps and start the clients at the same time; where either fails nothing is left running. */
async function bringUp(
  { suite, startRun, signal }: RunSuiteDependencies,
  count: number,
): Promise<{ steps: Steps; runs: StartedRun[] }> {
  const starting = Promise.allSettled(Array.from({ length: count }, () => startRun(signal)));
  const [steps] = await Promise.allSettled([loadSteps(suite)]);
  const started = await starting;
  const runs = started.flatMap(result => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = [steps, ...started].find(result => result.status === 'rejected');
  if (steps.status === 'fulfilled' && failed === undefined) return { steps: steps.value, runs };
  await Promise.allSettled(runs.map(run => run.finish()));
  throw failed?.reason;
}

/** The messages of one share, and its progress while it lasts. */
class Stream {
  readonly envelopes: Envelope[] = [];
  readonly cases: CaseRecord[] = [];
  readonly index = new MessageIndex();
  readonly #deps: RunSuiteDependencies;
  readonly #client: ClientRecord;
  readonly #redact: StartedRun['redact'];

  constructor(deps: RunSuiteDependencies, client: ClientRecord, redact: StartedRun['redact']) {
    this.#deps = deps;
    this.#client = client;
    this.#redact = redact;
  }

  readonly take = (told: Envelope): void => {
    const { signal, progress } = this.#deps;
    if (signal.aborted) return;
    // Cucumber itself catches what is thrown outside a step's promise: nobody has taken the secrets out of that.
    const envelope = told.testStepFinished?.testStepResult.message === undefined ? told : this.#redact(told);
    this.envelopes.push(envelope);
    this.index.take(envelope);
    if (envelope.testCase !== undefined) progress.selected([this.index.caseIdOf(envelope.testCase)]);
    if (envelope.testCaseFinished !== undefined) this.#tell(envelope.testCaseFinished.testCaseStartedId);
  };

  #tell(startedId: string): void {
    const record = foldAttempt(this.index, this.index.attempts.get(startedId)!, this.#deps.catalogue);
    this.cases.push(record);
    for (const amended of this.#deps.amend([record], this.#client)) this.#deps.progress.finished(amended);
  }
}

/**
 * Wait for all, or for the signal.
 * @returns what broke down on the way, one sentence each
 */
async function untilAborted(work: readonly Promise<void>[], signal: AbortSignal): Promise<string[]> {
  const settled = Promise.allSettled(work);
  const aborted = new Promise<[]>(resolve => {
    if (signal.aborted) resolve([]);
    signal.addEventListener('abort', () => resolve([]), { once: true });
  });
  const results = await Promise.race([settled, aborted]);
  return results.flatMap(result =>
    result.status === 'rejected' ? [`The harness broke down: ${String(result.reason)}`] : [],
  );
}

function factsOf(
  streams: readonly Stream[],
  client: ClientRecord,
  { amend, signal }: RunSuiteDependencies,
  kept: readonly CaseRecord[],
  problems: RunFacts['problems'],
): RunFacts {
  const envelopes = mergeStreams(streams.map(stream => stream.envelopes));
  const selected = streams.flatMap(({ index }) => index.selected.map(({ uri, name }) => caseIdOf(uri, name)));
  const cases = amend(settleCases([...kept, ...streams.flatMap(stream => stream.cases)]), client);
  const interrupted = signal.aborted;
  const incomplete = [...problems.incomplete];
  if (interrupted) incomplete.push('interrupted');
  else if (cases.length === 0) incomplete.push('No case was selected, so nothing was run.');
  return { client, selected, cases, envelopes, interrupted, problems: { ...problems, incomplete } };
}

/** Every selected case could not run, for one reason; or the run was interrupted before any of them. */
async function nothingRun(
  shares: readonly Sources[],
  { suite, amend, signal }: RunSuiteDependencies,
  client: ClientRecord,
  kept: readonly CaseRecord[],
  why: string,
): Promise<RunFacts> {
  const index = new MessageIndex();
  for (const share of shares) {
    for (const envelope of await readScenarios(suite, share)) index.take(envelope);
  }
  const selected = index.selected.map(({ uri, name }) => caseIdOf(uri, name));
  const harness = index.faults;
  if (signal.aborted) {
    const problems = { harness, adapter: [], incomplete: ['interrupted'] };
    const cases = amend(settleCases(kept), client);
    return { client, selected, cases, envelopes: [], interrupted: true, problems };
  }
  const cases = settleCases(index.selected.map(pickle => caseNotRun(index, pickle, why)));
  const problems = { harness, adapter: [why], incomplete: [] };
  return { client, selected, cases, envelopes: [], interrupted: false, problems };
}
