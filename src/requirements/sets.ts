import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Document } from 'yaml';
import { z } from 'zod';
import { Catalogue, type Requirement, scenarioRef } from './catalogue.ts';
import { readYaml } from './read-yaml.ts';

/** Where the frozen sets are, below the suite's root. */
export const SETS_FOLDER = 'requirements';

const NAME = /^\d{4}\.\d{1,2}$/;

const frozenRow = z.strictObject({
  id: z.string(),
  level: z.enum(['must', 'should', 'may']),
  cases: z.array(scenarioRef).min(1),
});

const setSchema = z.strictObject({
  set: z.string().regex(NAME),
  /** The release of the suite that it was made of. */
  suite: z.string(),
  requirements: z.array(frozenRow).min(1),
  /** What later releases no longer have, by id of the requirement or case, and why. */
  retired: z.record(z.string(), z.string().min(1)).optional(),
});

/** What a release scores: requirements with their levels, and their cases. Never changed once released. */
export type RequirementSet = z.output<typeof setSchema>;

/** Whether a name can be that of a set: year and number, such as `2026.1`. */
export function isSetName(name: string): boolean {
  return NAME.test(name);
}

/** Names of the sets in a folder, oldest first; none where there is no such folder. */
export function setNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder)
    .filter(file => file.endsWith('.yaml'))
    .map(file => file.slice(0, -'.yaml'.length))
    .filter(isSetName);
  return names.sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/**
 * Read one of the sets in a folder.
 * @param name one of {@link setNames}
 * @throws Error that names file and row when it does not have the form of a set
 */
export function loadSet(folder: string, name: string): RequirementSet {
  const file = join(folder, `${name}.yaml`);
  const set = readYaml(file, setSchema);
  if (set.set === name) return set;
  throw new Error(`Failed to read ${file}: it says it is set ${set.set}. Rename it.`);
}

/** Ids of the cases that a set scores. */
export function casesOf(set: RequirementSet): Set<string> {
  return new Set(set.requirements.flatMap(row => row.cases.map(ref => ref.case)));
}

/**
 * The catalogue with the levels that a set has frozen: what it asks as a *should* stays one, whatever later
 * releases ask. Rows and cases outside the set are as they are.
 */
export function withLevelsOf(set: RequirementSet, catalogue: Catalogue): Catalogue {
  const frozen = new Map(set.requirements.map(row => [row.id, row]));
  const levels = new Map(
    set.requirements.flatMap(row => row.cases.map(ref => [ref.case, ref.level ?? row.level] as const)),
  );
  const rows = catalogue.rows.map(row => ({
    ...row,
    level: frozen.get(row.id)?.level ?? row.level,
    // A case without a level of its own has that of its row, also where the row's is another now.
    ...(row.scenarios === undefined
      ? {}
      : { scenarios: row.scenarios.map(s => ({ ...s, level: levels.get(s.case) ?? s.level ?? row.level })) }),
  }));
  return new Catalogue(rows);
}

const HEADER = (
  name: string,
) => ` Requirement set ${name}: what \`countersign run --set ${name}\` scores, whatever later releases add.
 Written by \`npm run freeze -- ${name}\`. Once released, nothing of it is changed; an id that a later release
 does not have any more is named under \`retired:\`, with the reason.`;

/** The file of a new set: every requirement of clients that has cases. @param suite the release it is made of */
export function freeze(catalogue: Catalogue, name: string, suite: string): string {
  const document = new Document({ set: name, suite, requirements: catalogue.rows.flatMap(frozen) });
  document.commentBefore = HEADER(name);
  return document.toString({ lineWidth: 0 });
}

function frozen({ id, level, subject, scenarios }: Requirement): object[] {
  if (subject !== 'client' || scenarios === undefined) return [];
  return [{ id, level, cases: scenarios.map(ref => (ref.level === undefined ? ref.case : { ...ref })) }];
}
