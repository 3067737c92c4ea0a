import type { Envelope } from '@cucumber/messages';
import {
  CASE_EVIDENCE_MEDIA_TYPE,
  type CaseEvidence,
  type CaseRecord,
  evidenceFrameSchema,
  type FindingRecord,
} from '../record/record.ts';
import { withFindings } from '../record/with-findings.ts';
import { caseIdOf, placeOf } from '../requirements/case-id.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import { type Verdict, worst } from '../verdict/verdict.ts';
import { type Attempt, MessageIndex } from './messages.ts';
import { judgesProvider } from './subject.ts';

/** Verdicts that leave a step failed. */
const FAILING: readonly Verdict[] = ['harness-error', 'could-not-run', 'failed'];
/** Verdicts that may end a scenario before its last step. */
const ENDING: readonly Verdict[] = [...FAILING, 'not-declared', 'not-applicable'];

/**
 * Cucumber's messages as case records, in the order of their source. Scenarios that had not ended are left
 * out. Whatever does not add up (no evidence, no judgement, a step that nobody defined) is `harness-error`.
 */
export function foldEnvelopes(envelopes: Iterable<Envelope>, catalogue: Catalogue): CaseRecord[] {
  const index = new MessageIndex();
  for (const envelope of envelopes) index.take(envelope);
  const finished = [...index.attempts.values()].filter(attempt => attempt.finished);
  return settleCases(finished.map(attempt => foldAttempt(index, attempt, catalogue)));
}

/** Cases that were folded one by one, as those of one run: in the order of their source, each id once. */
export function settleCases(cases: readonly CaseRecord[]): CaseRecord[] {
  return refuseTwins([...cases].sort(bySource));
}

/** One scenario that has ended. */
export function foldAttempt(index: MessageIndex, attempt: Attempt, catalogue: Catalogue): CaseRecord {
  const evidence = evidenceOf(attempt);
  const fault = typeof evidence === 'string' ? evidence : faultOf(attempt, evidence.findings);
  const known = typeof evidence === 'string' ? emptyEvidence(attempt.pickle) : evidence;
  const findings = known.findings.map(finding =>
    ownFault(finding, judgesProvider(known.requirements, catalogue)),
  );
  const record: CaseRecord = {
    ...known,
    ...identityOf(index, attempt.pickle),
    verdict: 'passed',
    durationMs: durationOf(attempt),
    steps: stepsOf(index, attempt),
  };
  return withFindings(record, fault === undefined ? findings : [...findings, harnessError(record, fault)]);
}

/** A case that was selected but not run, and why. */
export function caseNotRun(index: MessageIndex, pickle: Attempt['pickle'], why: string): CaseRecord {
  const evidence = emptyEvidence(pickle);
  const requirements = evidence.requirements.length === 0 ? [''] : evidence.requirements;
  const findings = requirements.map(requirement => ({
    requirement,
    verdict: 'could-not-run' as const,
    why,
    exchanges: [],
  }));
  const steps = pickle.steps.map(step => ({ text: step.text, status: 'not run' }));
  const record: CaseRecord = {
    ...evidence,
    ...identityOf(index, pickle),
    verdict: 'could-not-run',
    durationMs: 0,
    steps,
  };
  return withFindings(record, findings);
}

function identityOf(index: MessageIndex, { uri, name, location }: Attempt['pickle']) {
  return {
    id: caseIdOf(uri, name),
    platform: placeOf(uri).platform,
    feature: index.featureName(uri),
    scenario: name,
    source: `${uri}:${location?.line ?? 0}`,
  };
}

/** What the scenario attached, or the sentence that says why it is no evidence. */
function evidenceOf({ attachments }: Attempt): CaseEvidence | string {
  const found = attachments.filter(({ mediaType }) => mediaType === CASE_EVIDENCE_MEDIA_TYPE);
  const [only] = found;
  if (only === undefined) return 'The scenario left no evidence behind.';
  if (found.length > 1) return `The scenario left evidence behind ${found.length} times.`;
  const read = evidenceFrameSchema.safeParse(parsed(only));
  return read.success
    ? read.data
    : `The scenario's evidence does not have its form: ${read.error.issues[0]?.message}.`;
}

