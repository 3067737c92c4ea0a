import { intersects, validRange } from 'semver';
import { type Document, isMap, isNode, isScalar, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import type { Catalogue } from '../requirements/catalogue.ts';
import { didYouMean } from '../requirements/closest.ts';

const text = (what: string) => z.string(`must say ${what}`).trim().min(1, `must say ${what}`);

const rowSchema = z
  .strictObject({
    case: text('the id of a case').optional(),
    requirement: text('the id of a requirement').optional(),
    reason: text('why this is expected to fail: every row has a reason'),
    kind: z.enum(['bug', 'missing-feature'], 'must be bug or missing-feature').optional(),
    issue: z.url({ protocol: /^https?$/, error: 'must be a link (http or https)' }).optional(),
    client: z
      .string('must be a range of versions in quotes')
      .refine(range => validRange(range) !== null, 'must be a range of versions such as "<2.0.0"')
      .optional(),
    until: z.iso.date('must be a date, YYYY-MM-DD').optional(),
  })
  .refine(
    row => (row.case === undefined) !== (row.requirement === undefined),
    'names either a case or a requirement',
  );

const fileSchema = z.strictObject(
  { expected: z.array(rowSchema, 'must be a list of rows') },
  'must hold a list under `expected:`',
);

/** A known failure: one row of an expectations file. */
export type Expectation = z.output<typeof rowSchema> & {
  /** `file:line` of the row. */
  readonly at: string;
};

/** The file cannot be used; its message begins with `file:line`. Exit code 2. */
export class ExpectationsError extends Error {
  override readonly name = 'ExpectationsError';

  constructor(at: string, why: string) {
    super(`Failed to read the expectations ${at}: ${why}`);
  }
}

/**
 * Read an expectations file.
 * @param source the file's content
 * @param file its name, for messages
 * @throws ExpectationsError for whatever is not as it should be, the first fault first
 */
export function readExpectations(source: string, file: string, catalogue: Catalogue): Expectation[] {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false, logLevel: 'error' });
  const place = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  const [fault] = document.errors;
  if (fault !== undefined)
    throw new ExpectationsError(place(fault.pos[0]), `it is not YAML: ${fault.message.split('\n')[0]}`);
  const read = fileSchema.safeParse(contentOf(document, file));
  if (!read.success) throw misformed(read.error, document, place);
  const rows = read.data.expected.map((row, i) => ({
    ...row,
    at: place(offsetOf(document, ['expected', i])),
  }));
  refuseStrangers(rows, catalogue);
  refuseDuplicates(rows);
  return rows;
}

function contentOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    throw new ExpectationsError(`${file}:1`, `it is not usable YAML: ${(error as Error).message}`);
  }
}

function misformed(
  error: z.ZodError,
  document: Document,
  place: (offset: number) => string,
): ExpectationsError {
  const issue = error.issues[0]!;
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0]!;
    const known = issue.path.length === 0 ? ['expected'] : Object.keys(rowSchema.shape);
    return new ExpectationsError(
      place(keyOffset(document, issue.path, key)),
      `unknown key "${key}".${didYouMean(key, known)}`,
    );
  }
  const [what] = issue.path.slice(-1);
  const subject = typeof what === 'string' ? what : issue.path.length === 0 ? 'the file' : 'the row';
  return new ExpectationsError(place(offsetOf(document, issue.path)), `${subject} ${issue.message}.`);
}

/** Where a node begins; for what is missing, where the node that should hold it begins. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  const node = path.length === 0 ? document.contents : document.getIn(path, true);
  if (isNode(node)) return node.range?.[0] ?? 0;
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
}

function keyOffset(document: Document, path: readonly PropertyKey[], key: string): number {
  const map = path.length === 0 ? document.contents : document.getIn(path, true);
  const pair = isMap(map)
    ? map.items.find(item => isScalar(item.key) && String(item.key.value) === key)
    : undefined;
  return isScalar(pair?.key) ? (pair.key.range?.[0] ?? 0) : offsetOf(document, path);
}

function refuseStrangers(rows: readonly Expectation[], catalogue: Catalogue): void {
  const withCases = catalogue.rows.filter(row => row.scenarios !== undefined);
  const cases = withCases.flatMap(row => row.scenarios?.map(scenario => scenario.case) ?? []);
  const ids = withCases.map(row => row.id);
  for (const row of rows) {
    const [kind, id, known] =
      row.case === undefined
        ? (['requirement', row.requirement!, ids] as const)
        : (['case', row.case, cases] as const);
    if (!known.includes(id))
      throw new ExpectationsError(row.at, `${kind} ${id} matches nothing.${didYouMean(id, known)}`);
  }
}

/** Two rows for one thing, unless no version of the client falls under both. */
function refuseDuplicates(rows: readonly Expectation[]): void {
  for (const [i, row] of rows.entries()) {
    const first = rows
      .slice(0, i)
      .find(earlier => sameTarget(earlier, row) && intersects(earlier.client ?? '*', row.client ?? '*'));
    if (first !== undefined)
      throw new ExpectationsError(row.at, `the row says again what ${first.at} says. Delete one of them.`);
  }
}

function sameTarget(a: Expectation, b: Expectation): boolean {
  return a.case === b.case && a.requirement === b.requirement;
}
