import { existsSync, statSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import { validRange } from 'semver';
import { clientUrlProblem } from '../client/client-url.ts';
import { splitCommand } from '../client/command-line.ts';
import type { Shard } from '../runner/plan.ts';

/** The longest deadline that a timer can hold, in milliseconds. */
const LONGEST_TIMEOUT = 2 ** 31 - 1;
const LAST_PORT = 65535;
const MOST_WORKERS = 64;

/** A parser for an option that may be given several times. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

export const milliseconds = wholeNumber('milliseconds', 1, LONGEST_TIMEOUT);
export const workerCount = wholeNumber('processes', 1, MOST_WORKERS);
export const portNumber = wholeNumber('a port (0 takes a free one)', 0, LAST_PORT);

/** `I/N`, the Ith of N shares, or `auto`. */
export function shard(value: string): Shard | 'auto' {
  if (value === 'auto') return value;
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(value)?.map(Number) ?? [];
  if (index !== undefined && count !== undefined && index >= 1 && index <= count) return { index, count };
  throw new InvalidArgumentError(
    'It takes I/N, the Ith of N shares, such as 1/4; or auto, where the CI system says which.',
  );
}

/** Any short word. */
export function seed(value: string): string {
  if (/^[\w.-]{1,64}$/.test(value)) return value;
  throw new InvalidArgumentError('It takes up to 64 letters, digits, dots, dashes and underscores.');
}

/** A file that exists. */
export function existingFile(value: string): string {
  if (existsSync(value) && statSync(value).isFile()) return value;
  throw new InvalidArgumentError('It takes a file, and there is none of that name.');
}

/** A range of versions, as npm has them. */
export function versionRange(value: string): string {
  if (validRange(value) !== null) return value;
  throw new InvalidArgumentError('It takes a range of versions, such as "<2.0.0".');
}

/** A command as words, by the shell's quoting rules. */
export function commandWords(value: string): string[] {
  try {
    return splitCommand(value);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

/** The address of a client that answers over HTTP. */
export function clientUrl(value: string): string {
  const problem = clientUrlProblem(value);
  if (problem === undefined) return value;
  throw new InvalidArgumentError(`It takes ${problem}`);
}

function wholeNumber(of: string, least: number, most: number) {
  return (value: string): number => {
    const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It takes a whole number of ${of}, ${least} to ${most}.`);
  };
}
