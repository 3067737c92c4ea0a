/** A text to be found, and a run of letters and digits that stands in it however the rest is written. */
export interface MarkedForm {
  readonly form: string;
  readonly mark: string;
  /** What the mark is looked up by; none for one that is too short. */
  readonly key: number | undefined;
}

/** Marks are looked up by so many of their characters, each by its last five bits. */
const KEY_LENGTH = 6;
const BITS = 5;
const KEY_MASK = 2 ** (KEY_LENGTH * BITS) - 1;
/** A power of two, so that a key's place is a few of its bits. */
const FIRST_SIZE = 2 ** 12;
/** The table has so many places for each key, and says of most places of a text that no mark begins there. */
const SPARSE = 16;

/** A text with its mark: the longest run of letters and digits in it. */
export function marked(form: string): MarkedForm {
  const runs = form.split(/[^A-Za-z0-9]+/);
  const mark = runs.reduce((longest, run) => (run.length > longest.length ? run : longest));
  return { form, mark, key: mark.length < KEY_LENGTH ? undefined : keyOf(mark) };
}

/** Finds out in one pass over a text which of many marks it holds. */
export class MarkIndex {
  readonly #known = new Set<string>();
  readonly #byKey = new Map<number, MarkedForm[]>();
  #filter = new Uint8Array(FIRST_SIZE);
  /** Forms whose marks are too short for a key. */
  readonly #short: MarkedForm[] = [];

  add(marked: MarkedForm): void {
    const { form, key } = marked;
    if (this.#known.has(form)) return;
    this.#known.add(form);
    if (key === undefined) {
      this.#short.push(marked);
      return;
    }
    this.#admit(key);
    const same = this.#byKey.get(key);
    if (same === undefined) this.#byKey.set(key, [marked]);
    else same.push(marked);
  }

  /** Add the forms whose marks are in the text to `found`. @returns whether there are any */
  find(text: string, found: Set<MarkedForm>): boolean {
    let any = false;
    for (const short of this.#short) {
      if (!text.includes(short.mark)) continue;
      found.add(short);
      any = true;
    }
    const filter = this.#filter;
    const last = filter.length - 1;
    let key = 0;
    for (let i = 0; i < text.length; i++) {
      key = pushed(key, text.charCodeAt(i));
      if (filter[key & last] === 0) continue;
      for (const marked of this.#byKey.get(key) ?? []) {
        if (!text.startsWith(marked.mark, i + 1 - KEY_LENGTH)) continue;
        found.add(marked);
        any = true;
      }
    }
    return any;
  }

  #admit(key: number): void {
    this.#filter[key & (this.#filter.length - 1)] = 1;
    if (this.#byKey.size * SPARSE < this.#filter.length) return;
    this.#filter = new Uint8Array(this.#filter.length * 2);
    for (const known of [...this.#byKey.keys(), key]) this.#filter[known & (this.#filter.length - 1)] = 1;
  }
}

/** The key of a text's first characters. */
function keyOf(text: string): number {
  let key = 0;
  for (let i = 0; i < KEY_LENGTH; i++) key = pushed(key, text.charCodeAt(i));
  return key;
}

/** The key of the last characters, one character further on. */
function pushed(key: number, code: number): number {
  return ((key << BITS) | (code & (2 ** BITS - 1))) & KEY_MASK;
}
