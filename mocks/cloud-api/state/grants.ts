import type { AccessToken, Sandbox } from '../../kernel/index.ts';
import type { CloudApiSettings } from '../settings.ts';
import { AccessTokens } from './access-tokens.ts';
import type { AuthorizationCode, AuthorizationRequest, Grant, RefreshToken, User } from './model.ts';

/** Authorization requests, codes, and what they become (RFC 6749 section 4.1). */
export class Grants {
  readonly #sandbox: Sandbox<unknown, CloudApiSettings>;
  readonly accessTokens: AccessTokens;
  /** Requests that wait for their user, by the name that the pages have for them. */
  readonly pending = new Map<string, AuthorizationRequest>();
  readonly codes: AuthorizationCode[] = [];
  readonly all: Grant[] = [];
  readonly refreshTokens: RefreshToken[] = [];

  constructor(sandbox: Sandbox<unknown, CloudApiSettings>) {
    this.#sandbox = sandbox;
    this.accessTokens = new AccessTokens(sandbox);
  }

  /** @returns the name of the request, which says nothing and cannot be guessed */
  ask(request: AuthorizationRequest): string {
    const name = this.#random();
    this.pending.set(name, request);
    return name;
  }

  /** A user consents; the code is good once, for a short time. */
  consent(request: AuthorizationRequest, user: User): AuthorizationCode {
    const { clock, settings } = this.#sandbox;
    const expiresAt = clock.now() + settings.codeLifetimeSeconds * 1000;
    const code: AuthorizationCode = { value: this.#random(), request, user, expiresAt };
    this.codes.push(code);
    return code;
  }

  findCode(value: string): AuthorizationCode | undefined {
    return this.codes.find(code => code.value === value);
  }

  isExpired(code: AuthorizationCode): boolean {
    return this.#sandbox.clock.now() >= code.expiresAt;
  }

  /** Age every code to its end. */
  expireCodes(): void {
    for (const code of this.codes) code.expiresAt = Math.min(code.expiresAt, this.#sandbox.clock.now());
  }

  /** The code is used from here. */
  redeem(code: AuthorizationCode): Grant {
    const { client, scopes } = code.request;
    const grant = this.create({ client, user: code.user, scopes });
    code.grant = grant;
    return grant;
  }

  create(made: Pick<Grant, 'client' | 'user' | 'scopes'>): Grant {
    const grant = { id: `grant_${this.all.length + 1}`, ...made, tokens: [], revoked: false };
    this.all.push(grant);
    return grant;
  }

  addRefreshToken(grant: Grant): RefreshToken {
    const token = { value: this.#random(), grant, used: false };
    this.refreshTokens.push(token);
    return token;
  }

  findRefreshToken(value: string): RefreshToken | undefined {
    return this.refreshTokens.find(token => token.value === value);
  }

  /** Everything that was issued for it is dead from this moment. */
  revoke(grant: Grant): void {
    grant.revoked = true;
    for (const token of grant.tokens) token.revoked = true;
  }

  grantOf(token: AccessToken): Grant | undefined {
    return this.accessTokens.grantOf(token);
  }

  #random(): string {
    return this.#sandbox.entropy.bytes(24).toString('base64url');
  }
}
