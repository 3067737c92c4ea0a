import { posix } from 'node:path';

/**
 * A name as it stands in a case id: lower case, accents and apostrophes dropped, every other run of
 * characters that are neither letter nor digit one hyphen.
 */
export function slug(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u0300-\u036f'\u2019]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

/** Where a feature file stands: `features/<platform>/<feature>.feature`, by its last two parts. */
export function placeOf(uri: string): { platform: string; feature: string } {
  const path = uri.replaceAll('\\', '/');
  return { platform: posix.basename(posix.dirname(path)), feature: posix.basename(path, '.feature') };
}

/**
 * The stable id of a scenario, `platform/feature/scenario`.
 * @param uri the feature file as Cucumber names it
 * @param scenario its name, with the values of an outline's row filled in
 */
export function caseIdOf(uri: string, scenario: string): string {
  const { platform, feature } = placeOf(uri);
  return `${platform}/${feature}/${slug(scenario)}`;
}
