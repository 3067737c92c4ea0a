import { join } from 'node:path';
import type { CaseRecord } from '../record/record.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import { didYouMean } from '../requirements/closest.ts';
import { casesOf, loadSet, type RequirementSet, SETS_FOLDER, setNames } from '../requirements/sets.ts';
import { judgesProvider } from './subject.ts';
import type { Suite } from './suite.ts';
import { UsageError } from './usage-error.ts';

/** The folder of a suite's frozen sets. */
export function setsFolder(suite: Suite): string {
  return join(suite.root, SETS_FOLDER);
}

/**
 * The frozen set that the user has named.
 * @throws UsageError where the suite has none of that name
 */
export function chosenSet(suite: Suite, name: string): RequirementSet {
  const names = setNames(setsFolder(suite));
  if (names.includes(name)) return loadSet(setsFolder(suite), name);
  throw new UsageError(
    `--set takes ${names.join(', ') || 'a frozen set, and this suite has none'}; there is no ${name}.${didYouMean(name, names)}`,
  );
}

/**
 * Cases with `scored: false` at those that a set does not hold: they keep their verdict, and count for nothing.
 * What judges our own mocks is no matter of sets.
 * @param set undefined scores everything
 */
export function scoredBy(
  set: RequirementSet | undefined,
  catalogue: Catalogue,
): (cases: readonly CaseRecord[]) => CaseRecord[] {
  const held = set === undefined ? undefined : casesOf(set);
  return cases =>
    cases.map(({ scored: _, ...record }) => {
      const counts = held?.has(record.id) !== false || judgesProvider(record.requirements, catalogue);
      return counts ? record : { ...record, scored: false };
    });
}
