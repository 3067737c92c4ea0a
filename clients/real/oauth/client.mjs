import { createRequire } from 'node:module';
import { OAuth } from 'oauth';
import { addressOf, callsOf, contentOf, formEncoded, handedOver, Rejection, reasonFor } from '../adapter.mjs';
import { grouped } from '../grouped.mjs';

/*
 * The client protocol as a module for the npm package oauth, which signs requests, sends them, and has the
 * dance's two exchanges.
 */

const { version } = createRequire(import.meta.url)('oauth/package.json');

export default () =>
  callsOf({
    client: {
      name: 'oauth',
      version,
      language: 'javascript',
      homepage: 'https://github.com/ciaranj/node-oauth',
    },
    capabilities: {
      'clever-cloud': ['oauth1', 'oauth1:PLAINTEXT', 'oauth1:HMAC-SHA1', 'oauth1:dance'],
    },
    open: params => new Session(params),
  });

class Session {
  #temporarySecret;

  constructor(params) {
    this.params = params;
    this.token = params.credentials;
  }

  async request(call) {
    const { method, headers, body } = call;
    const url = addressOf(this.params.endpoints.api, call, formEncoded);
    const { token, tokenSecret } = this.token;
    const oauth = this.#oauth(headers);
    const [, data, { statusCode, headers: answered }] = await called(done => {
      if (method === 'GET') oauth.get(url, token, tokenSecret, done);
      else if (method === 'DELETE') oauth.delete(url, token, tokenSecret, done);
      else if (method === 'POST') oauth.post(url, token, tokenSecret, ...given(body), done);
      else if (method === 'PUT') oauth.put(url, token, tokenSecret, ...given(body), done);
      else oauth.getProtectedResource(url, method, token, tokenSecret, done);
    });
    return handedOver(statusCode, joined(answered), Buffer.from(data));
  }

  async beginAuthorization() {
    const [error, oauth_token, secret] = await called(done => this.#oauth().getOAuthRequestToken(done));
    if (error) throw refusal(error);
    this.#temporarySecret = secret;
    const page = `${this.params.endpoints.authorize}?${new URLSearchParams({ oauth_token })}`;
    return { outcome: 'ok', value: { authorizationUrl: page } };
  }

  /** The callback's values go on as they came, as the package's examples do it. */
  async completeAuthorization({ callbackUrl }) {
    const back = new URL(callbackUrl).searchParams;
    const values = [back.get('oauth_token'), this.#temporarySecret, back.get('oauth_verifier')];
    const [error, token, tokenSecret] = await called(done =>
      this.#oauth().getOAuthAccessToken(...values, done),
    );
    if (error) throw refusal(error);
    this.token = { token, tokenSecret };
    return { outcome: 'ok' };
  }

  #oauth(headers = {}) {
    const { endpoints, credentials, options } = this.params;
    const { consumerKey, consumerSecret } = credentials;
    return new OAuth(
      endpoints.requestToken,
      endpoints.accessToken,
      consumerKey,
      consumerSecret,
      '1.0',
      options.callbackUrl,
      options.signatureMethod ?? 'HMAC-SHA1',
      undefined,
      { Accept: '*/*', Connection: 'close', ...headers },
    );
  }
}

/**
 * What the package calls back with.
 * @throws {Rejection} `network` where there was no response
 */
async function called(start) {
  const result = await new Promise(resolve => start((...told) => resolve(told)));
  if (result[0] instanceof Error) throw new Rejection('network', result[0].code ?? result[0].message);
  return result;
}

function refusal({ statusCode: status, data }) {
  return new Rejection(reasonFor(status), data, { status });
}

/** A body as `post` and `put` take it, with its type: a form is an object. */
function given(body) {
  if (body === null) return ['', null];
  if ('form' in body) return [grouped(body.form), null];
  const { type, bytes } = contentOf(body);
  return [bytes, type];
}

function joined(headers) {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}
