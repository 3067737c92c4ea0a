import { tokenIn } from '../by-hand.mjs';
import { callApi, limitsOf, told, typed } from './call.mjs';
import { curl } from './curl.mjs';

/**
 * What a user of Acquia's two documented commands does: ask for an access token once, then call the API with it.
 * When the API refuses the token, that answer is what the user sees.
 */
export class AcquiaSession {
  #accessToken;

  /**
   * @param {object} params of `session/open`
   * @param {'--data-urlencode' | '--data'} dataOption how the token request's parameters are given to curl
   */
  constructor({ endpoints, credentials, options }, dataOption) {
    this.endpoints = endpoints;
    this.credentials = credentials;
    this.organization = options.organization;
    this.limits = limitsOf(options);
    this.dataOption = dataOption;
  }

  /**
   * @returns the outcome `response`
   * @throws {Rejection}
   */
  request(call) {
    return told(async () => {
      this.#accessToken ??= await this.#requestToken();
      const shown = { Authorization: `Bearer ${this.#accessToken}` };
      return callApi(typed(this.endpoints.api, call), call, this.limits, shown);
    });
  }

  /** The documented command; for an organization with single sign-on it has a fourth parameter. */
  async #requestToken() {
    const parameters = [
      `client_id=${this.credentials.apiKey}`,
      `client_secret=${this.credentials.apiSecret}`,
      'grant_type=client_credentials',
    ];
    if (this.organization !== undefined) parameters.push(`scope=organization:${this.organization}`);
    const data = parameters.flatMap(parameter => [this.dataOption, parameter]);
    return tokenIn(await curl([...this.limits, this.endpoints.token, ...data]));
  }
}
