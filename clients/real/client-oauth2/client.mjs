import { readFileSync } from 'node:fs';
import ClientOAuth2 from 'client-oauth2';
import { addressOf, callsOf, percentEncoded, Rejection, reasonFor } from '../adapter.mjs';
import { exchange } from '../exchange.mjs';
import { Application, newState, partsOf, scopeOf } from '../oauth2.mjs';

/*
 * The client protocol as a module for client-oauth2, which obtains tokens and signs requests with them; Node's fetch
 * sends these.
 */

const manifest = new URL('node_modules/client-oauth2/package.json', import.meta.url);
const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));

export default () =>
  callsOf({
    client: {
      name,
      version,
      language: 'javascript',
      homepage: 'https://github.com/mulesoft/js-client-oauth2',
    },
    capabilities: {
      acquia: ['client-credentials', 'organization-scope', 'renewal'],
      'cloud-api': ['authorization-code', 'refresh-token', 'renewal'],
    },
    open: params => new Application(params, grantsOf(params)),
  });

/** As in the package's README. */
function grantsOf({ endpoints, credentials, options }) {
  const { clientId, clientSecret, apiKey, apiSecret } = credentials;
  const client = new ClientOAuth2({
    clientId: clientId ?? apiKey,
    clientSecret: clientSecret ?? apiSecret,
    accessTokenUri: endpoints.token,
    authorizationUri: endpoints.authorize,
    redirectUri: options.redirectUri,
    ...(options.scope && { scopes: [options.scope] }),
  });
  const { scope } = scopeOf(options);
  const apply = () => told(() => client.credentials.getToken(scope && { scopes: [scope] }));
  return {
    apply,
    begin: async () => {
      const state = newState();
      return { url: client.code.getUri({ state }), state };
    },
    complete: (callbackUrl, attempt) =>
      told(() => client.code.getToken(callbackUrl, { state: attempt?.state })),
    renewed: async token => {
      if (!token.expired()) return token;
      if (endpoints.authorize === undefined) return apply();
      return token.refreshToken === undefined ? token : told(() => token.refresh());
    },
    call: async (token, call) => {
      const { headers, body } = partsOf(call);
      const url = addressOf(endpoints.api, call, percentEncoded);
      const signed = await told(async () => token.sign({ method: call.method, url, headers }));
      return exchange({ ...signed, body, timeoutMs: options.timeoutMs });
    },
  };
}

async function told(call) {
  try {
    return await call();
  } catch (error) {
    throw rejectionOf(error) ?? error;
  }
}

const AUTHENTICATION = ['invalid_client', 'invalid_grant', 'unauthorized_client'];

/** An error that the body names comes without the status of its response; any other one with it. */
function rejectionOf({ code, message, status, body, cause }) {
  if (code === 'EAUTH') {
    const { error } = body;
    if (error === 'access_denied') return new Rejection('authorization-denied', message, { code: error });
    return new Rejection(AUTHENTICATION.includes(error) ? 'authentication' : 'other', message, {
      code: String(error),
    });
  }
  if (code === 'ESTATUS') return new Rejection(reasonFor(status), message, { status });
  if (message.startsWith('Invalid state')) return new Rejection('state-mismatch', message);
  if (message === 'Unable to sign without access token') return new Rejection('other', message);
  if (message === 'Missing code, unable to request token') return new Rejection('other', message);
  return code && new Rejection('network', cause?.code ?? code);
}
