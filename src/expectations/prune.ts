import { type Document, isSeq, visit, type YAMLSeq } from 'yaml';
import type { RunRecord } from '../record/record.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import { UsageError } from '../runner/usage-error.ts';
import { type Expectation, ExpectationsError, type ExpectationsFile, parseExpectations } from './format.ts';
import { appliesTo, isNeededFor, targetsOf } from './match.ts';

/** A row that was taken out. */
export interface PrunedRow {
  readonly row: Expectation;
  readonly why: string;
}

export interface Pruned {
  /** The file without those rows; as it was, where there is none. */
  readonly text: string;
  readonly removed: readonly PrunedRow[];
  /** How many rows are left. */
  readonly kept: number;
}

/**
 * An expectations file without the rows that a run shows to be unneeded. Comments and order of the others stay;
 * a comment directly above a row goes with it.
 * @param source the file's content
 * @param file its name, for messages
 * @throws ExpectationsError where the file is none
 * @throws UsageError where the run has not run what a row speaks of
 */
export function pruneExpectations(
  source: string,
  file: string,
  record: RunRecord,
  catalogue: Catalogue,
): Pruned {
  const parsed = parseExpectations(source, file);
  const removed = parsed.rows.flatMap(row => {
    const why = unneeded(row, record, catalogue);
    return why === undefined ? [] : [{ row, why }];
  });
  const gone = new Set(removed.map(({ row }) => row));
  const kept = parsed.rows.filter(row => !gone.has(row));
  const text = removed.length === 0 ? source : without(source, file, parsed, kept);
  return { text, removed, kept: kept.length };
}

/** Verdicts that need no row; one that passed must be among them. */
const FINE: readonly string[] = ['passed', 'unexpected-pass', 'not-declared', 'not-applicable'];

/** Why a row is not needed any more, or undefined where it is or nobody can tell. */
function unneeded(row: Expectation, record: RunRecord, catalogue: Catalogue): string | undefined {
  const targets = targetsOf(row, catalogue);
  if (targets.length === 0) return 'it matches nothing in this suite';
  if (!appliesTo(row, record.client.version)) return undefined;
  if (record.cases.some(one => isNeededFor(row, one))) return undefined;
  const verdicts = targets.map(id => verdictOf(id, row, record));
  const passes = verdicts.some(verdict => verdict === 'passed' || verdict === 'unexpected-pass');
  return passes && verdicts.every(verdict => FINE.includes(verdict)) ? 'it passes' : undefined;
}

function verdictOf(id: string, row: Expectation, { cases }: RunRecord): string {
  const one = cases.find(record => record.id === id);
  if (one !== undefined) return one.verdict;
  throw new UsageError(
    `prune cannot judge ${row.at}: the last run did not hold ${id}. Run all that the file speaks of, then prune.`,
  );
}

/** The file with only these rows: the others' lines cut out, or, where that does not do, written anew. */
function without(
  source: string,
  file: string,
  parsed: ExpectationsFile,
  kept: readonly Expectation[],
): string {
  const doomed = new Set(parsed.rows.flatMap((row, i) => (kept.includes(row) ? [] : [i])));
  const ways = [() => cutOut(source, parsed, doomed), () => writtenAnew(source, parsed.document, doomed)];
  for (const way of ways) {
    const text = way();
    if (holds(text, file, kept)) return text;
  }
  const rows = [...doomed].map(i => parsed.rows[i]!.at).join(', ');
  throw new UsageError(`Failed to prune ${file}: its rows hang together. Delete these by hand: ${rows}.`);
}

function holds(text: string, file: string, rows: readonly Expectation[]): boolean {
  const plain = (row: Expectation) => JSON.stringify({ ...row, at: '' });
  try {
    const read = parseExpectations(text, file).rows;
    return read.length === rows.length && read.every((row, i) => plain(row) === plain(rows[i]!));
  } catch (error) {
    if (error instanceof ExpectationsError) return false;
    throw error;
  }
}

/** Without the lines of these rows and the comments directly above them; all else is left byte for byte. */
function cutOut(source: string, { document, lines }: ExpectationsFile, doomed: ReadonlySet<number>): string {
  const all = source.split('\n');
  const lineAt = (offset: number) => lines.linePos(offset).line - 1;
  const cut = new Set<number>();
  for (const i of doomed) {
    const [begin = 0, end = 0] = rangeOf(document, i);
    let first = lineAt(begin);
    while (/^\s*#/.test(all[first - 1] ?? '')) first--;
    const last = lineAt(source.slice(0, end).trimEnd().length - 1);
    for (let line = first; line <= last; line++) cut.add(line);
  }
  return all.filter((_, line) => !cut.has(line)).join('\n');
}

function rangeOf(document: Document.Parsed, i: number): readonly number[] {
  const node = document.getIn(['expected', i], true);
  return (node as { range?: readonly number[] | null }).range ?? [];
}

/** The document without these rows; what others took from them by an alias is now theirs. */
function writtenAnew(source: string, document: Document.Parsed, doomed: ReadonlySet<number>): string {
  const rows = document.get('expected', true) as unknown;
  if (!isSeq(rows)) return source;
  const anchored = new Map<string, unknown>();
  const take = (_key: unknown, node: { anchor?: string | undefined }) => {
    if (node.anchor !== undefined) anchored.set(node.anchor, node);
  };
  for (const i of doomed) visit(rows.items[i] as YAMLSeq, { Map: take, Seq: take, Scalar: take });
  rows.items = rows.items.filter((_, i) => !doomed.has(i));
  visit(document, {
    Alias(_key, { source: name }) {
      const node = anchored.get(name);
      anchored.delete(name);
      return node as YAMLSeq | undefined;
    },
  });
  return document.toString({ lineWidth: Math.max(...source.split('\n').map(line => line.length)) });
}
