import { Eta } from 'eta';
import type { CaseRecord, RunRecord } from '../src/record/record.ts';
import { VERDICTS, type Verdict, worst } from '../src/verdict/verdict.ts';

/*
 * What published clients make of each requirement, on one page. Pure: from run records to text.
 */

/** One client's run. */
export interface MatrixRun {
  readonly name: string;
  readonly exit: number;
  /** What it should end with. */
  readonly expectedExit: number;
  readonly record: RunRecord;
}

/** A row of the page. */
export interface MatrixRequirement {
  readonly id: string;
  readonly platform: string;
  /** What the suite takes it to ask. */
  readonly asks: string;
}

/** How many cases of one requirement came to which verdict; a verdict that no case came to is absent. */
export type Counts = ReadonlyMap<Verdict, number>;

export interface Matrix {
  readonly clients: readonly (Omit<MatrixRun, 'record'> & {
    readonly version: string;
    readonly language: string;
    readonly counts: Counts;
  })[];
  readonly platforms: readonly {
    readonly platform: string;
    /** Of the clients that declare anything of the platform. */
    readonly clients: readonly string[];
    readonly rows: readonly (MatrixRequirement & { readonly cells: readonly Counts[] })[];
  }[];
}

/** The words of the page for each verdict, in the order they are shown. */
export const LEGEND: Readonly<Partial<Record<Verdict, readonly [mark: string, meaning: string]>>> = {
  passed: ['ok', 'does what the requirement asks'],
  'expected-failure': ['known', 'fails, and its expectations.yaml says why'],
  warning: ['warn', 'does not do what is recommended'],
  failed: ['FAIL', 'fails, and nobody expected it'],
  'unexpected-pass': ['FAIL', 'passes, though its expectations.yaml says that it fails'],
  'could-not-run': ['FAIL', 'could not be judged'],
  'harness-error': ['FAIL', 'could not be judged'],
  'not-applicable': ['n/a', 'cannot be judged on this client'],
  'not-declared': ['-', 'not judged: the client does not claim to do this'],
};

const SHOWN = Object.keys(LEGEND) as Verdict[];

/** Count runs by requirement. Requirements without any case are left out. */
export function matrixOf(runs: readonly MatrixRun[], requirements: readonly MatrixRequirement[]): Matrix {
  const clients = runs.map(({ record, ...run }) => ({
    ...run,
    version: record.client.version,
    language: record.client.language,
    counts: count(record.cases.map(({ verdict }) => verdict)),
  }));
  const names = [...new Set(requirements.map(({ platform }) => platform))];
  return { clients, platforms: names.map(platform => platformTable(platform, runs, requirements)) };
}

function platformTable(
  platform: string,
  runs: readonly MatrixRun[],
  requirements: readonly MatrixRequirement[],
): Matrix['platforms'][number] {
  const declaring = runs.filter(({ record }) => record.client.capabilities[platform]?.length);
  const rows = requirements
    .filter(requirement => requirement.platform === platform)
    .map(requirement => ({
      ...requirement,
      cells: declaring.map(({ record }) => count(record.cases.flatMap(c => verdictOn(requirement.id, c)))),
    }));
  return {
    platform,
    clients: declaring.map(({ name }) => name),
    rows: rows.filter(({ cells }) => cells.some(cell => cell.size > 0)),
  };
}

/** What a case came to for one requirement; nothing where it has judged others only. */
function verdictOn(id: string, { requirements, findings, verdict }: CaseRecord): Verdict[] {
  const own = worst(findings.filter(({ requirement }) => requirement === id).map(f => f.verdict));
  if (own !== undefined) return [own];
  return findings.length === 0 && requirements.includes(id) ? [verdict] : [];
}

function count(verdicts: readonly Verdict[]): Counts {
  const present = VERDICTS.filter(verdict => verdicts.includes(verdict));
  return new Map(present.map(verdict => [verdict, verdicts.filter(v => v === verdict).length]));
}

/** `12 ok, 1 known`; a lone `-` or `n/a` goes without its number, and says nothing beside what was judged. */
export function cellText(cell: Counts): string {
  const judged = SHOWN.filter(v => cell.has(v) && v !== 'not-declared' && v !== 'not-applicable');
  if (judged.length > 0) return judged.map(v => `${cell.get(v)} ${LEGEND[v]![0]}`).join(', ');
  return SHOWN.filter(v => cell.has(v)).map(v => LEGEND[v]![0])[0] ?? '';
}

