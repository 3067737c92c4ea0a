import type {
  ApiToken,
  ApiTokenRealmSettings,
  ApiTokenRealmState,
  User,
} from '../../../mocks/api-token-realm/index.ts';
import type { Sandbox } from '../../../mocks/kernel/index.ts';
import type { CaseWorld } from '../case-world.ts';
import { perCase } from '../per-case.ts';

/** How a token is sent: in the Authorization header, or in the query. */
export const TRANSPORTS = ['header', 'query'] as const;
export type Transport = (typeof TRANSPORTS)[number];

/** The people and things that the Given steps of a case speak of. */
export interface Story {
  /** Default: the better one that the client declares. */
  transport?: Transport;
  /** Default: the platform's first user. */
  user?: User;
  token?: ApiToken;
  /** The value that the client is given, where it is not the token's. */
  given?: string;
}

/** The story of a case so far. */
export const storyOf = perCase((): Story => ({}));

/** The platform of the case, as what it is. */
export function realmOf(world: CaseWorld): Sandbox<ApiTokenRealmState, ApiTokenRealmSettings> {
  return world.sandbox;
}

/** The user that the case is about. */
export function theUser(world: CaseWorld): User {
  return storyOf(world).user ?? realmOf(world).state.user;
}
