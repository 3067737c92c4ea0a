import { join } from 'node:path';
import { capabilitiesOf, PLATFORMS, type Platform } from '../../protocol/index.ts';
import { type Catalogue, loadCatalogue } from '../../requirements/catalogue.ts';
import { didYouMean } from '../../requirements/closest.ts';
import { casesOf, loadSet, setNames } from '../../requirements/sets.ts';
import { setsFolder } from '../../runner/scoring.ts';
import { checkPlatforms, type Scenario, scenariosOf, wholeFeatures } from '../../runner/select.ts';
import { judgesProvider } from '../../runner/subject.ts';
import { locateSuite, type Suite } from '../../runner/suite.ts';
import { UsageError } from '../../runner/usage-error.ts';
import type { Io } from '../io.ts';

/** One thing listed: what JSON gives, and its line for people. */
interface Entry {
  readonly json: unknown;
  readonly columns: readonly string[];
}

/** How the ids of each platform's requirements begin. */
const ID_PREFIX: Readonly<Record<Platform, string>> = {
  acquia: 'ACQ-',
  platformsh: 'PSH-',
  'cloud-api': 'CAP-',
  'api-token-realm': 'ATR-',
  'clever-cloud': 'CLV-',
};

const LISTS = {
  cases: listCases,
  requirements: listRequirements,
  capabilities: listCapabilities,
  sets: listSets,
};

type What = keyof typeof LISTS;
const NAMES = Object.keys(LISTS) as What[];

/**
 * `countersign list`.
 * @param what one of the lists; undefined: the cases, or as JSON all of them by their names
 * @returns the exit code
 */
export async function list(
  what: string | undefined,
  options: { platform?: string[]; json?: boolean },
  io: Io,
): Promise<number> {
  if (what !== undefined && !NAMES.includes(what as What))
    throw new UsageError(`list takes ${NAMES.join(', ')}; not ${what}.${didYouMean(what, NAMES)}`);
  const suite = locateSuite();
  const platforms = checkPlatforms(options.platform ?? [], suite);
  const entriesOf = (name: What) => LISTS[name](suite, platforms);
  const jsonOf = async (name: What) => (await entriesOf(name)).map(entry => entry.json);
  const text = options.json
    ? JSON.stringify(what === undefined ? await everyList(jsonOf) : await jsonOf(what as What), null, 2)
    : table(await entriesOf((what as What | undefined) ?? 'cases'));
  io.stdout.write(`${text}\n`);
  return 0;
}

async function everyList(jsonOf: (name: What) => Promise<unknown[]>): Promise<Record<string, unknown[]>> {
  return Object.fromEntries(await Promise.all(NAMES.map(async name => [name, await jsonOf(name)] as const)));
}

async function listCases(suite: Suite, platforms: readonly string[]): Promise<Entry[]> {
  const catalogue = loadCatalogue(join(suite.root, suite.features));
  const scenarios = await scenariosOf(suite, { paths: wholeFeatures(suite, platforms), tags: '' });
  return scenarios.map(scenario => caseEntry(scenario, catalogue));
}

function caseEntry({ id, name, uri, line, tags }: Scenario, catalogue: Catalogue): Entry {
  const requirements = tags.map(tag => tag.slice(1)).filter(tag => catalogue.find(tag) !== undefined);
  const capabilities = tags.filter(tag => tag.startsWith('@cap:')).map(tag => tag.slice('@cap:'.length));
  const subject = judgesProvider(requirements, catalogue) ? 'provider' : 'client';
  return {
    json: { id, scenario: name, source: `${uri}:${line}`, requirements, capabilities, subject },
    columns: [id, requirements.join(' '), capabilities.map(capability => `needs ${capability}`).join(', ')],
  };
}

async function listRequirements(suite: Suite, platforms: readonly string[]): Promise<Entry[]> {
  return loadCatalogue(join(suite.root, suite.features))
    .rows.filter(({ id }) =>
      platforms.some(platform => isKnown(platform) && id.startsWith(ID_PREFIX[platform])),
    )
    .map(row => ({
      json: row,
      columns: [
        row.id,
        row.level,
        row.subject,
        row.excluded === undefined ? row.asks : `(excluded) ${row.excluded}`,
      ],
    }));
}

async function listCapabilities(suite: Suite, platforms: readonly string[]): Promise<Entry[]> {
  const scenarios = await scenariosOf(suite, { paths: wholeFeatures(suite, platforms), tags: '' });
  return platforms.filter(isKnown).flatMap(platform =>
    capabilitiesOf(platform).map(capability => {
      const cases = scenarios.filter(
        ({ id, tags }) => id.startsWith(`${platform}/`) && tags.includes(`@cap:${capability}`),
      ).length;
      return { json: { platform, capability, cases }, columns: [platform, capability, `${cases} cases`] };
    }),
  );
}

async function listSets(suite: Suite, platforms: readonly string[]): Promise<Entry[]> {
  const folder = setsFolder(suite);
  return setNames(folder).map(name => {
    const set = loadSet(folder, name);
    const cases = [...casesOf(set)].filter(id => platforms.some(platform => id.startsWith(`${platform}/`)));
    return {
      json: { set: name, suite: set.suite, cases, retired: set.retired ?? {} },
      columns: [name, `made of ${suite.name} ${set.suite}`, `${cases.length} cases`],
    };
  });
}

function isKnown(platform: string): platform is Platform {
  return PLATFORMS.some(known => known === platform);
}

function table(entries: readonly Entry[]): string {
  const widths =
    entries[0]?.columns.map((_, i) => Math.max(...entries.map(({ columns }) => columns[i]?.length ?? 0))) ??
    [];
  return entries
    .map(({ columns }) =>
      columns
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
