import { MEND } from './mend.ts';

const LF = 0x0a;
/** The longest line that a side of the protocol may write, in bytes without its LF. */
export const LINE_LIMIT = 4 * 1024 * 1024;

/** A line that is no text of the protocol; the message says why, as the end of "it wrote …". */
export class BrokenLineError extends Error {
  /** What the side that wrote it is to do. */
  readonly mend: string;

  constructor(problem: string, mend: string) {
    super(problem);
    this.mend = mend;
  }
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as strict UTF-8; undefined where they are not. */
export function decodeText(bytes: Buffer): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** Cuts bytes into lines of strict UTF-8. Holds no more than {@link LINE_LIMIT} and one chunk. */
export class LineReader {
  #parts: Buffer[] = [];
  #length = 0;

  /** Whether a line has begun and not ended. */
  get inLine(): boolean {
    return this.#length > 0;
  }

  /**
   * Take bytes and give the lines that they complete, in order, without their LF.
   * @throws BrokenLineError in the place of a line that is too long or not UTF-8; the reader is spent then
   */
  *feed(chunk: Buffer): Generator<string, void> {
    let from = 0;
    for (let lf = chunk.indexOf(LF); lf !== -1; lf = chunk.indexOf(LF, from)) {
      this.#keep(chunk.subarray(from, lf));
      yield this.#finish();
      from = lf + 1;
    }
    this.#keep(chunk.subarray(from));
  }

  #keep(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > LINE_LIMIT)
      throw new BrokenLineError(`a line longer than ${LINE_LIMIT} bytes`, MEND.longLine);
    if (part.length > 0) this.#parts.push(part);
  }

  #finish(): string {
    const line = this.#parts.length === 1 ? this.#parts[0]! : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#length = 0;
    const text = decodeText(line);
    if (text === undefined) throw new BrokenLineError('bytes that are not UTF-8', MEND.notUtf8);
    return text;
  }
}
