/** What may differ between two sandboxes; where the fact sheet says *assumed*, the choice stands here. */
export interface AcquiaSettings {
  /** Seconds from issue to death of an access token (A6). */
  tokenLifetimeSeconds: number;
  /** Access tokens are opaque to clients; as a JWT they look like what production sends (sheet b2, likely). */
  tokenFormat: 'opaque' | 'jwt';
  /** `token_type` as it is answered; RFC 6749 section 5.1 makes its case free. */
  tokenType: string;
  /** Error bodies of the token endpoint: sheet b3 or b4. */
  errors: 'oauth2' | 'okta';
  /** Status for an expired access token: 403 is what the platform answers (b5), 401 what RFC 6750 says. */
  expiredStatus: 403 | 401;
  /** HMAC by date (A24), or pinned to one of its three modes. */
  hmac: 'by-clock' | 'accepted' | 'deprecated' | 'removed';
  /** Refuse a nonce that was seen before (b8, assumed off). */
  hmacRefusesReplay: boolean;
  /**
   * The variant of the nonce's UUID: `named` demands that of RFC 9562, `any` looks at the version only (b8 asks
   * for version 4 or 1; that the variant is not looked at is assumed: the vendor's own JavaScript signer
   * writes any).
   */
  hmacNonceVariant: 'any' | 'named';
  /** Whether removing an API token kills the access tokens made from it (b6, assumed: they live out their time). */
  removalRevokesAccessTokens: boolean;
}

export const defaultSettings: AcquiaSettings = {
  tokenLifetimeSeconds: 300,
  tokenFormat: 'opaque',
  tokenType: 'bearer',
  errors: 'oauth2',
  expiredStatus: 403,
  hmac: 'by-clock',
  hmacRefusesReplay: false,
  hmacNonceVariant: 'any',
  removalRevokesAccessTokens: false,
};
