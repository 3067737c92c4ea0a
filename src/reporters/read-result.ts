import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunRecord, runRecordSchema } from '../record/record.ts';
import { recovered } from './running-record.ts';
import { RESULT_FILE } from './write-reports.ts';

/** There is no usable record; the message names the file. */
export class ResultFileError extends Error {
  override readonly name = 'ResultFileError';
}

/**
 * Read the record of the last run.
 * @param folder where its reports were written
 * @throws ResultFileError when there is none, or it is not one
 */
export function readResult(folder: string): RunRecord {
  const file = join(folder, RESULT_FILE);
  return parseResult(contentOf(file), file);
}

/** @throws ResultFileError when the text is no run record */
export function parseResult(content: string, file: string): RunRecord {
  const read = runRecordSchema.safeParse(parsed(content, file));
  if (read.success) return read.data;
  const { path, message } = read.error.issues[0]!;
  const where = path.length === 0 ? '' : ` at ${path.join('.')}`;
  throw new ResultFileError(
    `Failed to read ${file}: it is no run record of this version${where} (${message}). Run the suite again.`,
  );
}

function contentOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      throw new ResultFileError(
        `Failed to read ${file}: there is no such file. Run the suite first, or name its folder with --reports DIR.`,
      );
    }
    throw new ResultFileError(`Failed to read ${file}: ${(error as Error).message}.`);
  }
}

function parsed(content: string, file: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    const rest = recovered(content);
    if (rest !== undefined) return rest;
    throw new ResultFileError(
      `Failed to read ${file}: it is not JSON (${(error as Error).message}). Run the suite again.`,
    );
  }
}
