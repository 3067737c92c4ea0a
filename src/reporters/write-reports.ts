import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import type { RunRecord } from '../record/record.ts';
import { renderCucumberHtml } from './cucumber-html.ts';
import { renderJunit } from './junit.ts';

/** The record's own file. */
export const RESULT_FILE = 'result.json';
const REPORTS = [RESULT_FILE, 'junit.xml', 'cucumber.html', 'messages.ndjson'];

/**
 * Make the folder and take old reports out of it, so that none can be mistaken for those of a run that did
 * not get to its end.
 * @throws Error when the folder cannot be used
 */
export function clearReports(folder: string): void {
  makeFolder(resolve(folder));
  for (const name of REPORTS) rmSync(join(folder, name), { force: true });
  // Better now than at the end of a run.
  writeWhole(folder, RESULT_FILE, '');
  rmSync(join(folder, RESULT_FILE));
}

/** Level by level: Node's own recursive mkdir never returns where the system answers ENOENT, as in /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Write every report; the record last, so that where it is the others are too. @returns their names */
export async function writeReports(
  folder: string,
  record: RunRecord,
  envelopes: readonly Envelope[],
): Promise<string[]> {
  if (envelopes.length > 0) {
    writeWhole(
      folder,
      'messages.ndjson',
      envelopes.map(envelope => `${JSON.stringify(envelope)}\n`).join(''),
    );
    writeWhole(folder, 'cucumber.html', await renderCucumberHtml(envelopes));
  }
  writeWhole(folder, 'junit.xml', `${renderJunit(record)}\n`);
  writeWhole(folder, RESULT_FILE, `${JSON.stringify(record, null, 2)}\n`);
  return envelopes.length > 0 ? REPORTS : REPORTS.slice(0, 2);
}

/** The whole file or none: written beside its place, then moved there. */
function writeWhole(folder: string, name: string, content: string): void {
  const draft = join(folder, `.${name}.${process.pid}.part`);
  writeFileSync(draft, content);
  renameSync(draft, join(folder, name));
}