function parsed({ body, contentEncoding }: Attempt['attachments'][number]): unknown {
  try {
    return JSON.parse(contentEncoding === 'BASE64' ? Buffer.from(body, 'base64').toString() : body);
  } catch {
    return undefined;
  }
}

/** What is wrong with a scenario that its findings do not account for, or undefined. */
function faultOf(attempt: Attempt, findings: readonly FindingRecord[]): string | undefined {
  const verdict = worst(findings.map(finding => finding.verdict));
  const results = [...attempt.results.values()];
  const odd = results.find(({ status }) => ['UNDEFINED', 'AMBIGUOUS', 'PENDING', 'UNKNOWN'].includes(status));
  if (odd !== undefined) return `A step is ${odd.status.toLowerCase()}.`;
  const failed = results.find(({ status }) => status === 'FAILED');
  if (failed !== undefined && (verdict === undefined || !FAILING.includes(verdict))) {
    return `A step failed that no finding accounts for: ${failed.message?.split('\n')[0] ?? 'no message'}`;
  }
  if (verdict === undefined) return 'The scenario judged nothing.';
  if (results.some(({ status }) => status === 'SKIPPED') && !ENDING.includes(verdict)) {
    return 'Steps were left out, and no finding says why.';
  }
  return undefined;
}

function harnessError({ requirements }: CaseRecord, why: string): FindingRecord {
  return { requirement: requirements[0] ?? '', verdict: 'harness-error', why, exchanges: [] };
}

/** Provider rows judge our own mocks: what they fail is the harness's fault, never the client's. */
function ownFault(finding: FindingRecord, provider: boolean): FindingRecord {
  if (!provider || !['failed', 'warning'].includes(finding.verdict)) return finding;
  return { ...finding, verdict: 'harness-error', why: `The mock itself is at fault: ${finding.why}` };
}

function emptyEvidence({ tags }: Attempt['pickle']): CaseEvidence {
  const requirements = tags.map(({ name }) => name.slice(1)).filter(name => /^[A-Z]{3}-\d{2}$/.test(name));
  return { requirements, findings: [], exchanges: [], calls: [], strays: [], evidence: '' };
}

/** Steps of the feature, and those hooks that did not pass. */
function stepsOf(index: MessageIndex, attempt: Attempt): CaseRecord['steps'] {
  return attempt.testCase.testSteps.flatMap(testStep => {
    const status = attempt.results.get(testStep.id)?.status.toLowerCase() ?? 'not run';
    if (testStep.hookId !== undefined && ['passed', 'skipped'].includes(status)) return [];
    return [{ text: index.stepText(attempt, testStep) ?? '', status }];
  });
}

/** Milliseconds that the steps and hooks took, to a thousandth. */
function durationOf({ results }: Attempt): number {
  const nanos = [...results.values()].reduce(
    (sum, { duration }) => sum + duration.seconds * 1e9 + duration.nanos,
    0,
  );
  return Math.round(nanos / 1e3) / 1e3;
}

function bySource(a: CaseRecord, b: CaseRecord): number {
  const [fileA = '', lineA] = a.source.split(':');
  const [fileB = '', lineB] = b.source.split(':');
  return fileA < fileB ? -1 : fileA > fileB ? 1 : Number(lineA) - Number(lineB);
}

/** Two scenarios of one name cannot be told apart: both are the suite's own fault. */
function refuseTwins(cases: CaseRecord[]): CaseRecord[] {
  const seen = new Map<string, number>();
  for (const { id } of cases) seen.set(id, (seen.get(id) ?? 0) + 1);
  return cases.map(record =>
    seen.get(record.id) === 1
      ? record
      : withFindings(record, [
          ...record.findings,
          harnessError(record, `${seen.get(record.id)} scenarios have the id ${record.id}.`),
        ]),
  );
}
