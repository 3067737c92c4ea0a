import type { Readable } from 'node:stream';

const LIMIT_BYTES = 64 * 1024;
/** The rest of a word whose beginning is lost: no one could tell any more that it was a secret. */
const REST_OF_WORD = /^[^\s"',;]{1,4096}(?=[\s"',;])/;

/** What a client left behind beside its answers: the last 64 KiB of it. */
export class Evidence {
  /** Room for as much again as is kept, so that little has to be moved. */
  readonly #bytes = Buffer.alloc(2 * LIMIT_BYTES);
  #length = 0;
  /** Whether more came than is kept. */
  #overran = false;

  /** Keep what a stream brings, reading it to its end so that the writer never blocks. */
  collect(stream: Readable): void {
    stream.on('data', (chunk: Buffer) => this.#add(chunk));
    stream.on('error', () => {});
  }

  /** Add a remark of the harness. */
  note(text: string): void {
    this.#add(Buffer.from(`[countersign] ${text}\n`));
  }

  /** Note an answer that came `ms` milliseconds after its call had been given up. */
  noteLate(method: string, ms: number): void {
    this.note(`an answer to ${method} came ${Math.ceil(ms)} ms too late and was thrown away`);
  }

  /** Everything kept since the last call of this. */
  take(): string {
    const text = this.#bytes.toString('utf8', Math.max(0, this.#length - LIMIT_BYTES), this.#length);
    const overran = this.#overran || this.#length > LIMIT_BYTES;
    this.#length = 0;
    this.#overran = false;
    return overran ? text.replace(REST_OF_WORD, '') : text;
  }

  #add(chunk: Buffer): void {
    const latest = chunk.subarray(-LIMIT_BYTES);
    if (latest.length < chunk.length) this.#overran = true;
    if (this.#length + latest.length > this.#bytes.length) {
      this.#bytes.copyWithin(0, this.#length - LIMIT_BYTES, this.#length);
      this.#length = LIMIT_BYTES;
    }
    this.#length += latest.copy(this.#bytes, this.#length);
  }
}
