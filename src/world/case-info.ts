import { caseIdOf } from '../requirements/case-id.ts';

/** What a scenario's tags and place say of it. */
export interface CaseInfo {
  readonly id: string;
  readonly platform: string;
  readonly requirements: readonly string[];
  /** The requirement that findings are filed under: the innermost tag. */
  readonly requirement: string;
  readonly capabilities: readonly string[];
}

/** The part of Cucumber's pickle that matters here. */
export interface PickleLike {
  readonly uri: string;
  readonly name: string;
  readonly tags: readonly { readonly name: string }[];
}

/**
 * Read a scenario's tags: its platform, its requirement ids and the capabilities it needs.
 * @throws Error when it has no requirement or no platform: nothing could be filed under it
 */
export function caseInfo(pickle: PickleLike): CaseInfo {
  const tags = pickle.tags.map(tag => tag.name.slice(1));
  const requirements = tags.filter(tag => /^[A-Z]{3}-\d{2}$/.test(tag));
  const capabilities = tags.filter(tag => tag.startsWith('cap:')).map(tag => tag.slice(4));
  const platform = tags.find(tag => !requirements.includes(tag) && !tag.startsWith('cap:'));
  const requirement = requirements.at(-1);
  if (requirement === undefined || platform === undefined) {
    throw new Error(`Failed to prepare "${pickle.name}": it needs a platform tag and a requirement tag.`);
  }
  return { id: caseIdOf(pickle.uri, pickle.name), platform, requirements, requirement, capabilities };
}
