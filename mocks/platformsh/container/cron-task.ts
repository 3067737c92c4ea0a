import type { CronTask } from './app-config.ts';
import { dueRuns } from './cron.ts';
import { bareText, expand, type Statement, statements, type Word } from './shell.ts';

/** What runs one command of a task, at a moment in milliseconds since the epoch. */
export type RunCommand<Result> = (
  argv: readonly string[],
  environment: Readonly<Record<string, string>>,
  at: number,
) => Result | Promise<Result>;

/** One due run of a task. */
export interface CronRun<Result> {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** One for each command, in their order; none when the check let nothing run. */
  readonly results: readonly Result[];
}

interface Script {
  /** The only if-check; undefined when everything always runs. */
  readonly check: { readonly variable: string; readonly value: string } | undefined;
  readonly commands: readonly Statement[];
}

/** What would change the shell itself rather than run a program; the model does none of it. */
const SHELL_WORDS = new Set(
  'if then elif else fi for while until do done case esac { } ! [ ] . : cd set unset export exit exec eval return trap'.split(
    ' ',
  ),
);

/**
 * Run what a cron task does in a span of time (P31-P33), one run after the other. No shell runs: the script
 * is a list of commands, or one if-check of a variable around such a list.
 * @param from milliseconds since the epoch, not part of the span
 * @param to milliseconds since the epoch, part of the span
 * @param command is handed the words of each command with the variables filled in
 * @throws Error when the spec or the script can't be read; then nothing has run. What `command` throws ends it.
 */
export async function runCron<Result>(
  task: CronTask,
  environment: Readonly<Record<string, string>>,
  from: number,
  to: number,
  command: RunCommand<Result>,
): Promise<CronRun<Result>[]> {
  const script = readScript(task);
  const runs: CronRun<Result>[] = [];
  for (const at of dueRuns(task.spec, from, to)) {
    const results: Result[] = [];
    for (const words of commandsToRun(script, environment))
      results.push(
        await command(
          words.map(word => expand(word, environment)),
          environment,
          at,
        ),
      );
    runs.push({ at, results });
  }
  return runs;
}

function commandsToRun({ check, commands }: Script, environment: Readonly<Record<string, string>>) {
  if (!check) return commands;
  const actual = Object.hasOwn(environment, check.variable) ? environment[check.variable] : '';
  return actual === check.value ? commands : [];
}

function readScript({ name, script }: CronTask): Script {
  const [first, ...rest] = statements(script, `the cron task "${name}"`);
  if (!first) throw refused(name, 'it holds no command');
  if (bareText(first[0]) !== 'if')
    return { check: undefined, commands: checkedCommands(name, [first, ...rest]) };
  const [then, ...more] = rest;
  if (!then || bareText(then[0]) !== 'then') throw refused(name, 'no "then" follows its if-check');
  const last = more.pop();
  if (last?.length !== 1 || bareText(last[0]) !== 'fi') throw refused(name, 'it does not end with "fi"');
  const body = [then.slice(1), ...more].filter(statement => statement.length > 0);
  if (body.length === 0) throw refused(name, 'its if-check guards no command');
  return { check: readCheck(name, first.slice(1)), commands: checkedCommands(name, body) };
}

/** `[ "$NAME" = value ]`: quoted, for an empty variable would leave a shell without an operand. */
function readCheck(name: string, words: Statement): { variable: string; value: string } {
  const [open, left, operator, right, close, ...more] = words;
  const shape = [open, operator, close].map(bareText).join(' ');
  const [piece, ...others] = left ?? [];
  const fixed = right?.every(part => 'text' in part);
  if (
    shape !== '[ = ]' ||
    more.length > 0 ||
    !piece ||
    !('variable' in piece) ||
    !piece.quoted ||
    others.length > 0 ||
    !right ||
    !fixed
  )
    throw refused(name, 'its if-check is not of the form [ "$NAME" = value ]');
  return { variable: piece.variable, value: expand(right, {}) };
}

function checkedCommands(name: string, commands: readonly Statement[]): readonly Statement[] {
  for (const words of commands) {
    if (isForShell(words[0] ?? []))
      throw refused(name, 'one of its commands is for a shell, and none runs here');
    if (words.some(splits))
      throw refused(name, 'a variable stands outside quotes, where a shell would split it');
  }
  return commands;
}

/** Whether a command's first word is an assignment, or would act on the shell itself. */
function isForShell(program: Word): boolean {
  const head = program[0];
  const assigns = head && 'text' in head && !head.quoted && /^\w+=/.test(head.text);
  return assigns || SHELL_WORDS.has(expand(program, {}));
}

function splits(word: Word): boolean {
  return word.some(piece => 'variable' in piece && !piece.quoted);
}

function refused(name: string, why: string): Error {
  return new Error(
    `Failed to read the cron task "${name}": ${why}. See mocks/platformsh/container/README.md for what the model does.`,
  );
}
