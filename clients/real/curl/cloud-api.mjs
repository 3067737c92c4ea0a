import { randomBytes } from 'node:crypto';
import { Rejection } from '../adapter.mjs';
import { callApi, limitsOf, tokenIn, told, typed } from './call.mjs';
import { curl } from './curl.mjs';

/**
 * What a user of the Cloud API Platform's documented commands does: call with a key, or copy the code out of the
 * browser, exchange it, and call with the token.
 */
export class CloudApiSession {
  #token;

  /** @param {object} params of `session/open` */
  constructor({ endpoints, credentials, options }) {
    this.endpoints = endpoints;
    this.credentials = credentials;
    this.redirectUri = options.redirectUri;
    this.scope = options.scope;
    this.limits = limitsOf(options);
    this.#token = credentials.apiKey;
  }

  /**
   * The documented commands name both types, whatever the method.
   * @returns the outcome `response`
   * @throws {Rejection}
   */
  async request(call) {
    if (this.#token === undefined) throw new Rejection('authentication', 'There is no access token yet.');
    const shown = {
      Authorization: `Bearer ${this.#token}`,
      Accept: 'application/json',
      'Content-Type': 'application/json',
    };
    return told(() => callApi(typed(this.endpoints.api, call), call, this.limits, shown));
  }

  /** The document says nothing of the consent page: its address is typed as RFC 6749 section 4.1.1 has it. */
  beginAuthorization() {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.credentials.clientId,
      redirect_uri: this.redirectUri,
      ...(this.scope && { scope: this.scope }),
      state: randomBytes(16).toString('hex'),
    });
    return { outcome: 'ok', value: { authorizationUrl: `${this.endpoints.authorize}?${query}` } };
  }

  /**
   * The documented command, with the code that stands in the browser's address line; nothing else there is read.
   * @throws {Rejection}
   */
  async completeAuthorization({ callbackUrl }) {
    const { searchParams } = new URL(callbackUrl);
    const code = searchParams.get('code');
    if (code === null) throw new Rejection('authorization-denied', `No code: ${searchParams.get('error')}.`);
    this.#token = await told(() => this.#exchange(code));
    return { outcome: 'ok' };
  }

  async #exchange(code) {
    const parameters = [
      'grant_type=authorization_code',
      `code=${code}`,
      `client_id=${this.credentials.clientId}`,
      `client_secret=${this.credentials.clientSecret}`,
      `redirect_uri=${this.redirectUri}`,
    ];
    const type = 'Content-Type: application/x-www-form-urlencoded';
    const data = parameters.flatMap(parameter => ['-d', parameter]);
    return tokenIn(
      await curl([...this.limits, '--request', 'POST', this.endpoints.token, '--header', type, ...data]),
    );
  }
}
