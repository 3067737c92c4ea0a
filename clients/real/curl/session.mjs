import { addressOf, contentOf, handedOver, percentEncoded, Rejection } from '../adapter.mjs';
import { CurlFailure, curl } from './curl.mjs';

const DEFAULT_TIMEOUT_MS = 30_000;

/**
 * What a user of the two documented commands does: ask for an access token once, then call the API with it.
 * When the API refuses the token, that answer is what the user sees.
 */
export class Session {
  #accessToken;

  /**
   * @param {object} params of `session/open`
   * @param {'--data-urlencode' | '--data'} dataOption how the token request's parameters are given to curl
   */
  constructor({ endpoints, credentials, options }, dataOption) {
    this.endpoints = endpoints;
    this.credentials = credentials;
    this.organization = options.organization;
    this.limits = ['--max-time', String((options.timeoutMs ?? DEFAULT_TIMEOUT_MS) / 1000)];
    this.dataOption = dataOption;
  }

  /**
   * @returns the outcome `response`
   * @throws {Rejection}
   */
  async request(call) {
    try {
      this.#accessToken ??= await this.#requestToken();
      const { status, headers, body } = await this.#callApi(call);
      return handedOver(status, headers, body);
    } catch (error) {
      throw error instanceof CurlFailure ? new Rejection(error.reason, error.message) : error;
    }
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

  #callApi(call) {
    const { method, headers, body } = call;
    const content = contentOf(body);
    const lines = [
      `Authorization: Bearer ${this.#accessToken}`,
      ...(content === undefined ? [] : [`Content-Type: ${content.type}`]),
      ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ];
    const args = [
      ...this.limits,
      ...(method === 'HEAD' ? ['--head'] : ['--request', method]),
      ...lines.flatMap(line => ['--header', line]),
      ...(content === undefined ? [] : ['--data-binary', '@-']),
      addressOf(this.endpoints.api, call, percentEncoded),
    ];
    return curl(args, content?.bytes);
  }
}

/**
 * The access token that the user finds in the answer to the token request.
 * @throws {Rejection} where there is none in it
 */
function tokenIn({ status, body }) {
  let accessToken;
  try {
    accessToken = JSON.parse(body.toString()).access_token;
  } catch {
    // Not JSON: there is no token in it.
  }
  if (typeof accessToken === 'string' && accessToken !== '') return accessToken;
  const reason = status < 300 ? 'malformed-response' : 'other';
  // curl prints what the platform answers: the user has read it.
  const message = `The answer to the token request, status ${status}, holds no access_token: ${body}`;
  throw new Rejection(reason, message, { status });
}
