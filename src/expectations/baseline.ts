import { satisfies } from 'semver';
import { Document, isMap, isScalar } from 'yaml';
import { counts } from '../record/counted.ts';
import type { CaseRecord, FindingRecord, RunRecord } from '../record/record.ts';
import { UsageError } from '../runner/usage-error.ts';
import { readableVersion } from './match.ts';

/** How the rows of a new expectations file are to be. */
export interface BaselineOptions {
  /** `TEXT` for every row, or `ID=TEXT` for those of a case or requirement. */
  readonly reasons: readonly string[];
  /** The versions of the client that the rows hold for; true: exactly the one that was run; default: all. */
  readonly clientRange?: string | true | undefined;
}

/** An id of a requirement or a case, and what follows its `=`. */
const OWN_REASON = /^([A-Z]{3}-\d{2}|[\w-]+\/[\w-]+\/[\w-]+)=(.*)$/s;
const LONGEST_COMMENT = 160;
const WIDTH = 100;

/** The cases of a run that a baseline has a row for: those that failed, excused or not. */
export function failedCases({ cases }: RunRecord): CaseRecord[] {
  return cases.filter(one => counts(one) && ['failed', 'expected-failure'].includes(one.verdict));
}

/**
 * An expectations file with a row for each case that failed; what failed stands beside it as a comment.
 * @throws UsageError where a row would have no reason, a reason no row, or the range leaves the client out
 */
export function baselineOf(record: RunRecord, { reasons, clientRange }: BaselineOptions): string {
  const client = rangeFor(record, clientRange);
  const cases = failedCases(record);
  const reasonFor = reasonsFor(cases, reasons);
  const rows = cases.map(one => ({
    case: one.id,
    reason: reasonFor(one),
    ...(client === undefined ? {} : { client }),
  }));
  const document = new Document({ expected: rows });
  for (const [i, one] of cases.entries()) comment(document, i, unmet(one));
  const { name, version } = record.client;
  document.commentBefore = oneLine(` What ${name} ${version} does not do yet (countersign baseline write).`);
  return document.toString({ lineWidth: WIDTH });
}

function rangeFor({ client }: RunRecord, range: string | true | undefined): string | undefined {
  if (range === undefined) return undefined;
  const version = readableVersion(client.version);
  if (version === undefined)
    throw new UsageError(
      `--client-range needs a version that can be read; the client calls its own ${JSON.stringify(client.version)}.`,
    );
  if (range === true) return version;
  if (satisfies(version, range, { includePrerelease: true })) return range;
  throw new UsageError(`--client-range ${range} leaves out ${version}, the version that was run.`);
}

/** The reason of each case: its own, that of a requirement that it fails, or the one for all. */
function reasonsFor(cases: readonly CaseRecord[], texts: readonly string[]): (one: CaseRecord) => string {
  const [own, common] = sorted(texts);
  const reasonFor = (one: CaseRecord) => {
    const ids = [one.id, ...unmet(one).map(finding => finding.requirement)];
    return ids.map(id => own.get(id)).find(reason => reason !== undefined) ?? common;
  };
  const without = cases.filter(one => reasonFor(one) === undefined).map(({ id }) => id);
  if (without.length > 0)
    throw new UsageError(
      `Every row needs a reason, and these have none: ${without.join(', ')}. Give --reason TEXT for all, or --reason ID=TEXT for a case or requirement.`,
    );
  const idle = [...own.keys()].find(
    id => !cases.some(one => one.id === id || unmet(one).some(finding => finding.requirement === id)),
  );
  if (idle !== undefined) throw new UsageError(`--reason ${idle}=… names what did not fail in that run.`);
  return one => reasonFor(one)!;
}

function sorted(texts: readonly string[]): [own: Map<string, string>, common: string | undefined] {
  const own = new Map<string, string>();
  let common: string | undefined;
  for (const text of texts) {
    const [, id, reason = text] = OWN_REASON.exec(text) ?? [];
    if (reason.trim() === '') throw new UsageError('--reason takes why it is expected to fail, in words.');
    if (id === undefined ? common !== undefined : own.has(id))
      throw new UsageError(`--reason is given twice for ${id ?? 'all rows'}. Give one.`);
    if (id === undefined) common = reason.trim();
    else own.set(id, reason.trim());
  }
  return [own, common];
}

function unmet(one: CaseRecord): FindingRecord[] {
  return one.findings.filter(({ verdict }) => ['failed', 'expected-failure'].includes(verdict));
}

/** What failed, above the reason of a row. */
function comment(document: Document, row: number, findings: readonly FindingRecord[]): void {
  const map = document.getIn(['expected', row]);
  const key = isMap(map) ? map.items[1]?.key : undefined;
  const lines = findings.map(({ requirement, why }) => oneLine(` ${requirement}: ${why}`));
  if (isScalar(key)) key.commentBefore = lines.join('\n');
}

/** What others wrote, as one line that ends no comment. */
function oneLine(text: string): string {
  const plain = text.replace(/[\p{C}\p{Z}]+/gu, ' ');
  return plain.length > LONGEST_COMMENT ? `${plain.slice(0, LONGEST_COMMENT)}…` : plain;
}
