/**
 * Takes the secrets of a case out of everything that is written: letters and digits become `•`, punctuation
 * and escapes stay, so that an encoding mistake can be shown without the secret.
 */

/** Percent escapes, at any depth of encoding: `%2B`, `%252B`, … */
const ESCAPE = /(%(?:25)*[0-9a-f]{2})|[\p{L}\p{N}]/giu;
/** Parts of a secret this long are hidden on their own too: a mangled secret arrives in pieces. */
const FRAGMENT = 6;

function mask(text: string): string {
  return text.replace(ESCAPE, (_match, kept: string | undefined) => kept ?? '•');
}

const quote = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** The ways one character is written by encoders, right ones and wrong ones, as a regular expression. */
function characterPattern(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character;
  const bytes = [...Buffer.from(character, 'utf8')];
  const percent = bytes.map(b => `%(?:25)*${hex(b)}`).join('');
  const code = character.codePointAt(0)!;
  const forms = [
    quote(character),
    percent,
    `\\\\+u0*${hex(code)}`,
    `&#${code};`,
    `&#x0*${hex(code)};`,
    `\\\\+${quote(character)}`,
    ...(bytes.length > 1 ? [bytes.map(b => quote(String.fromCharCode(b))).join(''), '\uFFFD'] : []),
    ...(character === '+' ? [' ', '%(?:25)*20'] : []),
    ...(character === ' ' ? ['\\+', '%(?:25)*2B'] : []),
    ...(character === '&' ? ['&amp;'] : []),
  ];
  return `(?:${forms.join('|')})`;
}

/** A byte or code point in hexadecimal, either case. */
function hex(value: number): string {
  return value
    .toString(16)
    .padStart(2, '0')
    .replace(/[a-f]/g, digit => `[${digit}${digit.toUpperCase()}]`);
}

/** Longest first: a piece must not be taken out before the whole is recognised. */
function patternOf(forms: Iterable<string>): RegExp {
  const patterns = Array.from(forms, form => Array.from(form, characterPattern).join(''));
  return new RegExp(patterns.sort((a, b) => b.length - a.length).join('|'), 'gu');
}

function base64Forms(text: string): string[] {
  const bytes = Buffer.from(text, 'utf8');
  return [bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')];
}

/** The secrets of one case. */
export class Redactor {
  /** Texts to be hidden however their characters are written. */
  readonly #forms = new Set<string>();
  #compiled: RegExp | undefined;
  /** What texts came to: names of headers and of checks are written again and again. */
  readonly #known = new Map<string, string>();

  /**
   * Hide a secret from now on: raw, url-encoded (rightly, wrongly, twice), base64, JSON- and HTML-escaped,
   * and the pieces that a wrong encoding breaks it into.
   */
  hide(secret: string): void {
    if (secret.length === 0) return;
    const pieces = secret.split(/[^\p{L}\p{N}]+/u).filter(piece => piece.length >= FRAGMENT);
    for (const form of [secret, ...base64Forms(secret), ...pieces]) this.#add(form);
  }

  /** Hide what HTTP Basic makes of an identifier and a secret (RFC 7617). */
  hidePair(id: string, secret: string): void {
    for (const form of base64Forms(`${id}:${secret}`)) this.#add(form);
  }

  /** The text without any secret. */
  redact(text: string): string {
    if (this.#forms.size === 0) return text;
    let redacted = this.#known.get(text);
    if (redacted === undefined) {
      this.#compiled ??= patternOf(this.#forms);
      redacted = text.replace(this.#compiled, mask);
      this.#known.set(text, redacted);
    }
    return redacted;
  }

  /** A copy of plain data in which every string is without secrets. */
  redactAll<T>(value: T): T {
    if (typeof value === 'string') return this.redact(value) as T;
    if (Array.isArray(value)) return value.map(item => this.redactAll(item)) as T;
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [this.redact(name), this.redactAll(item)]),
    ) as T;
  }

  #add(form: string): void {
    if (this.#forms.has(form)) return;
    this.#forms.add(form);
    this.#compiled = undefined;
    this.#known.clear();
  }
}
