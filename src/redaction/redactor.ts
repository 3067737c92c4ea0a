/**
 * Takes the secrets of a case out of everything that is written: letters and digits become `•`, punctuation
 * and escapes stay, so that an encoding mistake can be shown without the secret.
 */

import { type MarkedForm, MarkIndex, marked } from './mark-index.ts';
import { base64Forms } from './secret-forms.ts';

/**
 * A percent escape of ASCII punctuation, at any depth of encoding (`%2B`, `%252B`, …), or a run of letters and
 * digits, also that in the escape of a letter.
 */
const ESCAPE_OR_TEXT = /(%(?:25)*(?:2[0-9a-f]|3[a-f]|40|5[b-f]|60|7[b-e]))|[\p{L}\p{N}]+/giu;
/** Parts of a secret this long are hidden on their own too: a mangled secret arrives in pieces. */
const FRAGMENT = 6;

function mask(text: string): string {
  return text.replace(ESCAPE_OR_TEXT, (run, kept: string | undefined) => kept ?? '•'.repeat([...run].length));
}

const quote = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/** What escapes begin with. A text that has none of a kind is looked through by a pattern without that kind. */
const ESCAPE_SIGNS = ['%', '\\', '&#'] as const;
type EscapeSign = (typeof ESCAPE_SIGNS)[number];

/** The ways one character is written by encoders, right ones and wrong ones, as a regular expression. */
function characterPattern(character: string, signs: readonly EscapeSign[]): string {
  const bytes = [...Buffer.from(character, 'utf8')];
  const code = character.codePointAt(0)!;
  const percent = (escaped: readonly number[]) => escaped.map(b => `%(?:25)*${hex(b)}`).join('');
  const escapes: Record<EscapeSign, () => string[]> = {
    '%': () => [
      percent(bytes),
      ...(character === '+' ? ['%(?:25)*20'] : []),
      ...(character === ' ' ? ['%(?:25)*2B'] : []),
    ],
    '\\': () => [`\\\\+u0*${hex(code)}`, `\\\\+${quote(character)}`],
    '&#': () => [`&#${code};`, `&#x0*${hex(code)};`],
  };
  const forms = [
    quote(character),
    ...signs.flatMap(sign => escapes[sign]()),
    ...(bytes.length > 1 ? [bytes.map(b => quote(String.fromCharCode(b))).join(''), '\uFFFD'] : []),
    ...(character === '+' ? [' '] : []),
    ...(character === ' ' ? ['\\+'] : []),
    ...(character === '&' ? ['&amp;'] : []),
  ];
  return forms.length === 1 ? forms[0]! : `(?:${forms.join('|')})`;
}

/** A byte or code point in hexadecimal, either case. */
function hex(value: number): string {
  return value
    .toString(16)
    .padStart(2, '0')
    .replace(/[a-f]/g, digit => `[${digit}${digit.toUpperCase()}]`);
}

/** Longest first: a piece must not be taken out before the whole is recognised. */
function patternOf(forms: readonly string[], signs: readonly EscapeSign[]): RegExp {
  const patterns = forms
    .toSorted((a, b) => b.length - a.length)
    .map(form => form.replace(/[^A-Za-z0-9]/gu, character => characterPattern(character, signs)));
  return new RegExp(patterns.join('|'), 'gu');
}

/**
 * A secret is hidden by its case and by its run, and runs with one seed make up the same ones: so the forms of many are
 * kept.
 */
const KNOWN_FORMS = new Map<string, readonly MarkedForm[]>();
const MOST_KNOWN = 5000;

function formsOf(secret: string): readonly MarkedForm[] {
  const known = KNOWN_FORMS.get(secret);
  if (known !== undefined) return known;
  if (KNOWN_FORMS.size >= MOST_KNOWN) KNOWN_FORMS.clear();
  // Half a surrogate pair is U+FFFD, since no encoding can write it.
  const text = secret.toWellFormed();
  const forms = [text, ...base64Forms(text)].map(marked);
  KNOWN_FORMS.set(secret, forms);
  return forms;
}

