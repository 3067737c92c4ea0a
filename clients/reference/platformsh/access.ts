import type { SessionTokens } from '../bearer.ts';
import type { Installation } from '../installation.ts';
import type { Send } from '../session.ts';
import type { TokenSource } from '../token-source.ts';
import type { Parts } from './parts.ts';
import type { TokenIdentity } from './token-endpoint.ts';

/** What an {@link Access} is given besides its API token. */
interface Setting {
  readonly endpoints: Readonly<Record<string, string>>;
  readonly installation: Installation;
  readonly parts: Parts;
  readonly send: Send;
  /** Milliseconds since the epoch. */
  now(): number;
}

/**
 * One session's way to access tokens. They are shared with the sessions of the same installation that have the
 * same API token, and with no others.
 */
export class Access implements SessionTokens {
  readonly #setting: Setting;
  readonly #identity: TokenIdentity;
  readonly #source: TokenSource;
  /** The last ones, a refused one and its successor: what a failure could repeat. */
  #seen: readonly string[] = [];

  constructor(apiToken: string, setting: Setting) {
    const { endpoints, installation, parts } = setting;
    this.#setting = setting;
    this.#identity = { tokenEndpoint: endpoints.token!, apiToken };
    this.#source = installation.tokenSource(parts.sessionKey(this.#identity));
  }

  /** What no message may hold. */
  get secrets(): readonly string[] {
    return [this.#identity.apiToken, ...this.#seen];
  }

  async current(): Promise<string> {
    const { parts, send, now } = this.#setting;
    const exchange = async () => parts.processTokenResponse(await send(parts.tokenRequest(this.#identity)));
    const accessToken = await this.#source.token(now(), exchange);
    if (!this.#seen.includes(accessToken)) this.#seen = [accessToken, ...this.#seen].slice(0, 2);
    return accessToken;
  }

  discard(accessToken: string): void {
    this.#source.discard(accessToken);
  }

  /** Give up the access token that is held, to the caller; undefined when there is none. */
  release(): string | undefined {
    return this.#source.release();
  }

  /**
   * End an access token before its time.
   * @throws ClientFailure when the platform refuses
   */
  async revoke(accessToken: string): Promise<void> {
    const { endpoints, parts, send } = this.#setting;
    const response = await send(parts.revokeRequest(endpoints.auth!, accessToken));
    if (response.status < 200 || response.status > 299) throw parts.refusal('The revocation', response);
  }
}
