import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../src/package-root.ts';
import { withFigures } from './readme.ts';
import { renderTrust } from './render.ts';

/*
 * docs/trust.md and README.md show what commands have measured. Each command keeps its figures in docs/trust/NAME.json, with a
 * digest of what they were measured on, and writes both anew; a test fails where a digest is another by now.
 */

const FOLDER = join(packageRoot(), 'docs', 'trust');
export const PAGE = join(packageRoot(), 'docs', 'trust.md');
export const README = join(packageRoot(), 'README.md');

/** What a command has measured. */
export interface Facts<T> {
  /** Of everything that the figures hang on. */
  readonly measuredOn: string;
  readonly figures: T;
}

/** The figures that a command has left; undefined where it was never run to its end. */
export function readFacts<T>(name: string): Facts<T> | undefined {
  const file = join(FOLDER, `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Keep what a command has measured, and write the page and the figures of README.md anew. */
export function writeFacts<T>(name: string, facts: Facts<T>): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(facts, null, 2)}\n`);
  writeFileSync(PAGE, renderTrust());
  writeFileSync(README, withFigures(readFileSync(README, 'utf8')));
}

/** A SHA-256 digest of files and folders, by their names below the package's root and their contents. */
export function digestOfFiles(...places: readonly string[]): string {
  const hash = createHash('sha256');
  for (const place of places) for (const file of filesBelow(place)) hash.update(file).update(contentOf(file));
  return `sha256:${hash.digest('hex')}`;
}

function filesBelow(place: string): string[] {
  if (/\.\w+$/.test(place)) return [place];
  return readdirSync(join(packageRoot(), place), { recursive: true, encoding: 'utf8' })
    .filter(file => /\.\w+$/.test(file))
    .map(file => `${place}/${file}`)
    .sort();
}

function contentOf(file: string): Buffer {
  return readFileSync(join(packageRoot(), file));
}
