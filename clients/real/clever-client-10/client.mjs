import { readFileSync } from 'node:fs';
import { get as getUser } from '@clevercloud/client/esm/api/v2/organisation.js';
import { fetchAccessToken, fetchRequestToken } from '@clevercloud/client/esm/login.js';
import { addOauthHeader } from '@clevercloud/client/esm/oauth.js';
import { prefixUrl } from '@clevercloud/client/esm/prefix-url.js';
import { request } from '@clevercloud/client/esm/request.fetch.js';
import { callsOf, contentOf } from '../adapter.mjs';
import { answered, Dance, sent } from '../clever-client-esm.mjs';
import { grouped } from '../grouped.mjs';

/*
 * The client protocol as a module for @clevercloud/client 10, used as its README shows: a request goes through
 * prefixUrl, addOauthHeader and request.
 */

const manifest = new URL('node_modules/@clevercloud/client/package.json', import.meta.url);
const { name, version, homepage } = JSON.parse(readFileSync(manifest, 'utf8'));

export default () =>
  callsOf({
    client: { name, version, language: 'javascript', homepage },
    capabilities: { 'clever-cloud': ['oauth1', 'oauth1:HMAC-SHA512', 'oauth1:dance', 'profile.get'] },
    open: params => new Session(params),
  });

class Session {
  constructor(params) {
    this.params = params;
    this.token = params.credentials;
    this.dance = new Dance(params, { fetchRequestToken, fetchAccessToken, prefixUrl, request });
  }

  async request({ method, path, query = [], headers, body }) {
    return answered(
      await this.#send({ method, url: path, queryParams: grouped(query), ...carrying(body, headers) }),
    );
  }

  async beginAuthorization() {
    return { outcome: 'ok', value: { authorizationUrl: await this.dance.begin() } };
  }

  async completeAuthorization({ callbackUrl }) {
    this.token = await this.dance.complete(callbackUrl);
    return { outcome: 'ok' };
  }

  /** `profile.get` is the one operation that is declared. */
  async invoke() {
    const { id, email } = await this.#send(await getUser({}));
    return { outcome: 'ok', value: { id, email } };
  }

  #send(params) {
    const { endpoints, credentials, options } = this.params;
    const tokens = {
      OAUTH_CONSUMER_KEY: credentials.consumerKey,
      OAUTH_CONSUMER_SECRET: credentials.consumerSecret,
      API_OAUTH_TOKEN: this.token.token,
      API_OAUTH_TOKEN_SECRET: this.token.tokenSecret,
    };
    return sent(() =>
      Promise.resolve({ ...params, timeout: options.timeoutMs })
        .then(prefixUrl(endpoints.api))
        .then(addOauthHeader(tokens))
        .then(request),
    );
  }
}

/** JSON is given as it is, text and forms as text. */
function carrying(body, headers) {
  if (body === null) return { headers };
  const { type, bytes } = contentOf(body);
  const given = 'json' in body ? body.json : 'bytes' in body ? bytes : bytes.toString();
  return { headers: { 'Content-Type': type, ...headers }, body: given };
}
