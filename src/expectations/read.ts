import { intersects } from 'semver';
import type { Catalogue } from '../requirements/catalogue.ts';
import { didYouMean } from '../requirements/closest.ts';
import { type Expectation, ExpectationsError, parseExpectations } from './format.ts';

/**
 * Read an expectations file.
 * @param source the file's content
 * @param file its name, for messages
 * @throws ExpectationsError for whatever is not as it should be, the first fault first
 */
export function readExpectations(source: string, file: string, catalogue: Catalogue): Expectation[] {
  const { rows } = parseExpectations(source, file);
  refuseStrangers(rows, catalogue);
  refuseDuplicates(rows);
  return rows;
}

function refuseStrangers(rows: readonly Expectation[], catalogue: Catalogue): void {
  const withCases = catalogue.rows.filter(row => row.scenarios !== undefined);
  const cases = withCases.flatMap(row => row.scenarios?.map(scenario => scenario.case) ?? []);
  const ids = withCases.map(row => row.id);
  for (const row of rows) {
    const [kind, id, known] =
      row.case === undefined
        ? (['requirement', row.requirement!, ids] as const)
        : (['case', row.case, cases] as const);
    if (!known.includes(id))
      throw new ExpectationsError(row.at, `${kind} ${id} matches nothing.${didYouMean(id, known)}`);
  }
}

/** Two rows for one thing, unless no version of the client falls under both. */
function refuseDuplicates(rows: readonly Expectation[]): void {
  for (const [i, row] of rows.entries()) {
    const first = rows
      .slice(0, i)
      .find(earlier => sameTarget(earlier, row) && intersects(earlier.client ?? '*', row.client ?? '*'));
    if (first !== undefined)
      throw new ExpectationsError(row.at, `the row says again what ${first.at} says. Delete one of them.`);
  }
}

function sameTarget(a: Expectation, b: Expectation): boolean {
  return a.case === b.case && a.requirement === b.requirement;
}
