import { InvalidArgumentError } from 'commander';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  commandWords,
  existingFile,
  milliseconds,
  portNumber,
  seed,
  shard,
  workerCount,
} from './option-values.ts';

const numRuns = Number(process.env.COUNTERSIGN_FUZZ_RUNS ?? 300);

const parsers = { commandWords, existingFile, milliseconds, portNumber, seed, shard, workerCount };
const pieces = [
  '"',
  "'",
  '\\',
  '$',
  '*',
  '#',
  ' ',
  '|',
  '>',
  '=',
  '0',
  '1',
  '/',
  '-',
  '.',
  'a',
  '\n',
  '\0',
  '{',
];
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...pieces) }),
  fc.double().map(String),
  fc.tuple(fc.integer(), fc.integer()).map(pair => pair.join('/')),
);

test.each(Object.entries(parsers))('%s takes a value or says what it takes', (_, parse) => {
  fc.assert(
    fc.property(value, text => {
      try {
        expect(parse(text)).toBeDefined();
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidArgumentError);
        expect((error as Error).message).toMatch(/^(It takes|Failed to split) .*\.$/s);
      }
    }),
    { numRuns },
  );
});
