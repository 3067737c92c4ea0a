import { readFileSync } from 'node:fs';
import * as oauth from 'oauth4webapi';
import { addressOf, callsOf, percentEncoded } from '../adapter.mjs';
import { Application, partsOf, scopeOf } from '../oauth2.mjs';
import { outcomeOf, told } from '../oauth4webapi.mjs';

/*
 * The client protocol as a module for oauth4webapi: of each grant, one function sends the request and another judges
 * the response.
 */

const manifest = new URL('node_modules/oauth4webapi/package.json', import.meta.url);
const { name, version, homepage } = JSON.parse(readFileSync(manifest, 'utf8'));

export default () =>
  callsOf({
    client: { name, version, language: 'javascript', homepage },
    capabilities: {
      acquia: ['client-credentials', 'organization-scope'],
      'cloud-api': ['api-key', 'authorization-code', 'pkce', 'https-only'],
    },
    open: params => new Application(params, grantsOf(params)),
  });

function grantsOf({ endpoints, credentials, options }) {
  const server = {
    issuer: new URL(endpoints.token ?? endpoints.api).origin,
    token_endpoint: endpoints.token,
  };
  const client = { client_id: credentials.clientId ?? credentials.apiKey };
  const limits = () => ({
    ...(options.timeoutMs !== undefined && { signal: AbortSignal.timeout(options.timeoutMs) }),
    ...(options.allowInsecure && { [oauth.allowInsecureRequests]: true }),
  });
  const authentication = () => oauth.ClientSecretPost(credentials.clientSecret ?? credentials.apiSecret);
  return {
    begin: async () => {
      const state = oauth.generateRandomState();
      const verifier = oauth.generateRandomCodeVerifier();
      const url = new URL(endpoints.authorize);
      const parameters = {
        response_type: 'code',
        client_id: client.client_id,
        redirect_uri: options.redirectUri,
        ...(options.scope && { scope: options.scope }),
        state,
        code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      };
      for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
      return { url: url.href, state, verifier };
    },
    complete: (callbackUrl, attempt) =>
      told(async () => {
        const answer = oauth.validateAuthResponse(server, client, new URL(callbackUrl), attempt?.state);
        const given = [authentication(), answer, options.redirectUri, attempt?.verifier, limits()];
        const response = await oauth.authorizationCodeGrantRequest(server, client, ...given);
        return oauth.processAuthorizationCodeResponse(server, client, response);
      }),
    apply: () =>
      told(async () => {
        const given = [authentication(), scopeOf(options), limits()];
        const response = await oauth.clientCredentialsGrantRequest(server, client, ...given);
        return oauth.processClientCredentialsResponse(server, client, response);
      }),
    call: async (tokens, call) => {
      const { headers, body } = partsOf(call);
      const url = new URL(addressOf(endpoints.api, call, percentEncoded));
      const given = [new Headers(headers), body, limits()];
      const token = tokens.access_token ?? tokens;
      return outcomeOf(await told(() => oauth.protectedResourceRequest(token, call.method, url, ...given)));
    },
  };
}
