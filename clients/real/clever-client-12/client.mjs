import { readFileSync } from 'node:fs';
import { CcApiBridgeClient } from '@clevercloud/client/cc-api-bridge-client.js';
import { CreateApiTokenCommand } from '@clevercloud/client/cc-api-bridge-commands/api-token/create-api-token-command.js';
import { DeleteApiTokenCommand } from '@clevercloud/client/cc-api-bridge-commands/api-token/delete-api-token-command.js';
import { ListApiTokenCommand } from '@clevercloud/client/cc-api-bridge-commands/api-token/list-api-token-command.js';
import { CcApiClient } from '@clevercloud/client/cc-api-client.js';
import { GetProfileCommand } from '@clevercloud/client/cc-api-commands/profile/get-profile-command.js';
import { fetchAccessToken, fetchRequestToken } from '@clevercloud/client/esm/login.js';
import { prefixUrl } from '@clevercloud/client/esm/prefix-url.js';
import { request } from '@clevercloud/client/esm/request.fetch.js';
import { addressOf, callsOf, contentOf, formEncoded, handedOver, Rejection, reasonFor } from '../adapter.mjs';
import { Dance } from '../clever-client-esm.mjs';
import { dateOf } from './expiration.mjs';

/*
 * The client protocol as a module for @clevercloud/client 12: commands sent by CcApiClient and
 * CcApiBridgeClient.
 */

const manifest = new URL('node_modules/@clevercloud/client/package.json', import.meta.url);
const { name, version, homepage } = JSON.parse(readFileSync(manifest, 'utf8'));

export default () =>
  callsOf({
    client: { name, version, language: 'javascript', homepage },
    capabilities: {
      'clever-cloud': [
        'oauth1',
        'oauth1:PLAINTEXT',
        'oauth1:dance',
        'api-token',
        'profile.get',
        'tokens.create',
        'tokens.list',
        'tokens.revoke',
      ],
    },
    open: params => new Session(params),
  });

/** What a command does not say itself: any path, any body. */
class Call extends GetProfileCommand {
  toRequestParams() {
    return this.params;
  }

  transformCommandOutput(body) {
    return body;
  }
}

class Session {
  #operations = {
    'profile.get': async () => {
      const { id, email } = await send(this.#api(), new GetProfileCommand());
      return { id, email };
    },
    'tokens.create': async ({ expiration, ...input }) => {
      const command = new CreateApiTokenCommand({ ...input, expirationDate: dateOf(expiration) });
      const { apiTokenId, apiToken } = await send(this.#bridge(), command);
      return { id: apiTokenId, token: apiToken };
    },
    'tokens.list': async () => {
      const tokens = await send(this.#bridge(), new ListApiTokenCommand());
      return tokens.map(({ apiTokenId, name, state }) => ({ id: apiTokenId, name, state }));
    },
    'tokens.revoke': async ({ id }) => {
      await send(this.#bridge(), new DeleteApiTokenCommand({ apiTokenId: id }));
      return null;
    },
  };

  constructor(params) {
    this.params = params;
    this.token = params.credentials;
    this.dance = new Dance(params, { fetchRequestToken, fetchAccessToken, prefixUrl, request });
  }

  /** The response is taken from the client's hook; a refusal is thrown beside it and says the same. */
  async request(call) {
    const { method, headers, body } = call;
    let seen;
    const client = this.#api({ onResponse: response => (seen = response) });
    const content = contentOf(body);
    const params = {
      method,
      url: addressOf('', call, formEncoded),
      headers: new Headers({ ...(content && { 'Content-Type': content.type }), ...headers }),
      ...(content && { body: 'json' in body ? body.json : new Blob([content.bytes]) }),
    };
    await send(client, new Call(params)).catch(error => {
      if (seen === undefined) throw error;
    });
    return handedOver(seen.status, Object.fromEntries(seen.headers), await bytesOf(seen.body));
  }

  async beginAuthorization() {
    return { outcome: 'ok', value: { authorizationUrl: await this.dance.begin() } };
  }

  async completeAuthorization({ callbackUrl }) {
    this.token = await this.dance.complete(callbackUrl);
    return { outcome: 'ok' };
  }

  async invoke({ operation, input }) {
    return { outcome: 'ok', value: await this.#operations[operation](input) };
  }

  #api(hooks = {}) {
    const { mechanism, endpoints, credentials } = this.params;
    const byToken = mechanism === 'api-token';
    return new CcApiClient({
      baseUrl: byToken ? endpoints.bridge : endpoints.api,
      authMethod: byToken
        ? { type: 'api-token', apiToken: credentials.apiToken }
        : { type: 'oauth-v1', oauthTokens: this.#oauthTokens() },
      defaultRequestConfig: this.#limits(),
      hooks,
    });
  }

  #bridge() {
    const { bridge: baseUrl } = this.params.endpoints;
    const oauthTokens = this.#oauthTokens();
    return new CcApiBridgeClient({ baseUrl, oauthTokens, defaultRequestConfig: this.#limits() });
  }

  #oauthTokens() {
    const { consumerKey, consumerSecret } = this.params.credentials;
    const { token, tokenSecret: secret } = this.token;
    return { consumerKey, consumerSecret, token, secret };
  }

  #limits() {
    return { timeout: this.params.options.timeoutMs ?? 0 };
  }
}

const REASONS = {
  TIMEOUT_EXCEEDED: 'timeout',
  NETWORK_ERROR: 'network',
  UNEXPECTED_ERROR: 'malformed-response',
};

async function send(client, command) {
  try {
    return await client.send(command);
  } catch ({ statusCode: status, code, message }) {
    if (status === undefined) throw new Rejection(REASONS[code] ?? 'other', message);
    throw new Rejection(reasonFor(status), message, { status, ...(code != null && { code }) });
  }
}

/** JSON comes parsed, text as text, nothing as null and everything else as a Blob. */
async function bytesOf(body) {
  if (body === null) return Buffer.alloc(0);
  if (body instanceof Blob) return Buffer.from(await body.arrayBuffer());
  return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}
