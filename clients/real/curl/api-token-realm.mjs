import { percentEncoded } from '../adapter.mjs';
import { callApi, limitsOf, told, typed } from './call.mjs';

const DEFAULT_PARAMETER = 'apiToken';

/** What a user of the two documented recipes does: the token after its word in a header, or in the query. */
export class RealmSession {
  /** @param {object} params of `session/open` */
  constructor({ mechanism, endpoints, credentials, options }) {
    this.mechanism = mechanism;
    this.base = endpoints.api;
    this.token = credentials.apiToken;
    this.parameter = options.parameter ?? DEFAULT_PARAMETER;
    this.limits = limitsOf(options);
  }

  /**
   * @returns the outcome `response`
   * @throws {Rejection}
   */
  request(call) {
    const url = typed(this.base, call);
    if (this.mechanism === 'header')
      return this.#send(url, call, { Authorization: `apiToken ${this.token}` });
    const separator = url.includes('?') ? '&' : '?';
    return this.#send(url + separator + percentEncoded([[this.parameter, this.token]]), call, {});
  }

  #send(url, call, shown) {
    return told(() => callApi(url, call, this.limits, shown));
  }
}
