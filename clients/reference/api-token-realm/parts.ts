import type { Transport } from '../http.ts';
import { followingLink, requested } from '../links.ts';
import { withoutParameter, withoutToken, withParameter } from './query.ts';
import { errorDetails, refusal } from './refusal.ts';

/** What a session is composed of; each part can be replaced by another of its form. */
export const parts = {
  requested,
  followingLink,
  /** The word as it is documented, one blank, the token as it is. */
  authorizationHeader: (token: string): string => `apiToken ${token}`,
  withParameter,
  withoutParameter,
  withoutToken,
  errorDetails,
  refusal,
};

export type Parts = Readonly<typeof parts>;

/** What a session is given besides the user's configuration. */
export interface Surroundings {
  readonly http: Transport;
  readonly parts: Parts;
  readonly userAgent: string;
}
