import type { Sandbox } from '../../../mocks/kernel/index.ts';
import type {
  ApiToken,
  Environment,
  PlatformshSettings,
  PlatformshState,
  Project,
  User,
} from '../../../mocks/platformsh/index.ts';
import type { CaseWorld } from '../case-world.ts';
import { perCase } from '../per-case.ts';

/** The people and things that the Given steps of a case speak of. */
export interface Story {
  /** Whom the client acts as; default: the human who owns the project. */
  user?: User;
  apiToken?: ApiToken;
  /** What another session of the case holds. */
  otherToken?: ApiToken;
  /** Default: the platform's first project. */
  project?: Project;
  /** Default: the project's production environment. */
  environment?: Environment;
  /** The value that the client is given, where it is not the API token's. */
  givenToken?: string;
  /** What the client finds in its environment, where it is given nothing else. */
  env?: Readonly<Record<string, string>>;
}

/** The story of a case so far. */
export const storyOf = perCase((): Story => ({}));

/** The platform of the case, as what it is. */
export function platformshOf(world: CaseWorld): Sandbox<PlatformshState, PlatformshSettings> {
  return world.sandbox;
}

/** The user that the client acts as. */
export function theUser(world: CaseWorld): User {
  return storyOf(world).user ?? platformshOf(world).state.user;
}

/** The project that the case is about. */
export function theProject(world: CaseWorld): Project {
  return storyOf(world).project ?? platformshOf(world).state.project;
}

/** The API token that the user has made; made now unless a step did. */
export function theApiToken(world: CaseWorld): ApiToken {
  const story = storyOf(world);
  story.apiToken ??= platformshOf(world).state.createApiToken(theUser(world), 'countersign');
  return story.apiToken;
}
