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
/** The filter has so many bits for each key, and says of most places of a text that no mark begins there. */
const SPARSE = 16;
/** Bits of a word of the filter. */
const WORD = 32;

/** A text with its mark: the longest run of letters and digits in it. */
export function marked(form: string): MarkedForm {
  const runs = form.split(/[^A-Za-z0-9]+/);
  const mark = runs.reduce((longest, run) => (run.length > longest.length ? run : longest));
  return { form, mark, key: mark.length < KEY_LENGTH ? undefined : keyOf(mark) };
}

/** Finds out in one pass over a text which of many marks it holds. */
export class MarkIndex {
  readonly #byKey = new Map<number, MarkedForm[]>();
  /** A bit for every known key, at its last bits: small enough to stay close to the processor. */
  #filter = new Uint32Array(FIRST_SIZE / WORD);
  #last = FIRST_SIZE - 1;
  /** Forms whose marks are too short for a key. */
  readonly #short: MarkedForm[] = [];

  add(marked: MarkedForm): void {
    const { key } = marked;
    if (key === undefined) {
      this.#short.push(marked);
      return;
    }
    const same = this.#byKey.get(key);
    if (same === undefined) {
      this.#byKey.set(key, [marked]);
      this.#admit(key);
    } else same.push(marked);
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
    const last = this.#last;
    let key = 0;
    for (let i = 0; i < text.length; i++) {
      key = pushed(key, text.charCodeAt(i));
      const place = key & last;
      if ((filter[place >>> 5]! & (1 << (place & 31))) === 0) continue;
      for (const marked of this.#byKey.get(key) ?? []) {
        if (!text.startsWith(marked.mark, i + 1 - KEY_LENGTH)) continue;
        found.add(marked);
        any = true;
      }
    }
    return any;
  }

  #admit(key: number): void {
    this.#mark(key);
    if (this.#byKey.size * SPARSE < this.#last) return;
    this.#filter = new Uint32Array(this.#filter.length * 4);
    this.#last = this.#filter.length * WORD - 1;
    for (const known of this.#byKey.keys()) this.#mark(known);
  }

  #mark(key: number): void {
    const place = key & this.#last;
    this.#filter[place >>> 5]! |= 1 << (place & 31);
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
