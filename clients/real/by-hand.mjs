import { randomBytes } from 'node:crypto';
import { Rejection } from './adapter.mjs';

/*
 * What people do around a command line program that makes HTTP requests and nothing else: read what it prints, copy
 * the token out of it, and the code out of the browser.
 */

/** A user of the Cloud API Platform: calls with a key, or exchanges the code of a consent and calls with the token. */
export class CloudApiUser {
  #token;

  /**
   * @param {object} params of `session/open`
   * @param {object} commands
   * @param {(token: string, call: object) => Promise<object>} commands.call one call of the API; gives the outcome
   * @param {(parameters: [string, string][]) => Promise<{status: number, body: Buffer}>} commands.exchange the
   *   documented token request
   */
  constructor({ endpoints, credentials, options }, commands) {
    this.commands = commands;
    this.authorize = endpoints.authorize;
    this.credentials = credentials;
    this.redirectUri = options.redirectUri;
    this.scope = options.scope;
    this.#token = credentials.apiKey;
  }

  async request(call) {
    if (this.#token === undefined) throw new Rejection('authentication', 'There is no access token yet.');
    return this.commands.call(this.#token, call);
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
    return { outcome: 'ok', value: { authorizationUrl: `${this.authorize}?${query}` } };
  }

  /**
   * With the code that stands in the browser's address line; nothing else there is read.
   * @throws {Rejection}
   */
  async completeAuthorization({ callbackUrl }) {
    const { searchParams } = new URL(callbackUrl);
    const code = searchParams.get('code');
    if (code === null) throw new Rejection('authorization-denied', `No code: ${searchParams.get('error')}.`);
    const { clientId, clientSecret } = this.credentials;
    const answer = await this.commands.exchange([
      ['grant_type', 'authorization_code'],
      ['code', code],
      ['client_id', clientId],
      ['client_secret', clientSecret],
      ['redirect_uri', this.redirectUri],
    ]);
    this.#token = tokenIn(answer);
    return { outcome: 'ok' };
  }
}

/**
 * The access token that the user finds in the answer to a token request.
 * @param {{status: number, body: Buffer}} answer
 * @throws {Rejection} where there is none in it
 */
export function tokenIn({ status, body }) {
  let accessToken;
  try {
    accessToken = JSON.parse(body.toString()).access_token;
  } catch {
    // Not JSON: there is no token in it.
  }
  if (typeof accessToken === 'string' && accessToken !== '') return accessToken;
  const reason = status < 300 ? 'malformed-response' : 'other';
  // The program prints what the platform answers: the user has read it.
  const message = `The answer to the token request, status ${status}, holds no access_token: ${body}`;
  throw new Rejection(reason, message, { status });
}
