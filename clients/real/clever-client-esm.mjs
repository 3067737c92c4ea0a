import { handedOver, Rejection, reasonFor } from './adapter.mjs';

/*
 * What the functions below @clevercloud/client/esm are used for in both versions: the dance, and telling what
 * came of a request.
 */

/**
 * Send a request by the package's own `request`, which gives its caller the parsed body, and of a refusal the
 * response too.
 * @param {() => Promise<unknown>} send
 * @throws {Rejection}
 */
export async function sent(send) {
  try {
    return await send();
  } catch (error) {
    throw rejectionOf(error);
  }
}

function rejectionOf({ name, message, response, responseBody, cause }) {
  if (response !== undefined) {
    const code = responseBody?.code ?? responseBody?.id;
    const { status } = response;
    return new Rejection(reasonFor(status), message, { status, ...(code != null && { code: String(code) }) });
  }
  if (message === 'TimeoutError') return new Rejection('timeout', message);
  if (name === 'SyntaxError') return new Rejection('malformed-response', message);
  return new Rejection('network', cause?.code ?? message);
}

/** A parsed body as the outcome `response`. The package tells no status of a success: 204 where there is no body. */
export function answered(parsed, headers = {}) {
  if (parsed === undefined) return handedOver(204, headers, Buffer.alloc(0));
  const text = typeof parsed === 'string' ? parsed : JSON.stringify(parsed);
  return handedOver(200, headers, Buffer.from(text));
}

/** The steps of the dance by the package's `login.js`; the callback's values go on as they came. */
export class Dance {
  #temporarySecret;

  /** @param esm the package's fetchRequestToken, fetchAccessToken, prefixUrl and request */
  constructor({ endpoints, credentials, options }, esm) {
    this.endpoints = endpoints;
    this.consumer = { consumerKey: credentials.consumerKey, consumerSecret: credentials.consumerSecret };
    this.callbackUrl = options.callbackUrl;
    this.esm = esm;
  }

  /** @returns the address of the page on which the user consents */
  async begin() {
    const { oauth_token, oauth_token_secret } = await this.#send(
      this.esm.fetchRequestToken({ ...this.consumer, oauthCallback: this.callbackUrl }),
    );
    this.#temporarySecret = oauth_token_secret;
    return `${this.endpoints.authorize}?${new URLSearchParams({ oauth_token })}`;
  }

  /** @returns the user's token and its secret */
  async complete(callbackUrl) {
    const { oauth_token: oauthToken, oauth_verifier: oauthVerifier } = Object.fromEntries(
      new URL(callbackUrl).searchParams,
    );
    const { oauth_token: token, oauth_token_secret: tokenSecret } = await this.#send(
      this.esm.fetchAccessToken({
        ...this.consumer,
        tokenSecret: this.#temporarySecret,
        oauthToken,
        oauthVerifier,
      }),
    );
    return { token, tokenSecret };
  }

  #send(request) {
    return sent(() => request.then(this.esm.prefixUrl(this.endpoints.api)).then(this.esm.request));
  }
}
