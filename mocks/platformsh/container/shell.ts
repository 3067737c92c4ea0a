/*
 * The little of the shell's language that the vendor's samples use: statements on lines or between semicolons,
 * words with quotes, escapes and variables, comments. Whatever else a shell could do is refused, so that nothing
 * is taken for what it is not. (shell-quote does not fit: it drops line ends and lets an open quote pass.)
 */

/** Part of a word: a text, or what a variable holds; `quoted` when quotes or an escape guard it. */
export type Piece =
  | { readonly text: string; readonly quoted: boolean }
  | { readonly variable: string; readonly quoted: boolean };
export type Word = readonly Piece[];
/** The words of one statement, at least one. */
export type Statement = readonly Word[];

const VARIABLE = '\\$(?:[A-Za-z_]\\w*|\\{[A-Za-z_]\\w*\\})';
const TOKEN = new RegExp(
  [
    '(?<blank>[ \\t]+)',
    '(?<joined>\\\\\\n)',
    '(?<end>[;\\n])',
    '(?<comment>#[^\\n]*)',
    "'(?<single>[^']*)'",
    '"(?<double>(?:\\\\[^]|[^"\\\\])*)"',
    `(?<variable>${VARIABLE})`,
    '\\\\(?<escaped>[^\\n])',
    // A bracket is a word by itself, the test command's; elsewhere it would be a file name pattern.
    '(?<bare>[\\w./:,@%+=-][\\w./:,@%+=#!^-]*|!=|[[\\]](?=[\\s;]|$))',
  ].join('|'),
  'y',
);
const QUOTED = new RegExp(
  `(?<variable>${VARIABLE})|\\\\(?<escaped>["\\\\$\`])|(?<joined>\\\\\\n)|(?<text>[^"\\\\$\`]+|\\\\)`,
  'y',
);

/**
 * Read a script as statements.
 * @param what names the script in the error
 * @throws Error that names the line and the character where the script goes beyond the subset
 */
export function statements(script: string, what: string): Statement[] {
  const found: Piece[][][] = [[]];
  let insideWord = false;
  for (let at = 0; at < script.length; at = TOKEN.lastIndex) {
    const statement = found.at(-1) ?? [];
    const groups = match(TOKEN, script, at);
    const pieces = groups && piecesOf(groups);
    if (!pieces || misplaced(groups, insideWord, statement)) throw beyond(script, at, what);
    if (insideWord) statement.at(-1)?.push(...pieces);
    else if (pieces.length > 0) statement.push(pieces);
    if (groups.end) found.push([]);
    if (groups.joined === undefined) insideWord = pieces.length > 0;
  }
  return found.filter(statement => statement.length > 0);
}

/** A word's text where each variable stands for its value; an unset one for nothing. */
export function expand(word: Word, environment: Readonly<Record<string, string>>): string {
  return word
    .map(piece =>
      'text' in piece
        ? piece.text
        : Object.hasOwn(environment, piece.variable)
          ? environment[piece.variable]
          : '',
    )
    .join('');
}

/** The text of a word without quotes and variables, as a keyword must be; undefined for any other. */
export function bareText(word: Word | undefined): string | undefined {
  const [piece, ...more] = word ?? [];
  return piece && more.length === 0 && 'text' in piece && !piece.quoted ? piece.text : undefined;
}

type Groups = Readonly<Record<string, string | undefined>>;

function match(pattern: RegExp, text: string, at: number): Groups | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.groups;
}

function piecesOf(groups: Groups): Piece[] | undefined {
  const { single, double, variable, escaped, bare } = groups;
  if (single !== undefined) return [{ text: single, quoted: true }];
  if (double !== undefined) return insideQuotes(double);
  if (variable) return [{ variable: nameIn(variable), quoted: false }];
  if (escaped) return [{ text: escaped, quoted: true }];
  return bare ? [{ text: bare, quoted: false }] : [];
}

/** @returns undefined when there is something in it that only a shell could do */
function insideQuotes(text: string): Piece[] | undefined {
  // Empty quotes are a word too.
  const pieces: Piece[] = text === '' ? [{ text, quoted: true }] : [];
  for (let at = 0; at < text.length; at = QUOTED.lastIndex) {
    const groups = match(QUOTED, text, at);
    if (!groups) return undefined;
    if (groups.variable) pieces.push({ variable: nameIn(groups.variable), quoted: true });
    else pieces.push({ text: groups.escaped ?? groups.text ?? '', quoted: true });
  }
  return pieces;
}

/** A "#" inside a word starts no comment, and a ";" ends a statement that is there. */
function misplaced(groups: Groups, insideWord: boolean, statement: Statement): boolean {
  return (groups.comment !== undefined && insideWord) || (groups.end === ';' && statement.length === 0);
}

function nameIn(variable: string): string {
  return variable.replace(/\W/g, '');
}

function beyond(script: string, at: number, what: string): Error {
  const line = script.slice(0, at).split('\n').length;
  return new Error(
    `Failed to read ${what}: ${JSON.stringify(script[at])} in line ${line} is more shell than the container's model knows. ` +
      'See mocks/platformsh/container/README.md for what it does.',
  );
}
