import { counts } from '../record/counted.ts';
import type { CaseRecord, RunRecord } from '../record/record.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { type Paint, paintVerdict, printable } from './paint.ts';

/** Where progress is shown. */
export interface ProgressTarget {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

export interface Progress {
  started(client: RunRecord['client']): void;
  selected(ids: readonly string[]): void;
  finished(record: CaseRecord): void;
  /** Leave the terminal clean. */
  end(): void;
}

/** Progress as a bar of one line on a terminal, as a line a case anywhere else. */
export function createProgress(
  target: ProgressTarget,
  paint: Paint,
  suite: { name: string; version: string },
  seed: string,
): Progress {
  const headline = (client: RunRecord['client']) => headlineOf(suite, client, seed);
  return target.isTTY === true ? new Bar(target, paint, headline) : new Lines(target, paint, headline);
}

/** No progress at all. */
export const silentProgress: Progress = { started() {}, selected() {}, finished() {}, end() {} };

type Headline = (client: RunRecord['client']) => string;

function headlineOf(
  suite: { name: string; version: string },
  { name, version, language, via }: RunRecord['client'],
  seed: string,
): string {
  const client = printable(`${name} ${version} (${language}`);
  return `${suite.name} ${suite.version}, client ${client}, ${via}), seed ${seed}\n`;
}

class Lines implements Progress {
  readonly #target: ProgressTarget;
  readonly #paint: Paint;
  readonly #headline: Headline;

  constructor(target: ProgressTarget, paint: Paint, headline: Headline) {
    this.#target = target;
    this.#paint = paint;
    this.#headline = headline;
  }

  started(client: RunRecord['client']): void {
    this.#target.write(this.#headline(client));
  }

  selected(): void {}

  finished(record: CaseRecord): void {
    const { id, verdict, durationMs } = record;
    const word = paintVerdict(this.#paint, verdict, verdict.padEnd(WIDEST));
    const about = `${durationMs.toFixed(1)} ms${counts(record) ? '' : ', not scored'}`;
    this.#target.write(`${word}  ${id}  ${this.#paint.dim(about)}\n`);
  }

  end(): void {}
}

const WIDEST = 'expected-failure'.length;
const BAR = 24;
const CLEAR_LINE = '\r\u001b[2K';
const UNEXPECTED: readonly Verdict[] = ['failed', 'unexpected-pass', 'could-not-run', 'harness-error'];

class Bar implements Progress {
  readonly #target: ProgressTarget;
  readonly #paint: Paint;
  readonly #headline: Headline;
  #total = 0;
  #done = 0;
  #unexpected = 0;

  constructor(target: ProgressTarget, paint: Paint, headline: Headline) {
    this.#target = target;
    this.#paint = paint;
    this.#headline = headline;
  }

  started(client: RunRecord['client']): void {
    this.#target.write(this.#headline(client));
  }

  selected(ids: readonly string[]): void {
    this.#total += ids.length;
  }

  finished(record: CaseRecord): void {
    const { id, verdict } = record;
    this.#done++;
    if (counts(record) && UNEXPECTED.includes(verdict)) this.#unexpected++;
    const filled = Math.floor((BAR * this.#done) / Math.max(this.#total, this.#done));
    const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR - filled)}`;
    const count = ` ${this.#done}/${this.#total}`;
    const trouble = this.#unexpected === 0 ? '' : ` ${this.#unexpected} unexpected`;
    const room = Math.max(0, (this.#target.columns ?? 80) - BAR - count.length - trouble.length - 2);
    this.#target.write(
      `${CLEAR_LINE}${bar}${count}${this.#paint.red(trouble)} ${this.#paint.dim(id.slice(0, room))}`,
    );
  }

  end(): void {
    this.#target.write(CLEAR_LINE);
  }
}
