import type { AcquiaSettings, AcquiaState, ApiKey, Organization } from '../../../mocks/acquia/index.ts';
import type { Sandbox } from '../../../mocks/kernel/index.ts';
import type { CaseWorld } from '../case-world.ts';
import { perCase } from '../per-case.ts';
import { type AcquiaOpening, openAcquiaSession } from './session.ts';

/** The people and things that the Given steps of a case speak of. */
export interface Story {
  key?: Pick<ApiKey, 'id' | 'secret'>;
  organization?: Organization;
  otherOrganization?: Organization;
  /** What "the client" is opened with when it makes its first call. */
  opening: { organization?: string; mechanism?: NonNullable<AcquiaOpening['mechanism']> };
}

/** The story of a case so far. */
export const storyOf = perCase((): Story => ({ opening: {} }));

/** The platform of the case, as what it is. */
export function acquiaOf(world: CaseWorld): Sandbox<AcquiaState, AcquiaSettings> {
  return world.sandbox;
}

/** The API token that the user has generated. */
export function theKey(world: CaseWorld): Pick<ApiKey, 'id' | 'secret'> {
  const { key } = storyOf(world);
  if (key === undefined) throw new Error('Failed to prepare: no step has generated an API token.');
  return key;
}

/** The organization that the case is about. */
export function theOrganization(world: CaseWorld, which: 'first' | 'other' = 'first'): Organization {
  const { organization, otherOrganization } = storyOf(world);
  const found = which === 'first' ? organization : otherOrganization;
  if (found === undefined) throw new Error('Failed to prepare: no step has made an organization.');
  return found;
}

/** Open the session of "the client" unless it is open; a refusal to open it is for the steps to judge. */
export async function theClient(world: CaseWorld): Promise<string> {
  if (!world.sessions.has('client'))
    await openAcquiaSession(world, 'client', { key: theKey(world), ...storyOf(world).opening });
  return 'client';
}
