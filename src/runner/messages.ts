import type { Envelope } from '@cucumber/messages';
import { caseIdOf } from '../requirements/case-id.ts';

type Pickle = NonNullable<Envelope['pickle']>;
type TestCase = NonNullable<Envelope['testCase']>;
type Attachment = NonNullable<Envelope['attachment']>;
type GherkinDocument = NonNullable<Envelope['gherkinDocument']>;
type StepResult = NonNullable<Envelope['testStepFinished']>['testStepResult'];
type Feature = NonNullable<GherkinDocument['feature']>;

/** One scenario that was begun, with what came of its steps. */
export interface Attempt {
  readonly pickle: Pickle;
  readonly testCase: TestCase;
  /** By id of the test step; a step without one has not ended. */
  readonly results: Map<string, StepResult>;
  readonly attachments: Attachment[];
  finished: boolean;
}

/** Cucumber's messages, taken in as they come and looked up by what they say. */
export class MessageIndex {
  readonly attempts = new Map<string, Attempt>();
  /** What went wrong outside any scenario, one sentence each. */
  readonly faults: string[] = [];
  readonly #pickles = new Map<string, Pickle>();
  readonly #testCases = new Map<string, TestCase>();
  readonly #keywords = new Map<string, string>();
  readonly #features = new Map<string, string>();
  readonly #hooks = new Map<string, string>();

  /** Scenarios that are to be run, in their order. */
  get selected(): Pickle[] {
    return [...this.#testCases.values()].map(testCase => this.#pickle(testCase));
  }

  /** The id of the case that a test case is of. */
  caseIdOf(testCase: TestCase): string {
    const { uri, name } = this.#pickle(testCase);
    return caseIdOf(uri, name);
  }

  take(envelope: Envelope): void {
    const { pickle, testCase, gherkinDocument, hook, parseError, testRunHookFinished } = envelope;
    if (gherkinDocument !== undefined) this.#takeDocument(gherkinDocument);
    else if (pickle !== undefined) this.#pickles.set(pickle.id, pickle);
    else if (hook !== undefined) this.#hooks.set(hook.id, hookText(hook));
    else if (testCase !== undefined) this.#testCases.set(testCase.id, testCase);
    else if (parseError !== undefined)
      this.faults.push(`Failed to read ${parseError.source.uri}: ${parseError.message}`);
    else if (testRunHookFinished?.result.status === 'FAILED')
      this.faults.push(`A hook of the run failed: ${testRunHookFinished.result.message ?? ''}`);
    else this.#takeProgress(envelope);
  }

  /** The feature's name, by its file. */
  featureName(uri: string): string {
    return this.#features.get(uri) ?? '';
  }

  /** A test step as the feature words it, or the hook's name; undefined for what is neither. */
  stepText(attempt: Attempt, testStep: TestCase['testSteps'][number]): string | undefined {
    if (testStep.hookId !== undefined) return this.#hooks.get(testStep.hookId);
    const step = attempt.pickle.steps.find(({ id }) => id === testStep.pickleStepId);
    return step && `${this.#keywords.get(step.astNodeIds[0] ?? '') ?? ''}${step.text}`;
  }

  #takeProgress({ testCaseStarted, testCaseFinished, testStepFinished, attachment }: Envelope): void {
    if (testCaseStarted !== undefined) this.#begin(testCaseStarted.id, testCaseStarted.testCaseId);
    else if (testStepFinished !== undefined) {
      const { testCaseStartedId, testStepId, testStepResult } = testStepFinished;
      this.#attempt(testCaseStartedId).results.set(testStepId, testStepResult);
    } else if (attachment?.testCaseStartedId !== undefined) {
      this.#attempt(attachment.testCaseStartedId).attachments.push(attachment);
    } else if (testCaseFinished !== undefined)
      this.#attempt(testCaseFinished.testCaseStartedId).finished = true;
  }

  #begin(id: string, testCaseId: string): void {
    const testCase = this.#testCases.get(testCaseId);
    if (testCase === undefined)
      throw new Error(`Failed to follow Cucumber's messages: no test case ${testCaseId}.`);
    const pickle = this.#pickle(testCase);
    this.attempts.set(id, { pickle, testCase, results: new Map(), attachments: [], finished: false });
  }

  #attempt(id: string): Attempt {
    const attempt = this.attempts.get(id);
    if (attempt === undefined)
      throw new Error(`Failed to follow Cucumber's messages: ${id} was never started.`);
    return attempt;
  }

  #pickle(testCase: TestCase): Pickle {
    const pickle = this.#pickles.get(testCase.pickleId);
    if (pickle === undefined)
      throw new Error(`Failed to follow Cucumber's messages: no pickle ${testCase.pickleId}.`);
    return pickle;
  }

  #takeDocument({ uri, feature }: GherkinDocument): void {
    if (feature === undefined) return;
    this.#features.set(uri ?? '', feature.name);
    for (const step of stepsOf(feature)) this.#keywords.set(step.id, step.keyword);
  }
}

function stepsOf({ children }: Feature) {
  const blocks = children.flatMap(child => [child, ...(child.rule?.children ?? [])]);
  return blocks.flatMap(({ background, scenario }) => [
    ...(background?.steps ?? []),
    ...(scenario?.steps ?? []),
  ]);
}

function hookText({ type, name }: NonNullable<Envelope['hook']>): string {
  const when = type === 'BEFORE_TEST_CASE' ? 'Before' : 'After';
  return name === undefined ? `(${when} hook)` : `(${when} hook: ${name})`;
}
