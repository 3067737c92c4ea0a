import type { ApiKey, CloudApiSettings, CloudApiState, OAuthClient } from '../../../mocks/cloud-api/index.ts';
import type { Sandbox } from '../../../mocks/kernel/index.ts';
import type { CaseWorld } from '../case-world.ts';
import { perCase } from '../per-case.ts';
import type { Opening } from '../sessions.ts';
import type { Wait } from './waits.ts';

/** The people and things that the Given steps of a case speak of. */
export interface Story {
  key?: ApiKey;
  /** The application that acts for the user. */
  application?: OAuthClient;
  /** The secret that the application is given, where it is not its own. */
  givenSecret?: string;
  /** Where the application has its users sent back to; default: as the documentation shows. */
  redirectUri?: string;
  /** The value that the client is given, where it is not the key's. */
  givenKey?: string;
  /** How a session with a key is opened otherwise than usual. */
  opening?: Pick<Opening, 'written' | 'options'>;
  /** The key that has taken the place of the first one, and the number of the last request before that. */
  newKey?: { readonly key: ApiKey; readonly changedAfter: number };
  /** Clients that are told to wait, each by one way to say so. */
  waits?: Wait[];
}

/** The story of a case so far. */
export const storyOf = perCase((): Story => ({}));

/** The platform of the case, as what it is. */
export function cloudApiOf(world: CaseWorld): Sandbox<CloudApiState, CloudApiSettings> {
  return world.sandbox;
}
