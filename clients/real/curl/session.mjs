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

  /** @returns an outcome of the client protocol */
  async request(call) {
    try {
      if (this.#accessToken === undefined) {
        const { accessToken, refusal } = await this.#requestToken();
        if (refusal !== undefined) return refusal;
        this.#accessToken = accessToken;
      }
      return handedOver(await this.#callApi(call));
    } catch (error) {
      if (!(error instanceof CurlFailure)) throw error;
      return { outcome: 'rejected', reason: error.reason, message: error.message };
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

  #callApi({ method, path, query = [], headers, body }) {
    const search = query.map(pair => pair.map(encodeURIComponent).join('=')).join('&');
    const url = this.endpoints.api.replace(/\/+$/, '') + path + (search && `?${search}`);
    const content = encodeBody(body);
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
      url,
    ];
    return curl(args, content?.bytes);
  }
}

/** What the user finds in the answer to the token request: the token, or that there is none. */
function tokenIn({ status, body }) {
  let accessToken;
  try {
    accessToken = JSON.parse(body.toString()).access_token;
  } catch {
    // Not JSON: there is no token in it.
  }
  if (typeof accessToken === 'string' && accessToken !== '') return { accessToken };
  const reason = status < 300 ? 'malformed-response' : 'other';
  // curl prints what the platform answers: the user has read it.
  const message = `The answer to the token request, status ${status}, holds no access_token: ${body}`;
  return { refusal: { outcome: 'rejected', reason, message, status } };
}

function handedOver({ status, headers, body }) {
  const text = body.toString();
  const same = Buffer.from(text).equals(body);
  return {
    outcome: 'response',
    status,
    headers,
    ...(same ? { body: text } : { bodyBase64: body.toString('base64') }),
  };
}

function encodeBody(body) {
  if (body === null) return undefined;
  if ('json' in body) return { type: 'application/json', bytes: Buffer.from(JSON.stringify(body.json)) };
  if ('form' in body) {
    const form = new URLSearchParams(body.form).toString();
    return { type: 'application/x-www-form-urlencoded', bytes: Buffer.from(form) };
  }
  const bytes = 'text' in body ? Buffer.from(body.text) : Buffer.from(body.bytes, 'base64');
  return { type: body.contentType, bytes };
}