/** The kind of a cell, for its colour: that of its worst verdict. */
function kindOf(cell: Counts): string {
  const verdict = VERDICTS.find(v => cell.has(v) && v !== 'not-declared' && v !== 'not-applicable');
  return verdict === undefined ? 'none' : LEGEND[verdict]![0].toLowerCase();
}

export function matrixMarkdown({ clients, platforms }: Matrix): string {
  const summary = clients.map(c => [c.name, c.version, c.language, exitText(c), cellText(c.counts)]);
  return [
    '# Published clients and what they make of each requirement',
    table(['client', 'version', 'language', 'exit', 'cases'], summary),
    'Cells count cases.',
    legend()
      .map(([mark, meaning]) => `- \`${mark}\`: ${meaning}`)
      .join('\n'),
    ...platforms.flatMap(({ platform, clients: columns, rows }) => [
      `## ${platform}`,
      table(
        ['requirement', ...columns],
        rows.map(({ id, asks, cells }) => [`${id} ${asks}`, ...cells.map(cellText)]),
      ),
    ]),
    '',
  ].join('\n\n');
}

function exitText({ exit, expectedExit }: Pick<MatrixRun, 'exit' | 'expectedExit'>): string {
  return exit === expectedExit ? `${exit}, as it should` : `${exit} instead of ${expectedExit}`;
}

/** Marks once each, with all that they stand for. */
function legend(): [string, string][] {
  const marks = [...new Set(Object.values(LEGEND).map(([mark]) => mark))];
  const meanings = (mark: string) => Object.values(LEGEND).flatMap(row => (row[0] === mark ? [row[1]] : []));
  return marks.map(mark => [mark, [...new Set(meanings(mark))].join('; ')]);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(inTable).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text that neither ends its cell nor becomes markup. */
function inTable(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\|*_`[\]]/g, '\\$&')
    .replace(/\s+/g, ' ');
}

const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Published clients and what they make of each requirement</title>
<style>
body { font: 15px/1.4 system-ui, sans-serif; margin: 2rem; color: #222; }
table { border-collapse: collapse; margin: 1rem 0 2rem; }
th, td { border: 1px solid #bbb; padding: .25rem .5rem; text-align: left; vertical-align: top; }
thead th { position: sticky; top: 0; background: #eee; }
tbody th { font-weight: normal; max-width: 30rem; }
.ok { background: #e2f4e4; } .known, .warn { background: #fff3cf; } .fail { background: #fbd9d7; font-weight: bold; }
.none { color: #767676; }
dt { width: fit-content; padding: 0 .5rem; }
</style>
<h1>Published clients and what they make of each requirement</h1>
<table>
<thead><tr><th>client<th>version<th>language<th>exit<th>cases</thead>
<tbody><% for (const c of it.clients) { %>
<tr><th><%= c.name %><td><%= c.version %><td><%= c.language %><td><%= it.exitText(c) %><td class="<%= it.kindOf(c.counts) %>"><%= it.cellText(c.counts) %><% } %>
</tbody>
</table>
<p>Cells count cases.</p>
<dl><% for (const [mark, meaning] of it.legend()) { %>
<dt class="<%= mark === '-' || mark === 'n/a' ? 'none' : mark.toLowerCase() %>"><%= mark %><dd><%= meaning %><% } %>
</dl><% for (const { platform, clients, rows } of it.platforms) { %>
<h2><%= platform %></h2>
<table>
<thead><tr><th>requirement<% for (const name of clients) { %><th><%= name %><% } %></thead>
<tbody><% for (const { id, asks, cells } of rows) { %>
<tr><th><b><%= id %></b> <%= asks %><% for (const cell of cells) { %><td class="<%= it.kindOf(cell) %>"><%= it.cellText(cell) %><% } %><% } %>
</tbody>
</table><% } %>
</html>
`;

export function matrixHtml(matrix: Matrix): string {
  return new Eta({ autoEscape: true, autoTrim: false }).renderString(PAGE, {
    ...matrix,
    exitText,
    cellText,
    kindOf,
    legend,
  });
}
