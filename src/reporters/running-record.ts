import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { counts } from '../record/counted.ts';
import type { CaseRecord, RunRecord } from '../record/record.ts';
import { VERDICTS } from '../verdict/verdict.ts';
import { RESULT_FILE } from './write-reports.ts';

/** What is known of a run before its first case has ended. */
export type RunHead = Pick<RunRecord, 'schema' | 'suite' | 'selection' | 'seed' | 'shard' | 'startedAt'>;

/** The plan of a run of these cases. */
type PlanOf = (cases: readonly string[]) => NonNullable<RunRecord['plan']>;

const EXIT_INCOMPLETE = 3;
const CUT_OFF = 'The run was cut off here. Finish it with --resume and the options it was started with.';

/**
 * The record of a run that goes on, written case by case: whatever ends the run, what was done until then is
 * in a readable record that says so. Each case has a line of its own, so that even a write that was torn
 * apart loses that one case only ({@link recovered}).
 */
export class RunningRecord {
  readonly #folder: string;
  readonly #head: RunHead;
  readonly #planned: string[] = [];
  readonly #planOf: PlanOf;
  readonly #counts = new Map<string, number>();
  #client: RunRecord['client'] | undefined;
  #file: number | undefined;
  /** Where the last case ends and what follows the cases begins, in bytes. */
  #end = 0;
  #count = 0;

  constructor(folder: string, head: RunHead, planOf: PlanOf) {
    this.#folder = folder;
    this.#head = head;
    this.#planOf = planOf;
  }

  /** The client has introduced itself: from here on there is a record. */
  started(client: RunRecord['client']): void {
    this.#client = client;
    this.#open({ ...this.#head, client, complete: false });
  }

  selected(ids: readonly string[]): void {
    this.#planned.push(...ids);
  }

  /** Add a case that has ended. All that are to be run are known by now, and belong into the head. */
  finished(record: CaseRecord): void {
    if (this.#client === undefined) return;
    if (this.#count === 0) {
      const plan = this.#planOf(this.#planned);
      this.#open({ ...this.#head, plan, client: this.#client, complete: false });
    }
    if (counts(record)) this.#counts.set(record.verdict, (this.#counts.get(record.verdict) ?? 0) + 1);
    this.#add(`${this.#count === 0 ? '\n' : ',\n'}${JSON.stringify(record)}`);
    this.#count++;
  }

  /** Leave the file to others. */
  end(): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #open(head: Partial<RunRecord>): void {
    this.#file ??= openSync(join(this.#folder, RESULT_FILE), 'w');
    this.#end = this.#write(`${JSON.stringify(head).slice(0, -1)},"cases":[`, 0);
    this.#add('');
  }

  /** One write for a case and all that comes after the cases. */
  #add(lines: string): void {
    const written = this.#write(`${lines}${this.#tail()}`, this.#end);
    ftruncateSync(this.#file!, this.#end + written);
    this.#end += Buffer.byteLength(lines);
  }

  #tail(): string {
    const summary = Object.fromEntries(VERDICTS.map(verdict => [verdict, this.#counts.get(verdict) ?? 0]));
    const rest = { summary, durationMs: 0, exitCode: EXIT_INCOMPLETE, problems: [CUT_OFF] };
    return `\n],${JSON.stringify(rest).slice(1)}\n`;
  }

  /** @returns how many bytes */
  #write(text: string, position: number): number {
    const bytes = Buffer.from(text);
    return writeSync(this.#file!, bytes, 0, bytes.length, position);
  }
}

/**
 * What can be read of a record whose last write was torn apart, as JSON: its head and all whole cases.
 * @returns undefined where the text is no such record
 */
export function recovered(text: string): unknown {
  const [head = '', ...lines] = text.split('\n');
  if (!head.endsWith(',"cases":[')) return undefined;
  const cases = lines.flatMap(line => parsed(line.replace(/^,|,$/g, '')) ?? []) as CaseRecord[];
  const scored = cases.filter(counts);
  const count = (verdict: string) => scored.filter(record => record.verdict === verdict).length;
  const summary = Object.fromEntries(VERDICTS.map(verdict => [verdict, count(verdict)]));
  const known = parsed(`${head}]}`);
  if (known === undefined) return undefined;
  return { ...known, cases, summary, durationMs: 0, exitCode: EXIT_INCOMPLETE, problems: [CUT_OFF] };
}

function parsed(text: string): object | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
