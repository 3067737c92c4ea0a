import { counts } from '../record/counted.ts';
import type { CaseRecord, FindingRecord, RunRecord } from '../record/record.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import { VERDICTS, type Verdict } from '../verdict/verdict.ts';
import { explainCommand, repeatCommand } from './commands.ts';
import { indent, type Paint, paintVerdict, printable } from './paint.ts';

/** What the terminal report needs besides the record. */
export interface TerminalContext {
  readonly catalogue: Catalogue;
  readonly paint: Paint;
  /** As the user would name it. */
  readonly reportsFolder: string;
  /** Names of the reports written there. */
  readonly written: readonly string[];
}

/** Verdicts that nobody asked for and somebody must look at. */
const UNEXPECTED: readonly Verdict[] = ['failed', 'unexpected-pass', 'could-not-run', 'harness-error'];
/** Cases that could not run for one reason are told once when there are more of them than this. */
const TOLD_SINGLY = 3;

/** The end of a run for people: reports, warnings, verdicts by number, unexpected failures last. */
export function renderRun(record: RunRecord, context: TerminalContext): string {
  const parts = [
    reportLines(context),
    warnings(record, context.paint),
    notScored(record, context.paint),
    summaryLine(record, context.paint),
    waitedLine(record),
    ...record.problems.map(problem => context.paint.red(printable(problem))),
    ...failures(record, context),
    meaning(record),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

function reportLines({ written, reportsFolder }: TerminalContext): string {
  return written.length === 0 ? '' : `Reports in ${reportsFolder}: ${written.join(', ')}`;
}

function warnings({ cases }: RunRecord, paint: Paint): string {
  const warned = cases.filter(one => counts(one) && one.verdict === 'warning');
  const lines = warned.map(({ id, reason }) => `  ${id}: ${printable(reason ?? '')}`);
  return warned.length === 0
    ? ''
    : [paint.yellow(`Recommendations that are not met (${warned.length}):`), ...lines].join('\n');
}

/** Cases outside the set that is scored: by number, and each that would matter if it were in. */
function notScored({ cases, selection }: RunRecord, paint: Paint): string {
  const outside = cases.filter(one => !counts(one));
  if (outside.length === 0) return '';
  const lines = outside
    .filter(({ verdict }) => verdict !== 'passed')
    .map(one => `  ${paintVerdict(paint, one.verdict)} ${one.id}: ${printable(one.reason ?? '')}`);
  return [`Not in set ${selection.set}: shown, not scored (${outside.length}):`, ...lines].join('\n');
}

function summaryLine({ summary, cases, durationMs }: RunRecord, paint: Paint): string {
  const counted = [...VERDICTS].reverse().filter(verdict => summary[verdict] > 0);
  const parts = counted.map(verdict => paintVerdict(paint, verdict, `${summary[verdict]} ${verdict}`));
  const outside = cases.filter(one => !counts(one)).length;
  if (outside > 0) parts.push(paint.dim(`${outside} not scored`));
  return `${cases.length} case${cases.length === 1 ? '' : 's'} in ${(durationMs / 1000).toFixed(1)} s: ${parts.join(', ') || 'none'}`;
}

/** What a run truly waited would look like slowness otherwise. */
function waitedLine({ cases }: RunRecord): string {
  const waitedMs = cases.reduce((sum, one) => sum + (one.waitedMs ?? 0), 0);
  return waitedMs === 0
    ? ''
    : `Waited ${(waitedMs / 1000).toFixed(1)} s for clients whose time cannot be moved.`;
}

function failures(record: RunRecord, context: TerminalContext): string[] {
  const unexpected = record.cases.filter(one => counts(one) && UNEXPECTED.includes(one.verdict));
  const crowds = crowdedReasons(unexpected);
  const single = unexpected.filter(({ reason }) => !crowds.has(reason ?? ''));
  const untold = [...crowds].filter(([reason]) => !record.problems.includes(reason));
  return [
    ...untold.map(([reason, count]) =>
      context.paint.red(`${count} cases could not run: ${printable(reason)}`),
    ),
    ...single.map((one, i) => failure(record, one, i + 1, context)),
  ];
}

function crowdedReasons(cases: readonly CaseRecord[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { verdict, reason = '' } of cases) {
    if (verdict === 'could-not-run') counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return new Map([...counts].filter(([, count]) => count > TOLD_SINGLY));
}

function failure(
  record: RunRecord,
  one: CaseRecord,
  n: number,
  { catalogue, paint, reportsFolder }: TerminalContext,
): string {
  const worst = one.findings.filter(({ verdict }) => verdict === one.verdict);
  const body = [
    ...worst.map(finding => findingLines(finding, catalogue)),
    `Repeat:   ${repeatCommand(record, one.id)}`,
    `Explain:  ${explainCommand(one.id, reportsFolder)}`,
  ];
  return `${n}) ${paintVerdict(paint, one.verdict)} ${paint.bold(one.id)}\n${indent(body.join('\n'), '   ')}`;
}

/** A finding with the vendor's sentence behind it, expected against sent, and what helps. */
function findingLines(finding: FindingRecord, catalogue: Catalogue): string {
  const row = catalogue.find(finding.requirement);
  const lines = [
    row === undefined ? '' : `${row.id} (${row.level}): "${row.quote}"`,
    finding.why,
    labelled('Expected: ', finding.explanation?.expected ?? finding.expected),
    labelled('Sent:     ', finding.explanation?.sent ?? finding.sent),
    labelled('Mistake:  ', finding.explanation?.text),
    labelled('Hint:     ', finding.hint),
  ];
  return printable(lines.filter(line => line !== '').join('\n'));
}

function labelled(label: string, text: string | undefined): string {
  return text === undefined ? '' : `${label}${text.replaceAll('\n', `\n${' '.repeat(label.length)}`)}`;
}

const MEANINGS: Readonly<Record<number, string>> = {
  0: 'the client conforms to all that it declares.',
  1: 'the client does not conform, or a known failure passes.',
  3: 'incomplete: something could not run, or no case passed.',
  4: "the client's adapter is broken.",
  5: "the harness's own fault; please report it.",
  130: 'interrupted; the record holds what was done.',
};

function meaning({ exitCode }: RunRecord): string {
  return `Exit code ${exitCode}: ${MEANINGS[exitCode] ?? ''}`;
}
