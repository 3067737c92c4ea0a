import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Level } from '../verdict/verdict.ts';
import { readYaml } from './read-yaml.ts';

const level = z.enum(['must', 'should', 'may']);

/** A scenario that carries the row's tag; `level` where the scenario asks less than the row. */
export const scenarioRef = z.union([
  z.string().transform(id => ({ case: id, level: undefined })),
  z.strictObject({ case: z.string(), level }),
]);

const rowSchema = z
  .strictObject({
    id: z.string().regex(/^[A-Z]{3}-\d{2}$/),
    level,
    subject: z.enum(['client', 'provider']),
    /** The vendor's own sentence. */
    quote: z.string().min(1),
    /** What the suite takes it to ask, in our words. */
    asks: z.string().min(1),
    source: z.string().min(1),
    scenarios: z.array(scenarioRef).min(1).optional(),
    excluded: z.string().min(1).optional(),
  })
  .refine(row => (row.scenarios === undefined) !== (row.excluded === undefined), {
    message: 'a row has either scenarios or excluded, with the reason',
  });

const fileSchema = z.strictObject({
  platform: z.string(),
  page: z.string(),
  requirements: z.array(rowSchema).min(1),
});

export type Requirement = z.output<typeof rowSchema>;

/** The requirement rows of one platform or of several. */
export class Catalogue {
  readonly rows: readonly Requirement[];
  readonly #byId: ReadonlyMap<string, Requirement>;

  constructor(rows: readonly Requirement[]) {
    this.rows = rows;
    this.#byId = new Map(rows.map(row => [row.id, row]));
  }

  find(id: string): Requirement | undefined {
    return this.#byId.get(id);
  }

  /** What a requirement asks in a case: the row's level, or the scenario's own. */
  levelIn(id: string, caseId: string): Level {
    const row = this.find(id);
    return row?.scenarios?.find(s => s.case === caseId)?.level ?? row?.level ?? 'must';
  }
}

/**
 * Read `requirements.yaml` of platforms below a folder of features.
 * @param platforms default: all; each takes as long to read as several cases to run
 * @throws Error that names the file and the row when a file does not have the catalogue's form
 */
export function loadCatalogue(
  featuresFolder: string,
  platforms: readonly string[] = readdirSync(featuresFolder),
): Catalogue {
  const files = platforms
    .map(platform => join(featuresFolder, platform, 'requirements.yaml'))
    .filter(file => existsSync(file));
  return new Catalogue(files.flatMap(readRows));
}

function readRows(file: string): Requirement[] {
  return readYaml(file, fileSchema).requirements;
}
