import { worst } from '../verdict/verdict.ts';
import type { CaseRecord, FindingRecord } from './record.ts';

/** A case with other findings: its verdict is the worst of them, its reason that finding's. */
export function withFindings(record: CaseRecord, findings: FindingRecord[]): CaseRecord {
  const verdict = worst(findings.map(finding => finding.verdict)) ?? 'harness-error';
  const { reason: _old, ...rest } = record;
  const reason =
    verdict === 'passed' ? undefined : findings.find(finding => finding.verdict === verdict)?.why;
  return { ...rest, findings, verdict, ...(reason === undefined ? {} : { reason }) };
}
