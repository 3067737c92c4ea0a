import type { SettableClock } from '../clock.ts';
import { ClientFailure } from '../failure.ts';
import type { HttpRequest, HttpResponse } from '../http.ts';
import { withoutSecrets } from '../secrets.ts';
import type { Send } from '../session.ts';
import { renewalMargin, type TokenSource } from '../token-source.ts';
import type { Credential } from './calls.ts';
import type { Parts } from './parts.ts';
import type { ClientCredentials, UserGrant } from './token-endpoint.ts';

/** What the tokens of a user are obtained with. */
export interface TokenSetting {
  readonly endpoint: string;
  readonly client: () => ClientCredentials;
  readonly clock: SettableClock;
  readonly send: Send;
  readonly parts: Parts;
}

/**
 * The tokens of one user, from consent to consent. With a refresh token the next access token is obtained ahead of
 * the end of the last one; without it, the last one is used to its end, and then the user is needed.
 */
export class UserTokens implements Credential {
  readonly #setting: TokenSetting;
  #source: TokenSource | undefined;
  #refreshToken: string | undefined;
  #used: string | undefined;

  constructor(setting: TokenSetting) {
    this.#setting = setting;
  }

  /**
   * Send a token request.
   * @param secrets what it holds besides the client's own
   * @throws ClientFailure when the endpoint refuses, or answers what cannot be used
   */
  exchange(request: HttpRequest, secrets: readonly string[]): Promise<UserGrant> {
    const { client, send, parts } = this.#setting;
    return withoutSecrets([client().clientSecret, ...secrets], async () => {
      const response = await send(request);
      if (!succeeded(response)) throw parts.tokenRefusal(response);
      return parts.processTokenResponse(response);
    });
  }

  /** Begin anew with what a user's consent has brought. @param askedAt milliseconds since the epoch */
  async hold(grant: UserGrant, askedAt: number): Promise<void> {
    this.#refreshToken = grant.refreshToken;
    const margin = grant.refreshToken === undefined ? () => 0 : renewalMargin;
    const source = this.#setting.parts.newTokenSource(margin);
    await source.token(askedAt, async () => grant);
    this.#source = source;
  }

  /** @throws ClientFailure `authentication` where the user is needed, or as {@link exchange} */
  async current(): Promise<string> {
    if (this.#source === undefined) throw userNeeded('no user has consented yet');
    this.#used = await this.#source.token(this.#setting.clock.now(), () => this.#refresh());
    return this.#used;
  }

  discard(refused: string): boolean {
    this.#source?.discard(refused);
    return this.#refreshToken !== undefined;
  }

  /** Secrets that are known now. */
  secrets(): readonly (string | undefined)[] {
    return [this.#setting.client().clientSecret, this.#refreshToken, this.#used];
  }

  /** A new refresh token takes the place of the old one; where none comes, the old one stays good. */
  async #refresh(): Promise<UserGrant> {
    const { endpoint, client, parts } = this.#setting;
    const refreshToken = this.#refreshToken;
    if (refreshToken === undefined) throw userNeeded("the user's token has ended");
    const authentication = parts.clientAuthentication(client());
    const request = parts.refreshRequest({ endpoint, authentication, refreshToken });
    try {
      const grant = await this.exchange(request, [refreshToken]);
      this.#refreshToken = grant.refreshToken ?? refreshToken;
      return grant;
    } catch (error) {
      if (error instanceof ClientFailure && error.code === 'invalid_grant') this.#refreshToken = undefined;
      throw error;
    }
  }
}

function succeeded({ status }: HttpResponse): boolean {
  return status >= 200 && status <= 299;
}

function userNeeded(why: string): ClientFailure {
  return new ClientFailure(
    'authentication',
    `Failed to authenticate: ${why}. Begin an authorization and send the user there.`,
  );
}
