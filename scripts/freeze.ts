import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageIdentity, packageRoot } from '../src/package-root.ts';
import { loadCatalogue } from '../src/requirements/catalogue.ts';
import { freeze, isSetName, SETS_FOLDER } from '../src/requirements/sets.ts';

/*
 * `npm run freeze -- 2026.1`: writes requirements/2026.1.yaml from the requirements as they stand. A set that
 * is there is overwritten only with --force, which is for sets that no release holds yet.
 */

const USAGE = 'Usage: npm run freeze -- NAME [--force], where NAME is year and number, such as 2026.1';

/** @returns the exit code */
function main(args: string[]): number {
  const { values, positionals } = parseArgs({
    args,
    options: { force: { type: 'boolean' }, folder: { type: 'string' } },
    allowPositionals: true,
  });
  const [name = ''] = positionals;
  if (positionals.length !== 1 || !isSetName(name)) return refuse(USAGE);
  const folder = values.folder ?? join(packageRoot(), SETS_FOLDER);
  const file = join(folder, `${name}.yaml`);
  if (existsSync(file) && values.force !== true)
    return refuse(
      `Failed to freeze ${name}: ${file} is there already, and a released set never changes. Take the next number; --force overwrites a set that no release holds.`,
    );
  const catalogue = loadCatalogue(join(packageRoot(), 'features'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, freeze(catalogue, name, packageIdentity().version));
  process.stdout.write(`Wrote ${file}\n`);
  return 0;
}

function refuse(why: string): number {
  process.stderr.write(`${why}\n`);
  return 2;
}

process.exitCode = main(process.argv.slice(2));
