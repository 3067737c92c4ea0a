import parseTags from '@cucumber/tag-expressions';
import { caseIdOf } from '../requirements/case-id.ts';
import type { Catalogue } from '../requirements/catalogue.ts';
import { didYouMean } from '../requirements/closest.ts';
import { readScenarios, type Sources } from './cucumber.ts';
import { MessageIndex } from './messages.ts';
import type { Suite } from './suite.ts';
import { UsageError } from './usage-error.ts';

/** What the user asked to be run; an empty list asks for everything. */
export interface SelectionRequest {
  readonly platforms: readonly string[];
  readonly requirements: readonly string[];
  readonly cases: readonly string[];
  readonly tags?: string;
  /** Rows that judge our own mocks too. */
  readonly selfCheck: boolean;
}

/** One scenario of the suite. */
export interface Scenario {
  readonly id: string;
  readonly uri: string;
  readonly line: number;
  readonly name: string;
  readonly tags: readonly string[];
}

/**
 * Turn what was asked for into what Cucumber is given.
 * @throws UsageError that names what the suite does not have
 */
export async function select(
  suite: Suite,
  catalogue: Catalogue,
  request: SelectionRequest,
): Promise<Sources> {
  checkTags(request.tags);
  for (const id of request.requirements) checkRequirement(id, catalogue, request.selfCheck);
  const platforms = checkPlatforms(request.platforms, suite);
  const paths =
    request.cases.length === 0
      ? wholeFeatures(suite, platforms)
      : await casePaths(suite, catalogue, request, platforms);
  return { paths, tags: tagExpression(catalogue, request) };
}

/** Every scenario that the sources name, in the order of a run. */
export async function scenariosOf(suite: Suite, sources: Sources): Promise<Scenario[]> {
  const index = new MessageIndex();
  for (const envelope of await readScenarios(suite, sources)) index.take(envelope);
  return index.selected.map(({ uri, name, location, tags }) => ({
    id: caseIdOf(uri, name),
    uri,
    line: location?.line ?? 0,
    name,
    tags: tags.map(tag => tag.name),
  }));
}

/** Exactly these scenarios; no path at all would be every feature to Cucumber. */
export function sourcesOf(scenarios: readonly Scenario[]): Sources {
  const paths = pathsByFile(scenarios).map(({ path }) => path);
  return { paths: paths.length === 0 ? ['none'] : paths, tags: '' };
}

/** The same scenarios as several shares of whole feature files, as even as may be; none is empty. */
export function partition(scenarios: readonly Scenario[], shares: number): Sources[] {
  const files = pathsByFile(scenarios);
  const heaviest = [...files].sort((a, b) => b.lines.length - a.lines.length);
  const parts = Array.from({ length: Math.min(shares, heaviest.length) }, () => ({
    weight: 0,
    paths: [] as string[],
  }));
  for (const { path, lines } of heaviest) {
    const lightest = parts.reduce((least, part) => (part.weight < least.weight ? part : least));
    lightest.weight += lines.length;
    lightest.paths.push(path);
  }
  return parts.map(({ paths }) => ({ paths, tags: '' }));
}

/** Every feature file of these platforms. */
export function wholeFeatures(suite: Suite, platforms: readonly string[]): string[] {
  return platforms.map(platform => `${suite.features}/${platform}/*.feature`);
}

function checkTags(tags: string | undefined): void {
  if (tags === undefined) return;
  try {
    parseTags(tags);
  } catch (error) {
    const why = (error as Error).message.split('\n')[0];
    throw new UsageError(`--tags takes a tag expression such as "@acquia and not @cap:renewal": ${why}`);
  }
}

/**
 * The platforms that were asked for; all where none was.
 * @throws UsageError that names one the suite does not have
 */
export function checkPlatforms(names: readonly string[], { platforms }: Suite): readonly string[] {
  const stranger = names.find(name => !platforms.includes(name));
  if (stranger === undefined) return names.length === 0 ? platforms : [...new Set(names)];
  throw new UsageError(
    `--platform takes ${platforms.join(', ')}; there is no ${stranger}.${didYouMean(stranger, platforms)}`,
  );
}

function checkRequirement(id: string, catalogue: Catalogue, selfCheck: boolean): void {
  const row = catalogue.find(id);
  const known = catalogue.rows.map(other => other.id);
  if (row === undefined) {
    const hint = didYouMean(id, known) || ' `countersign list requirements` shows all.';
    throw new UsageError(`--requirement takes the id of a requirement; there is no ${id}.${hint}`);
  }
  if (row.excluded !== undefined) throw new UsageError(`--requirement ${id} has no case: ${row.excluded}`);
  if (row.subject === 'provider' && !selfCheck) {
    throw new UsageError(`--requirement ${id} judges the mock, not a client: add --self-check to run it.`);
  }
}

async function casePaths(
  suite: Suite,
  catalogue: Catalogue,
  request: SelectionRequest,
  platforms: readonly string[],
): Promise<string[]> {
  const scenarios = await scenariosOf(suite, { paths: wholeFeatures(suite, suite.platforms), tags: '' });
  for (const id of request.cases) checkCase(id, scenarios, platforms);
  const wanted = scenarios.filter(({ id }) => request.cases.includes(id));
  const provider = request.selfCheck ? undefined : wanted.find(({ tags }) => !forClients(tags, catalogue));
  if (provider !== undefined) {
    throw new UsageError(`--case ${provider.id} judges the mock, not a client: add --self-check to run it.`);
  }
  return pathsByFile(wanted).map(({ path }) => path);
}

function checkCase(id: string, scenarios: readonly Scenario[], platforms: readonly string[]): void {
  const known = scenarios.map(scenario => scenario.id);
  if (!known.includes(id)) {
    const hint = didYouMean(id, known) || ' `countersign list cases` shows all.';
    throw new UsageError(`--case takes the id of a case; there is no ${id}.${hint}`);
  }
  if (!platforms.some(platform => id.startsWith(`${platform}/`))) {
    throw new UsageError(`--case ${id} is not of --platform ${platforms.join(', ')}: leave one of them out.`);
  }
}

function pathsByFile(scenarios: readonly Scenario[]): { path: string; lines: number[] }[] {
  const files = new Map<string, number[]>();
  for (const { uri, line } of scenarios) files.set(uri, [...(files.get(uri) ?? []), line]);
  return [...files].map(([uri, lines]) => ({ path: [uri, ...lines].join(':'), lines }));
}

function tagExpression(catalogue: Catalogue, { tags, requirements, selfCheck }: SelectionRequest): string {
  const parts = [tags, anyTag(requirements), selfCheck ? undefined : clientRows(catalogue)];
  return parts
    .filter(part => part !== undefined && part !== '')
    .map(part => `(${part})`)
    .join(' and ');
}

/** Scenarios that judge a client: those with the tag of a client row, or of no provider row. */
function clientRows(catalogue: Catalogue): string {
  const ids = (subject: string) => catalogue.rows.filter(row => row.subject === subject).map(({ id }) => id);
  const [ofClients, ofProviders] = [anyTag(ids('client')), anyTag(ids('provider'))];
  if (ofProviders === '') return '';
  return ofClients === '' ? `not (${ofProviders})` : `${ofClients} or not (${ofProviders})`;
}

function forClients(tags: readonly string[], catalogue: Catalogue): boolean {
  const expression = clientRows(catalogue);
  return expression === '' || parseTags(expression).evaluate([...tags]);
}

function anyTag(ids: readonly string[]): string {
  return ids.map(id => `@${id}`).join(' or ');
}
