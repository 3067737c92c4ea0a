import type { Command } from 'commander';
import type { BaselineWriteOptions } from './commands/baseline.ts';
import type { Io } from './io.ts';
import { collect, existingFile, versionRange } from './option-values.ts';

/** `countersign baseline write | prune`, as options and words of help. */
export function addBaseline(program: Command, io: Io, end: (exitCode: number) => void): void {
  const baseline = program
    .command('baseline')
    .description('write or prune an expectations file by the last run')
    .addHelpText('after', `\nExamples:${WRITE_EXAMPLE}${PRUNE_EXAMPLE}`);
  baseline
    .command('write')
    .description('write an expectations file of what failed in the last run, a row a case')
    .argument('<file>', 'the YAML file to write')
    .requiredOption(
      '--reason <text>',
      'why it fails: TEXT for all rows, ID=TEXT for those of a case or requirement (repeatable)',
      collect,
    )
    .option(
      '--client-range [range]',
      'the rows hold for these versions of the client only (without a range: for the one that was run)',
      versionRange,
    )
    .option('--force', 'overwrite a file that is there')
    .option('--reports <dir>', 'where the reports of that run are', 'reports')
    .addHelpText('after', `\nExamples:${WRITE_EXAMPLE}`)
    .action(async (file: string, options: BaselineWriteOptions) => {
      const { baselineWrite } = await import('./commands/baseline.ts');
      end(baselineWrite(file, options, io));
    });
  baseline
    .command('prune')
    .description('take out of an expectations file what the last run shows to be unneeded')
    .argument('<file>', 'the YAML file, which keeps its comments and its order', existingFile)
    .option('--reports <dir>', 'where the reports of that run are', 'reports')
    .addHelpText('after', `\nExamples:${PRUNE_EXAMPLE}`)
    .action(async (file: string, options: { reports: string }) => {
      const { baselinePrune } = await import('./commands/baseline.ts');
      end(baselinePrune(file, options, io));
    });
}

const WRITE_EXAMPLE = `
  countersign baseline write known.yaml --reason "not looked at yet"
  countersign baseline write known.yaml --reason "not looked at yet" --reason "ACQ-07=no margin" --client-range "<2.0.0"`;

const PRUNE_EXAMPLE = `
  countersign baseline prune known.yaml
  countersign baseline prune known.yaml --reports build/reports`;
