import { coerce, satisfies } from 'semver';
import type { CaseRecord, FindingRecord } from '../record/record.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import type { Expectation } from './format.ts';

/** A version as far as it can be read: `curl 7.88.1` is 7.88.1. @returns undefined where it cannot */
export function readableVersion(clientVersion: string): string | undefined {
  return coerce(clientVersion, { includePrerelease: true })?.version;
}

/** Whether a row is about this version. One that cannot be read falls under no range: an excuse must be certain. */
export function appliesTo({ client }: Pick<Expectation, 'client'>, clientVersion: string): boolean {
  if (client === undefined) return true;
  const version = readableVersion(clientVersion);
  return version !== undefined && satisfies(version, client, { includePrerelease: true });
}

/** Whether a row speaks of a finding. */
export function covers(row: Expectation, finding: FindingRecord, record: CaseRecord): boolean {
  return row.case === undefined ? row.requirement === finding.requirement : row.case === record.id;
}

/** Whether a row speaks of something that a case fails, be it excused already. */
export function isNeededFor(row: Expectation, record: CaseRecord): boolean {
  return record.findings.some(
    finding =>
      ['failed', 'warning', 'expected-failure'].includes(finding.verdict) && covers(row, finding, record),
  );
}

/** Ids of the cases that a row is about; none where the suite does not have what it names. */
export function targetsOf(row: Expectation, catalogue: Catalogue): string[] {
  const ids = (rows: Catalogue['rows']) => rows.flatMap(({ scenarios }) => scenarios?.map(s => s.case) ?? []);
  if (row.case === undefined) return ids(catalogue.rows.filter(({ id }) => id === row.requirement));
  return ids(catalogue.rows).filter(id => id === row.case);
}
