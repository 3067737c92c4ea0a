import { facts } from './metadata.ts';

/** What may differ between two sandboxes; where the fact sheet says *assumed* or *likely*, the choice stands here. */
export interface CleverCloudSettings {
  /**
   * `strict`: signatures as RFC 5849 says. `lenient`: what the vendor's own clients leave out is let pass, and
   * told on the decision trail (b3).
   */
  signatures: 'strict' | 'lenient';
  /** How far a timestamp may be from the server's time, either way (d12, assumed). */
  timestampWindowSeconds: number;
  /** Seconds from issue to death of a request token (b2, assumed). */
  requestTokenLifetimeSeconds: number;
  /** Seconds from issue to death of a user token that a dance ends with (b2). */
  userTokenLifetimeSeconds: number;
  /** Seconds from issue to death of the token that `clever login` obtains (b2). */
  cliTokenLifetimeSeconds: number;
  /** What denying one's consent does: back to the callback without a verifier, or a page (b2, assumed). */
  deniedConsent: 'callback' | 'page';
  /** `id` of the v2 error for a request that nobody signed (b6, assumed). */
  notLoggedInId: number;
  /** The member of a v4 or bridge error that holds its text: both occur (b6). */
  v4ErrorMember: 'error' | 'message';
  /** Status for an API token on the API host (V5, assumed). */
  apiTokenOnApiHostStatus: 401 | 403;
  /** Body of the bridge's refusal of an API token: of v4 or of v2 (b4, assumed). */
  bearerErrors: 'v4' | 'v2';
  /** Status of a newly created API token (b4, likely). */
  apiTokenCreatedStatus: 200 | 201;
  /** Whether the bridge too refuses an expiration further away than a year (b4: likely; the clients check it). */
  apiTokenLimit: 'a year' | 'none';
  /** Whether a revoked API token vanishes from the list (b4, likely), or stays as expired. */
  revokedApiTokens: 'vanish' | 'stay';
}

export const defaultSettings: CleverCloudSettings = {
  signatures: 'strict',
  timestampWindowSeconds: facts.timestampWindowSeconds.value,
  requestTokenLifetimeSeconds: facts.requestTokenLifetimeSeconds.value,
  userTokenLifetimeSeconds: facts.userTokenLifetimeSeconds.value,
  cliTokenLifetimeSeconds: facts.cliTokenLifetimeSeconds.value,
  deniedConsent: 'callback',
  notLoggedInId: facts.notLoggedInId.value,
  v4ErrorMember: 'error',
  apiTokenOnApiHostStatus: 401,
  bearerErrors: 'v4',
  apiTokenCreatedStatus: 200,
  apiTokenLimit: 'a year',
  revokedApiTokens: 'vanish',
};
