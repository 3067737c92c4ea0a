import type {
  ApiToken,
  CleverCloudSettings,
  CleverCloudState,
  Consumer,
  User,
  UserToken,
} from '../../../mocks/clever-cloud/index.ts';
import type { Sandbox } from '../../../mocks/kernel/index.ts';
import type { CaseWorld } from '../case-world.ts';
import { perCase } from '../per-case.ts';
import type { Dance } from './dance.ts';

/** Methods a client may sign by, best first. */
export const METHODS = ['HMAC-SHA512', 'HMAC-SHA1', 'PLAINTEXT'] as const;
export type Method = (typeof METHODS)[number];

/** The four values that a client signs with, or the first two while it has no user's token. */
export interface SigningValues {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly token?: string;
  readonly tokenSecret?: string;
}

/** The people and things that the Given steps of a case speak of. */
export interface Story {
  consumer?: Consumer;
  userToken?: UserToken;
  apiToken?: ApiToken;
  /** Default: the platform's first user. */
  user?: User;
  otherUser?: User;
  otherToken?: UserToken;
  /** What the client is given, where it is not what the platform knows. */
  given: Partial<SigningValues> & { apiToken?: string; password?: string };
  method?: Method;
  /** Whether the client is told of the host by its name, in capitals. */
  addressInCapitals?: boolean;
  /** Authorizations that sessions have begun, oldest first. */
  readonly dances: Dance[];
}

/** The story of a case so far. */
export const storyOf = perCase((): Story => ({ given: {}, dances: [] }));

/** The platform of the case, as what it is. */
export function cleverCloudOf(world: CaseWorld): Sandbox<CleverCloudState, CleverCloudSettings> {
  return world.sandbox;
}

/** The user that the case is about. */
export function theUser(world: CaseWorld): User {
  return storyOf(world).user ?? cleverCloudOf(world).state.user;
}
