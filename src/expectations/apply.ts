import { coerce, satisfies } from 'semver';
import type { CaseRecord, FindingRecord } from '../record/record.ts';
import { withFindings } from '../record/with-findings.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import type { Expectation } from './read.ts';

/** What decides whether a row holds, besides the case. */
export interface ExpectationContext {
  readonly clientVersion: string;
  /** The day of the run (UTC), `YYYY-MM-DD`. */
  readonly today: string;
  readonly catalogue: Catalogue;
}

/**
 * Cases as they stand against the list of known failures: what fails and is expected to is
 * `expected-failure`; what passes against a row is `unexpected-pass`.
 */
export function applyExpectations(
  cases: CaseRecord[],
  rows: readonly Expectation[],
  context: ExpectationContext,
): CaseRecord[] {
  const holding = rows.filter(row => appliesTo(row, context.clientVersion));
  const excused = cases.map(record =>
    withFindings(
      record,
      record.findings.map(finding => excuse(finding, record, holding, context)),
    ),
  );
  return holding.filter(row => wentUnused(row, cases, context.catalogue)).reduce(reportPass, excused);
}

/** A version that cannot be read falls under no range: an excuse must be certain. */
function appliesTo({ client }: Expectation, clientVersion: string): boolean {
  if (client === undefined) return true;
  const version = coerce(clientVersion, { includePrerelease: true });
  return version !== null && satisfies(version, client, { includePrerelease: true });
}

function excuse(
  finding: FindingRecord,
  record: CaseRecord,
  rows: readonly Expectation[],
  { today }: ExpectationContext,
): FindingRecord {
  const row = isUnmet(finding) ? rows.find(candidate => covers(candidate, finding, record)) : undefined;
  if (row === undefined) return finding;
  if (row.until !== undefined && row.until < today) {
    return {
      ...finding,
      why: `${finding.why} (It was expected until ${row.until}, which is past: ${row.at}.)`,
    };
  }
  return {
    ...finding,
    verdict: 'expected-failure',
    why: `${finding.why} Expected (${row.at}): ${described(row)}`,
  };
}

function isUnmet({ verdict }: FindingRecord): boolean {
  return verdict === 'failed' || verdict === 'warning';
}

function covers(row: Expectation, finding: FindingRecord, record: CaseRecord): boolean {
  return row.case === undefined ? row.requirement === finding.requirement : row.case === record.id;
}

function described({ reason, kind, issue }: Expectation): string {
  return [kind === undefined ? reason : `${kind}: ${reason}`, issue]
    .filter(part => part !== undefined)
    .join(' ');
}

/**
 * Whether all that a row speaks of was run and none of it failed, though some passed. A requirement's row is
 * only judged when every one of its cases was run.
 */
function wentUnused(row: Expectation, cases: readonly CaseRecord[], catalogue: Catalogue): boolean {
  const targets = targetsOf(row, catalogue).map(id => cases.find(record => record.id === id));
  const verdicts = targets.map(record => record?.verdict);
  return (
    verdicts.includes('passed') &&
    verdicts.every(verdict => verdict !== undefined && HARMLESS.includes(verdict))
  );
}

const HARMLESS: readonly string[] = ['passed', 'not-declared', 'not-applicable'];

function targetsOf(row: Expectation, catalogue: Catalogue): string[] {
  if (row.case !== undefined) return [row.case];
  return catalogue.find(row.requirement ?? '')?.scenarios?.map(scenario => scenario.case) ?? [];
}

function reportPass(cases: CaseRecord[], row: Expectation): CaseRecord[] {
  const why = `It passes, though ${row.at} expects it to fail (${row.reason}). Delete that row.`;
  return cases.map(record => {
    const spokenOf =
      row.case === undefined ? record.requirements.includes(row.requirement ?? '') : record.id === row.case;
    if (!spokenOf || !['passed', 'unexpected-pass'].includes(record.verdict)) return record;
    const requirement = row.requirement ?? record.requirements[0] ?? '';
    return withFindings(record, [
      ...record.findings,
      { requirement, verdict: 'unexpected-pass', why, exchanges: [] },
    ]);
  });
}
