import type { AccessToken, Entropy, Sandbox } from '../../kernel/index.ts';
import { facts } from '../metadata.ts';
import type { CloudApiSettings } from '../settings.ts';
import type { Grant } from './model.ts';

const DAY_SECONDS = 24 * 3600;

/** The access tokens of grants; that they look like something means nothing (C16). */
export class AccessTokens {
  readonly #sandbox: Sandbox<unknown, CloudApiSettings>;
  readonly #grants = new Map<AccessToken, Grant>();

  constructor(sandbox: Sandbox<unknown, CloudApiSettings>) {
    this.#sandbox = sandbox;
  }

  /**
   * @param issuedIn journal number of the exchange that issues it; 0 for a fixture
   * @param scopes of the grant's, default: all
   */
  issue(grant: Grant, issuedIn = 0, scopes = grant.scopes): AccessToken {
    const { tokens, entropy, settings, clock } = this.#sandbox;
    const token = tokens.issue({
      value: this.#isJwtShaped() ? jwtShaped(entropy, clock.now()) : entropy.bytes(24).toString('base64url'),
      clientId: grant.client.id,
      scope: scopes.join(' '),
      lifetimeMs: settings.accessTokenLifetimeSeconds * 1000,
      issuedIn,
    });
    grant.tokens.push(token);
    this.#grants.set(token, grant);
    return token;
  }

  /** What a user consented to when the token was issued. */
  grantOf(token: AccessToken): Grant | undefined {
    return this.#grants.get(token);
  }

  #isJwtShaped(): boolean {
    const { tokenFormat } = this.#sandbox.settings;
    return tokenFormat === 'jwt-shaped' || (tokenFormat === 'alternating' && this.#grants.size % 2 === 0);
  }
}

/**
 * Three parts as of a JWT, signed by nobody. Its claims are wrong on purpose (X2): it was issued a day late
 * and has expired, so that a client which believes them gives itself away.
 */
function jwtShaped(entropy: Entropy, now: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const seconds = Math.floor(now / 1000);
  const claims = {
    iss: `https://${facts.authHost.value}`,
    iat: seconds + DAY_SECONDS,
    exp: seconds - DAY_SECONDS,
    jti: entropy.uuid(),
  };
  return [part({ alg: 'HS256', typ: 'JWT' }), part(claims), entropy.bytes(32).toString('base64url')].join(
    '.',
  );
}
