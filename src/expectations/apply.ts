import type { CaseRecord, FindingRecord } from '../record/record.ts';
import { withFindings } from '../record/with-findings.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import type { Expectation } from './format.ts';
import { appliesTo, covers, isNeededFor, targetsOf } from './match.ts';

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

function excuse(
  finding: FindingRecord,
  record: CaseRecord,
  rows: readonly Expectation[],
  { today }: ExpectationContext,
): FindingRecord {
  const about = isUnmet(finding) ? rows.filter(row => covers(row, finding, record)) : [];
  const late = about.find(({ until }) => until !== undefined && until < today);
  if (late !== undefined) {
    // Also where it would only warn: an excuse that has run out has to be looked at.
    const why = `${finding.why} (It was expected until ${late.until}, which is past. Mend the client, or the row ${late.at}.)`;
    return { ...finding, verdict: 'failed', why };
  }
  const [row] = about;
  if (row === undefined) return finding;
  return {
    ...finding,
    verdict: 'expected-failure',
    why: `${finding.why} Expected (${row.at}): ${described(row)}`,
  };
}

function isUnmet({ verdict }: FindingRecord): boolean {
  return verdict === 'failed' || verdict === 'warning';
}

function described({ reason, kind, issue }: Expectation): string {
  return [kind === undefined ? reason : `${kind}: ${reason}`, issue]
    .filter(part => part !== undefined)
    .join(' ');
}

/**
 * Whether all that a row speaks of was run and none of it failed, though some passed. A requirement's row is
 * only judged when every one of its cases was run, and may be needed for a case of another requirement that
 * fails for the cause it names.
 */
function wentUnused(row: Expectation, cases: readonly CaseRecord[], catalogue: Catalogue): boolean {
  const targets = targetsOf(row, catalogue).map(id => cases.find(record => record.id === id));
  const verdicts = targets.map(record => record?.verdict);
  return (
    !cases.some(record => isNeededFor(row, record)) &&
    verdicts.includes('passed') &&
    verdicts.every(verdict => verdict !== undefined && HARMLESS.includes(verdict))
  );
}

const HARMLESS: readonly string[] = ['passed', 'not-declared', 'not-applicable'];

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
