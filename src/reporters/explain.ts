import { counts } from '../record/counted.ts';
import type { CaseRecord, ExchangeRecord, FindingRecord, RunRecord } from '../record/record.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import type { ExplainedStage } from '../verdict/verdict.ts';
import { repeatCommand } from './commands.ts';
import { indent, type Paint, paintVerdict, printable } from './paint.ts';

/** The whole story of one case of a run, for people. */
export function renderExplanation(
  record: RunRecord,
  one: CaseRecord,
  catalogue: Catalogue,
  paint: Paint,
): string {
  const parts = [
    heading(record, one, paint),
    ...one.requirements.map(id => requirement(id, catalogue, paint)),
    section(paint, 'Steps', one.steps.map(({ text, status }) => `${status.padEnd(8)} ${text}`).join('\n')),
    section(paint, 'Calls to the client', one.calls.map(call).join('\n')),
    section(paint, 'On the wire', one.exchanges.map(transcript).join('\n\n')),
    section(paint, 'Requests that belonged nowhere', one.strays.join('\n')),
    section(paint, 'What the client wrote besides', one.evidence.trimEnd()),
    ...one.findings.map(finding => judgement(finding, paint)),
    section(paint, 'Repeat', repeatCommand(record, one.id)),
  ];
  return `${parts.filter(part => part !== '').join('\n\n')}\n`;
}

function heading({ client, startedAt, selection }: RunRecord, one: CaseRecord, paint: Paint): string {
  return [
    `${paintVerdict(paint, one.verdict)} ${paint.bold(one.id)}`,
    `${one.feature}: ${one.scenario}`,
    `${one.source}, client ${printable(`${client.name} ${client.version}`)}, ${startedAt}`,
    ...(counts(one) ? [] : [`Not in set ${selection.set}: shown, not scored.`]),
    ...(one.reason === undefined ? [] : [printable(one.reason)]),
  ].join('\n');
}

function requirement(id: string, catalogue: Catalogue, paint: Paint): string {
  const row = catalogue.find(id);
  if (row === undefined) return section(paint, id, 'not in the catalogue of this version');
  return section(paint, `${id} (${row.level})`, `"${row.quote}"\n${row.source}\nThe suite asks: ${row.asks}`);
}

function section(paint: Paint, title: string, body: string): string {
  return body === '' ? '' : `${paint.bold(title)}\n${indent(printable(body), '  ')}`;
}

function call({ method, params, answer }: CaseRecord['calls'][number]): string {
  return `${method} ${JSON.stringify(params)}\n  -> ${JSON.stringify(answer)}`;
}

const HEADERS_PARSED = '  (not available: case and order of these header names)';

/** One exchange as it crossed the wire, and each check the mock made of it. */
function transcript({ n, at, site, operation, fault, request, response, decisions }: ExchangeRecord): string {
  const about = [at, operation, site === 'foreign' ? 'another host' : undefined, fault && `fault: ${fault}`];
  const answer =
    response === undefined
      ? ['(no answer)']
      : message(`${response.status}${response.cut ? ' (cut off)' : ''}`, response);
  const lines = [
    `[${n}] ${about.filter(part => part !== undefined && part !== '').join(', ')}`,
    ...message(`${request.method} ${request.url}`, request).map(line => `> ${line}`),
    ...(request.headersParsed === true ? [HEADERS_PARSED] : []),
    ...answer.map(line => `< ${line}`),
    ...decisions.map(decision),
  ];
  return lines.join('\n');
}

function message(start: string, { headers, body }: { headers: [string, string][]; body: string }): string[] {
  const head = [start, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return body === '' ? head : [...head, '', ...body.split('\n')];
}

function decision({ check, expected, got, ok }: ExchangeRecord['decisions'][number]): string {
  return ok ? `  ok: ${check}` : `! ${check}: expected ${expected}, got ${got}`;
}

function judgement(finding: FindingRecord, paint: Paint): string {
  const { explanation } = finding;
  const lines = [
    finding.why,
    finding.exchanges.length === 0 ? '' : `See exchange ${finding.exchanges.map(n => `[${n}]`).join(', ')}.`,
    pair('expected', explanation?.expected ?? finding.expected),
    pair('sent', explanation?.sent ?? finding.sent),
    explanation === undefined ? '' : `Mistake (${explanation.mistake}): ${explanation.text}`,
    ...(explanation?.stages ?? []).map(stage),
    pair('hint', finding.hint),
  ];
  return section(
    paint,
    `Judged: ${finding.verdict} ${finding.requirement}`,
    lines.filter(line => line !== '').join('\n'),
  );
}

/** What is as it should be on one line; what differs on two, and after the first of those much follows from it. */
function stage({ name, expected, sent }: ExplainedStage): string {
  const label = name.padEnd(18);
  if (expected === sent) return `  = ${label}${sent}`;
  return `  ! ${label}expected ${expected}\n    ${' '.repeat(18)}sent     ${sent}`;
}

function pair(label: string, text: string | undefined): string {
  return text === undefined ? '' : `${label.padEnd(9)}${text.replaceAll('\n', `\n${' '.repeat(9)}`)}`;
}
