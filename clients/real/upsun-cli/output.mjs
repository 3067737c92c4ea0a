import { stripVTControlCharacters } from 'node:util';
import { Rejection, reasonFor } from '../adapter.mjs';

/*
 * What the CLI prints.
 */

/**
 * The rows of `--format csv --no-header`.
 * @returns {string[][]}
 */
export function csvRows(printed) {
  const rows = [[]];
  for (const [, quoted, plain, end] of printed.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1).push(quoted?.replaceAll('""', '"') ?? plain);
    if (end !== ',') rows.push([]);
  }
  // What follows the last line is no row.
  return rows.filter(cells => cells.length > 1 || (cells[0] ?? '') !== '');
}

/** By words that the CLI or its curl is known to use; what has a status goes by that. */
const WORDS = [
  [/cURL error 28|curl: \(28\)|timed out/i, 'timeout'],
  [/cURL error \d+|curl: \(\d+\)|Failed to connect/, 'network'],
  [/The activity (failed|was cancelled)/, 'operation-failed'],
  [/Operation not available|Permission denied|Link not found: #/, 'permission'],
  [
    /API token is invalid|Invalid API token|could not be authorized|Authentication is required/,
    'authentication',
  ],
  [/OAuth server error/, 'server-error'],
  [/Failed to parse JSON|Required option not passed: "access_token"/, 'malformed-response'],
];
const LOGIN_REQUIRED = 3;

/** What the CLI tells its user: without the frame around an exception, and the synopsis below it. */
export function told(stderr) {
  const lines = stripVTControlCharacters(stderr.toString())
    .split('\n')
    .map(line => line.trim());
  return lines
    .filter(line => line !== '' && !/^In \w+\.php line \d+:$|^platform \S+ \[-/.test(line))
    .join('\n');
}

/**
 * What the CLI tells its user of a failure.
 * @param {{code: number, said: string}} ended its exit code, and what it told
 */
export function rejectionOf({ code, said }) {
  const status = Number(/resulted in a `(\d{3}) /.exec(said)?.[1] ?? Number.NaN);
  if (!Number.isNaN(status)) return new Rejection(reasonFor(status), said, { status });
  const [, reason = 'other'] = WORDS.find(([words]) => words.test(said)) ?? [];
  return new Rejection(code === LOGIN_REQUIRED ? 'authentication' : reason, said);
}
