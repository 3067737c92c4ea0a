import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A value as it was printed at start: a label, spaces, the value. Of a label that stands twice, the last. */
export function printedValue(lines: readonly string[], label: string): string {
  const line = lines.findLast(text => text.trim().startsWith(`${label} `));
  return line!.trim().slice(label.length).trim();
}

/** The commands that were printed at start, each in one piece. */
export function printedCommands(lines: readonly string[]): string[] {
  const joined = lines.join('\n').replaceAll(/\\\n\s*/g, '');
  return joined
    .split('\n')
    .map(line => line.trim())
    .filter(line => line.startsWith('curl '));
}

/** What a printed command is answered with, when a shell runs it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look at whatever JSON there is
export async function answerTo(command: string): Promise<any> {
  return JSON.parse((await run('sh', ['-c', `${command} -sS`])).stdout);
}
