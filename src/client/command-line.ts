import { type ParseEntry, parse } from 'shell-quote';

/** A quoted text, an escaped character, or a lone dollar. */
const QUOTED_OR_DOLLAR = /'[^']*'|"(?:\\[\s\S]|[^"\\])*"|\\[\s\S]|\$/g;

/**
 * Split a command into words by the shell's rules of quoting. No shell runs it, so `$NAME` and `*` stay as
 * they are, and what only a shell could do is refused.
 * @returns the program and its arguments
 * @throws Error that names the piece when the command is empty, a quote is left open, or a shell is needed
 */
export function splitCommand(text: string): string[] {
  if (/['"\\]/.test(text.replaceAll(QUOTED_OR_DOLLAR, '')))
    throw refused(text, 'a quote is left open', 'Close it');
  const entries: ParseEntry[] = parse(text.replaceAll(QUOTED_OR_DOLLAR, escapeDollar));
  const words = entries.map(entry => wordOf(text, entry));
  const [program] = words;
  if (!program)
    throw refused(
      text,
      'it names no program',
      'Give a program and its arguments, such as "python3 client.py"',
    );
  if (/^\w+=/.test(program))
    throw refused(text, `no shell runs it, so "${program}" sets nothing`, 'Put "env" before it');
  return words;
}

/** Keep shell-quote from taking a dollar for a variable, except where quotes or an escape already do. */
function escapeDollar(piece: string): string {
  if (piece === '$') return '\\$';
  return piece.startsWith('"') ? piece.replace(/\\[\s\S]|\$/g, part => (part === '$' ? '\\$' : part)) : piece;
}

function wordOf(text: string, entry: ParseEntry): string {
  if (typeof entry === 'string') return entry;
  if ('comment' in entry) throw refused(text, 'it holds a comment', 'Quote the "#"');
  if (entry.op === 'glob') return entry.pattern;
  throw refused(
    text,
    `no shell runs it, so "${entry.op}" has no meaning`,
    'Quote it, or put the command line in a script',
  );
}

function refused(text: string, why: string, next: string): Error {
  return new Error(`Failed to split the client command ${JSON.stringify(text)}: ${why}. ${next}.`);
}