/** Secrets, and the way to take them out of texts. */
export class Redactor {
  readonly #hidden = new Set<string>();
  readonly #hiddenInPieces = new Set<string>();
  /** Texts to be hidden however their characters are written, by their marks. */
  readonly #forms = new MarkIndex();

  /**
   * Hide a secret from now on: raw, url-encoded (rightly, wrongly, twice), base64, also within a longer text as in
   * HTTP Basic, JSON- and HTML-escaped, and the pieces that a wrong encoding breaks it into.
   */
  hide(secret: string): void {
    this.hideWhole(secret);
    this.hidePieces(secret);
  }

  /** The same without its pieces, which may be words that stand in any text. */
  hideWhole(secret: string): void {
    if (secret.length === 0 || this.#hidden.has(secret)) return;
    this.#hidden.add(secret);
    for (const form of formsOf(secret)) this.#forms.add(form);
  }

  /** Hide the pieces alone, where something else hides the whole. */
  hidePieces(secret: string): void {
    if (this.#hiddenInPieces.has(secret)) return;
    this.#hiddenInPieces.add(secret);
    for (const piece of secret.split(/[^\p{L}\p{N}]+/u))
      if (piece.length >= FRAGMENT) this.#forms.add(marked(piece));
  }

  /** Hide what HTTP Basic makes of an identifier and a secret (RFC 7617), to its last character. */
  hidePair(id: string, secret: string): void {
    this.hideWhole(`${id}:${secret}`);
  }

  /** The text without any secret. */
  redact(text: string): string {
    return this.redactAll(text);
  }

  /**
   * Plain data in which every string is without secrets: a copy, unless there are none in it.
   * @param first others, whose secrets are taken out before: a piece must not go before the whole
   */
  redactAll<T>(value: T, first: readonly Redactor[] = []): T {
    const masks = [...first, this].map(redactor => new Mask(redactor.#forms));
    forEachString(value, text => {
      for (const mask of masks) mask.look(text);
    });
    const needed = masks.filter(mask => mask.found);
    if (needed.length === 0) return value;
    return mapStrings(value, text => needed.reduce((masked, mask) => mask.apply(masked, text), text)) as T;
  }
}

/**
 * Takes secrets out of the texts of one piece of data. Its patterns are made for these alone and used on a few texts,
 * so that compiling them is what they cost: they hold no more than those texts can.
 */
class Mask {
  readonly #index: MarkIndex;
  readonly #present = new Set<MarkedForm>();
  readonly #affected = new Set<string>();
  readonly #patterns = new Map<string, RegExp>();

  constructor(index: MarkIndex) {
    this.#index = index;
  }

  /** Whether any text that was looked at may hold a secret. */
  get found(): boolean {
    return this.#present.size > 0;
  }

  /** Look at a text, before any is changed. */
  look(text: string): void {
    if (this.#index.find(text, this.#present)) this.#affected.add(text);
  }

  /** @param original the text as it was looked at */
  apply(text: string, original: string): string {
    if (!this.#affected.has(original)) return text;
    const signs = ESCAPE_SIGNS.filter(sign => text.includes(sign));
    const key = signs.join();
    let pattern = this.#patterns.get(key);
    if (pattern === undefined) {
      pattern = patternOf(
        [...this.#present].map(({ form }) => form),
        signs,
      );
      this.#patterns.set(key, pattern);
    }
    return text.replace(pattern, mask);
  }
}

/** Every string in plain data, the names of members too. */
function forEachString(value: unknown, look: (text: string) => void): void {
  if (typeof value === 'string') look(value);
  else if (Array.isArray(value)) for (const item of value) forEachString(item, look);
  else if (value !== null && typeof value === 'object') {
    for (const name of Object.keys(value)) {
      look(name);
      forEachString((value as Record<string, unknown>)[name], look);
    }
  }
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map(item => mapStrings(item, change));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [change(name), mapStrings(item, change)]),
  );
}
