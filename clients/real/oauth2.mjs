import { randomBytes } from 'node:crypto';
import { contentOf, Rejection } from './adapter.mjs';

/*
 * What an application does around an OAuth 2 package: it keeps the attempt until the browser comes back, the tokens
 * after that, and hands both to the package, which remembers nothing.
 */

/** Seconds before the end of a token at which an application asks for the next, where the package can tell. */
export const MARGIN_SECONDS = 60;

/** A session of the client protocol. */
export class Application {
  #attempt;
  #tokens;

  /**
   * @param {object} params of `session/open`
   * @param {object} grants the package's part
   * @param {(accessToken: object | string, call: object) => Promise<object>} grants.call calls the API with what
   *   `complete` or `apply` brought, or with an API key; gives the outcome
   * @param {() => Promise<{url: string}>} [grants.begin] an attempt: the address of the consent page, and whatever
   *   belongs to it
   * @param {(callbackUrl: string, attempt?: object) => Promise<object>} [grants.complete] exchanges the code; without
   *   an attempt where none is under way
   * @param {() => Promise<object>} [grants.apply] client credentials for tokens
   * @param {(tokens: object) => Promise<object>} [grants.renewed] the same tokens, or new ones where these end
   */
  constructor({ mechanism, credentials }, grants) {
    this.grants = grants;
    this.mechanism = mechanism;
    if (mechanism === 'api-key') this.#tokens = credentials.apiKey;
  }

  async request(call) {
    return this.grants.call(await this.#current(), call);
  }

  async beginAuthorization() {
    this.#attempt = await this.grants.begin();
    return { outcome: 'ok', value: { authorizationUrl: this.#attempt.url } };
  }

  /** An attempt serves once, as applications take it out of the browser's session. */
  async completeAuthorization({ callbackUrl }) {
    const attempt = this.#attempt;
    this.#attempt = undefined;
    this.#tokens = await this.grants.complete(callbackUrl, attempt);
    return { outcome: 'ok' };
  }

  async #current() {
    if (this.mechanism === 'authorization-code' && this.#tokens === undefined)
      throw new Rejection('authentication', 'No user has consented yet.');
    this.#tokens ??= await this.grants.apply();
    if (this.mechanism !== 'api-key')
      this.#tokens = (await this.grants.renewed?.(this.#tokens)) ?? this.#tokens;
    return this.#tokens;
  }
}

/** A state for packages that leave it to their users. */
export function newState() {
  return randomBytes(16).toString('base64url');
}

/** The parameters of a token request by client credentials. */
export function scopeOf({ organization }) {
  return organization === undefined ? {} : { scope: `organization:${organization}` };
}

/** Headers and body of a `session/request`. */
export function partsOf({ headers, body }) {
  const content = contentOf(body);
  return { headers: { ...(content && { 'Content-Type': content.type }), ...headers }, body: content?.bytes };
}
