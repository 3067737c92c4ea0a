import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, Option } from 'commander';
import { packageRoot } from '../package-root.ts';
import { addBaseline } from './baseline-program.ts';
import type { RunCommandOptions } from './commands/run.ts';
import type { Io } from './io.ts';
import {
  clientUrl,
  collect,
  commandWords,
  existingFile,
  milliseconds,
  portNumber,
  seed,
  shard,
  workerCount,
} from './option-values.ts';

/** Errors that say what the user can mend; everything else is the harness's own fault. */
const USAGE_ERRORS = new Set(['UsageError', 'ExpectationsError', 'ResultFileError', 'ServeError']);
const EXIT_USAGE = 2;
const EXIT_HARNESS = 5;
const DEFAULT_PORT = 4780;

/** Run one command line. @returns the exit code; never rejects */
export async function runProgram(args: readonly string[], io: Io): Promise<number> {
  let exitCode = 0;
  const program = programFor(io, code => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportError(error, io);
  }
}

function reportError(error: unknown, io: Io): number {
  // Commander has printed its own message.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_USAGE;
  if (error instanceof Error && USAGE_ERRORS.has(error.name)) {
    io.stderr.write(`countersign: ${error.message}\n`);
    return EXIT_USAGE;
  }
  const trace = error instanceof Error ? error.stack : String(error);
  io.stderr.write(
    `countersign: Failed to finish: the harness itself is at fault. Please report this.\n${trace}\n`,
  );
  return EXIT_HARNESS;
}

function programFor(io: Io, end: (exitCode: number) => void): Command {
  const program = new Command('countersign')
    .description('Conformance suite for clients that authenticate against cloud platforms.')
    .version(JSON.parse(readFileSync(join(packageRoot(), 'package.json'), 'utf8')).version)
    .exitOverride()
    .configureOutput({
      writeOut: text => io.stdout.write(text),
      writeErr: text => io.stderr.write(text),
      outputError: (text, write) =>
        write(
          `countersign: ${text
            .replace(/^error: /, '')
            .trim()
            .replace(/\n+/g, ' ')}\n`,
        ),
    });
  addRun(program, io, end);
  addList(program, io, end);
  addMerge(program, io, end);
  addExplain(program, io, end);
  addServe(program, io, end);
  addBaseline(program, io, end);
  return program;
}

function addRun(program: Command, io: Io, end: (exitCode: number) => void): void {
  program
    .command('run')
    .description('run the suite against one client (default: the bundled reference client)')
    .addOption(clientOption())
    .option(
      '--client-command <command>',
      'the client is a program that speaks the protocol on stdin and stdout',
      commandWords,
    )
    .addOption(
      new Option('--client-url <url>', 'the client is a server that takes each call as a POST')
        .argParser(clientUrl)
        .conflicts(['client', 'clientCommand']),
    )
    .addOption(
      new Option(
        '--hosts <where>',
        "endpoints are addresses of this machine, or the platforms' own hosts, which the mocks stand in for (with --client)",
      )
        .choices(['loopback', 'production'])
        .default('loopback'),
    )
    .option('--platform <name>', 'only this platform (repeatable)', collect)
    .option('--requirement <id>', 'only cases of this requirement, such as ACQ-06 (repeatable)', collect)
    .option('--case <id>', 'only this case (repeatable)', collect)
    .option('--tags <expression>', 'only cases whose tags satisfy it, such as "@acquia and not @cap:renewal"')
    .option('--rerun-failed', 'only the cases that did not go well in the last run')
    .option('--shard <i/n>', 'only the Ith of N shares of the cases; auto: as the CI system says', shard)
    .option('--resume', 'finish the last run, which was cut off; with the same options otherwise')
    .option(
      '--seed <word>',
      'draws the order of the cases and what the mocks make up (default: a new one)',
      seed,
    )
    .option(
      '--workers <n>',
      'share the cases among N processes of the client (with --client-command)',
      workerCount,
      1,
    )
    .option('--expectations <file>', 'YAML file of known failures', existingFile)
    .option('--timeout <ms>', 'deadline of every call to the client', milliseconds, 10_000)
    .option('--strict', 'a recommendation that is not met fails')
    .option('--self-check', 'also run the cases that judge the mocks themselves')
    .option('--set <name>', 'score only what this frozen set of requirements holds, such as 2026.1')
    .option('--reports <dir>', 'where reports are written', 'reports')
    .option('--quiet', 'no progress, only the end')
    .addHelpText('after', RUN_EXAMPLES)
    .action(async (_options, command: Command) => {
      const { run } = await import('./commands/run.ts');
      end(await run(command.opts<RunCommandOptions>(), clientWords(command), io));
    });
}

