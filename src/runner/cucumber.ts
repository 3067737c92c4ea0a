import { join } from 'node:path';
import { Writable } from 'node:stream';
import {
  type IRunEnvironment,
  type ISourcesCoordinates,
  type ISupportCodeLibrary,
  loadSupport,
  runCucumber,
} from '@cucumber/cucumber/api';
import type { Envelope } from '@cucumber/messages';
import type { Suite } from './suite.ts';

/** Which scenarios: feature files (globs or `file:line`, relative to the suite) and tags. */
export interface Sources {
  readonly paths: readonly string[];
  /** A tag expression; empty = all. */
  readonly tags: string;
  /** Their order is drawn by it; without one it is that of the files. */
  readonly seed?: string;
}

export type Steps = ISupportCodeLibrary;

/** A module is evaluated once a process, and only then registers its steps: so what it gave is kept. */
const loaded = new Map<string, Promise<Steps>>();

/** Load the step definitions, to be used by any number of runs in this process. */
export function loadSteps(suite: Suite): Promise<Steps> {
  const key = join(suite.root, suite.steps);
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const sources = coordinates({ paths: ['none'], tags: '' });
  const loading = loadSupport({ sources, support: { importPaths: [suite.steps] } }, environment(suite));
  loaded.set(key, loading);
  return loading;
}

/** Run scenarios one after the other; every message goes to `onMessage` as it comes. */
export async function runScenarios(
  suite: Suite,
  steps: Steps,
  sources: Sources,
  worldParameters: { readonly run: string },
  onMessage: (envelope: Envelope) => void,
): Promise<void> {
  await cucumber(suite, steps, sources, { ...worldParameters }, false, onMessage);
}

/** Read the scenarios without running any: the messages up to `testCase`, in the order of a run. */
export async function readScenarios(suite: Suite, sources: Sources): Promise<Envelope[]> {
  const envelopes: Envelope[] = [];
  await cucumber(suite, {}, sources, {}, true, envelope => envelopes.push(envelope));
  return envelopes;
}

/**
 * Neither the user's configuration nor their environment has a say here: no cucumber.js file is read, nothing
 * is published, and paths are taken from the suite's own folder.
 */
async function cucumber(
  suite: Suite,
  support: Steps | Record<string, never>,
  sources: Sources,
  worldParameters: Record<string, string>,
  dryRun: boolean,
  onMessage: (envelope: Envelope) => void,
): Promise<void> {
  const runtime = {
    dryRun,
    failFast: false,
    filterStacktraces: true,
    parallel: 0,
    retry: 0,
    retryTagFilter: '',
    strict: true,
  };
  await runCucumber(
    {
      sources: coordinates(sources),
      support,
      runtime: { ...runtime, worldParameters },
      // The record is made from the messages. What Cucumber must print goes nowhere: so its shortest report.
      formats: { stdout: 'rerun', files: {}, publish: false, options: {} },
    },
    environment(suite),
    onMessage,
  );
}

function coordinates({ paths, tags, seed }: Sources): ISourcesCoordinates {
  const order = seed === undefined ? ('defined' as const) : (`random:${seed}` as const);
  return { defaultDialect: 'en', names: [], order, paths: [...paths], tagExpression: tags };
}

function environment(suite: Suite): IRunEnvironment {
  return { cwd: suite.root, stdout: nowhere(), stderr: nowhere(), env: {} };
}

function nowhere(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
