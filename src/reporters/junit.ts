import xmlbuilder, { type XMLElement } from 'xmlbuilder';
import { counts } from '../record/counted.ts';
import type { CaseRecord, FindingRecord, RunRecord } from '../record/record.ts';
import type { Verdict } from '../verdict/verdict.ts';

const ELEMENT: Readonly<Record<Verdict, 'failure' | 'error' | 'skipped' | undefined>> = {
  passed: undefined,
  warning: undefined,
  failed: 'failure',
  'unexpected-pass': 'failure',
  'could-not-run': 'error',
  'harness-error': 'error',
  'expected-failure': 'skipped',
  'not-declared': 'skipped',
  'not-applicable': 'skipped',
};

/** What a CI server is to make of a case; one that is not scored cannot fail its build. */
function elementOf(one: CaseRecord): (typeof ELEMENT)[Verdict] {
  const element = ELEMENT[one.verdict];
  return element === undefined || counts(one) ? element : 'skipped';
}

/** The record as JUnit XML: a suite a feature, a test case a case. */
export function renderJunit(record: RunRecord): string {
  const root = xmlbuilder.create('testsuites', { encoding: 'UTF-8' });
  count(root, record.suite.name, record.cases);
  for (const [name, cases] of byFeature(record.cases)) {
    const suite = root.ele('testsuite');
    count(suite, name, cases);
    suite.att('timestamp', record.startedAt.replace(/\.\d+Z$/, ''));
    for (const one of cases) testCase(suite, one);
  }
  return root.end({ pretty: true });
}

function byFeature(cases: readonly CaseRecord[]): Map<string, CaseRecord[]> {
  const features = new Map<string, CaseRecord[]>();
  for (const one of cases) {
    const name = one.id.split('/').slice(0, 2).join('/');
    features.set(name, [...(features.get(name) ?? []), one]);
  }
  return features;
}

function count(element: XMLElement, name: string, cases: readonly CaseRecord[]): void {
  const of = (kind: string) => cases.filter(one => elementOf(one) === kind).length;
  element.att({
    name,
    tests: cases.length,
    failures: of('failure'),
    errors: of('error'),
    skipped: of('skipped'),
  });
  element.att('time', seconds(cases.reduce((sum, { durationMs }) => sum + durationMs, 0)));
}

function testCase(suite: XMLElement, one: CaseRecord): void {
  const [platform, feature] = one.id.split('/');
  const time = seconds(one.durationMs);
  const element = add(suite, 'testcase', { classname: `${platform}.${feature}`, name: one.scenario, time });
  const properties = element.ele('properties');
  add(properties, 'property', { name: 'case', value: one.id });
  add(properties, 'property', { name: 'verdict', value: one.verdict });
  if (!counts(one)) add(properties, 'property', { name: 'scored', value: 'false' });
  for (const id of one.requirements) add(properties, 'property', { name: 'requirement', value: id });
  const kind = elementOf(one);
  const reason = one.reason ?? '';
  const outside = counts(one) ? '' : 'not scored, ';
  if (kind === 'skipped') add(element, kind, { message: `${outside}${one.verdict}: ${reason}` });
  else if (kind !== undefined) add(element, kind, { message: reason, type: one.verdict }, story(one));
  else if (one.verdict === 'warning') add(element, 'system-out', {}, story(one));
}

function add(parent: XMLElement, name: string, attributes: Record<string, string>, content = ''): XMLElement {
  const clean = Object.entries(attributes).map(([key, value]) => [key, legal(value)]);
  return parent.ele(name, Object.fromEntries(clean), legal(content));
}

/** Text without the characters that XML cannot hold (XML 1.0 section 2.2). */
function legal(text: string): string {
  return text.replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '\ufffd');
}

/** What each finding that counts says, one a paragraph. */
function story({ findings, verdict }: CaseRecord): string {
  return findings
    .filter(finding => finding.verdict === verdict)
    .map(paragraph)
    .join('\n\n');
}

function paragraph({ requirement, why, expected, sent, hint }: FindingRecord): string {
  const details = { expected, sent, hint };
  const lines = Object.entries(details).flatMap(([label, text]) =>
    text === undefined ? [] : [`${label}: ${text}`],
  );
  return [`${requirement} ${why}`, ...lines].join('\n');
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