function clientOption(): Option {
  return new Option('--client <file>', 'the client is this module (.ts, .js, .mjs)')
    .argParser(existingFile)
    .conflicts('clientCommand');
}

/** The client and its network as the user wrote them, to repeat a case with. */
function clientWords(command: Command): string[] {
  const { args } = command.parent as unknown as { args: string[] };
  return args.flatMap((word, i) => {
    const [, flag, value] = /^(--client|--client-command|--client-url|--hosts)(?:=(.*))?$/s.exec(word) ?? [];
    return flag === undefined ? [] : [flag, value ?? args[i + 1] ?? ''];
  });
}

function addList(program: Command, io: Io, end: (exitCode: number) => void): void {
  program
    .command('list')
    .description('list what the suite holds')
    .argument(
      '[what]',
      'cases (default), requirements, capabilities or sets; with --json all of them by default',
    )
    .option('--platform <name>', 'only this platform (repeatable)', collect)
    .option('--json', 'as JSON')
    .addHelpText('after', LIST_EXAMPLES)
    .action(async (what: string | undefined, options: { platform?: string[]; json?: boolean }) => {
      const { list } = await import('./commands/list.ts');
      end(await list(what, options, io));
    });
}

function addMerge(program: Command, io: Io, end: (exitCode: number) => void): void {
  program
    .command('merge')
    .description('put the reports of all shards of a run together')
    .argument('<folders...>', 'report folders of the shards')
    .option('--reports <dir>', 'where the reports of the whole are written', 'reports')
    .option('--expectations <file>', 'YAML file of known failures', existingFile)
    .addHelpText('after', MERGE_EXAMPLES)
    .action(async (folders: string[], options: { reports: string; expectations?: string }) => {
      const { merge } = await import('./commands/merge.ts');
      end(await merge(folders, options, io));
    });
}

function addExplain(program: Command, io: Io, end: (exitCode: number) => void): void {
  program
    .command('explain')
    .description('tell the whole story of one case of the last run')
    .argument('<case>', 'id of the case')
    .option('--reports <dir>', 'where the reports of that run are', 'reports')
    .addHelpText('after', EXPLAIN_EXAMPLES)
    .action(async (id: string, options: { reports: string }) => {
      const { explain } = await import('./commands/explain.ts');
      end(explain(id, options, io));
    });
}

function addServe(program: Command, io: Io, end: (exitCode: number) => void): void {
  program
    .command('serve')
    .description('serve the mock providers on loopback, for people and other test suites')
    .option('--platform <name>', 'only this platform (repeatable)', collect)
    .option('--port <port>', 'where to listen on 127.0.0.1', portNumber, DEFAULT_PORT)
    .addHelpText('after', SERVE_EXAMPLES)
    .action(async (options: { platform?: string[]; port: number }) => {
      const { serveMocks } = await import('./commands/serve.ts');
      end(await serveMocks(options, io));
    });
}

const RUN_EXAMPLES = `
Examples:
  countersign run
  countersign run --client ./my-client.ts --platform acquia
  countersign run --client-command "python3 client.py" --workers 4 --expectations known.yaml
  countersign run --client-url http://127.0.0.1:9000/ --platform clever-cloud
  countersign run --case acquia/token-expiry/renews-before-expiry
  countersign run --client ./my-client.ts --set 2026.1

Exit codes: 0 conforms, 1 does not, 2 bad usage, 3 incomplete, 4 the adapter is broken, 5 our own fault, 130 interrupted`;

const LIST_EXAMPLES = `
Examples:
  countersign list
  countersign list requirements --platform acquia
  countersign list capabilities --json`;

const MERGE_EXAMPLES = `
Examples:
  countersign run --shard 1/2 --reports shards/1      (in one job, 2/2 in the other)
  countersign merge shards/1 shards/2 --reports reports

Exit codes: those of a run, as if it had been one; 2 where a shard is missing, is there twice or is of another run`;

const EXPLAIN_EXAMPLES = `
Examples:
  countersign explain acquia/token-expiry/renews-before-expiry
  countersign explain acquia/token-expiry/renews-before-expiry --reports build/reports`;

const SERVE_EXAMPLES = `
Examples:
  countersign serve
  countersign serve --platform acquia --port 8080`;
