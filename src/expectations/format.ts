import { validRange } from 'semver';
import { type Document, isMap, isNode, isScalar, LineCounter, type ParsedNode, parseDocument } from 'yaml';
import { z } from 'zod';
import { didYouMean } from '../requirements/closest.ts';

const text = (what: string) => z.string(`must say ${what}`).trim().min(1, `must say ${what}`);

const rowSchema = z
  .strictObject({
    case: text('the id of a case')
      .optional()
      .describe('The case that is expected to fail, as `countersign list cases` has it.'),
    requirement: text('the id of a requirement')
      .optional()
      .describe('The requirement whose failures are expected, in every case; such as ACQ-06.'),
    reason: text('why this is expected to fail: every row has a reason').describe(
      'Why this is expected to fail.',
    ),
    kind: z.enum(['bug', 'missing-feature'], 'must be bug or missing-feature').optional(),
    issue: z
      .url({ protocol: /^https?$/, error: 'must be a link (http or https)' })
      .optional()
      .describe('Where it is followed up.'),
    client: z
      .string('must be a range of versions in quotes')
      .refine(range => validRange(range) !== null, 'must be a range of versions such as "<2.0.0"')
      .optional()
      .describe('The versions of the client that the row holds for, such as "<2.0.0"; default: all.'),
    until: z.iso
      .date('must be a date, YYYY-MM-DD')
      .optional()
      .describe('The last day (UTC) on which the row excuses anything.'),
  })
  .refine(
    row => (row.case === undefined) !== (row.requirement === undefined),
    'names either a case or a requirement',
  );

const fileSchema = z.strictObject(
  { expected: z.array(rowSchema, 'must be a list of rows') },
  'must hold a list under `expected:`',
);

/** The published JSON Schema of an expectations file. */
export function expectationsJsonSchema(): object {
  const schema = z.toJSONSchema(fileSchema, {
    io: 'input',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema === rowSchema) jsonSchema.oneOf = [{ required: ['case'] }, { required: ['requirement'] }];
    },
  });
  return { title: 'countersign run --expectations FILE', ...schema };
}

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

/** A file that has the form of one, and what is needed to change it. */
export interface ExpectationsFile {
  readonly rows: Expectation[];
  readonly document: Document.Parsed<ParsedNode>;
  readonly lines: LineCounter;
}

/**
 * Read the form of an expectations file; whether the suite has what it names is not looked at.
 * @param source the file's content
 * @param file its name, for messages
 * @throws ExpectationsError for whatever is not as it should be, the first fault first
 */
export function parseExpectations(source: string, file: string): ExpectationsFile {
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
  return { rows, document, lines };
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
