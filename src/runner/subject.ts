import type { Catalogue } from '../requirements/catalogue.ts';

/**
 * Whether a case with these requirements judges our own mocks and not a client: every one of them is a
 * provider row.
 */
export function judgesProvider(requirements: readonly string[], catalogue: Catalogue): boolean {
  return requirements.length > 0 && requirements.every(id => catalogue.find(id)?.subject === 'provider');
}
