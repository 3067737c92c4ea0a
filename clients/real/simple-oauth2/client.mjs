import { readFileSync } from 'node:fs';
import { AuthorizationCode, ClientCredentials } from 'simple-oauth2';
import { addressOf, callsOf, percentEncoded, Rejection, reasonFor } from '../adapter.mjs';
import { exchange } from '../exchange.mjs';
import { Application, MARGIN_SECONDS, newState, partsOf, scopeOf } from '../oauth2.mjs';

/*
 * The client protocol as a module for simple-oauth2, which obtains tokens and does not call APIs: Node's fetch does.
 */

const manifest = new URL('node_modules/simple-oauth2/package.json', import.meta.url);
const { name, version } = JSON.parse(readFileSync(manifest, 'utf8'));

export default () =>
  callsOf({
    client: { name, version, language: 'javascript', homepage: 'https://github.com/lelylan/simple-oauth2' },
    capabilities: {
      acquia: ['client-credentials', 'organization-scope', 'renewal'],
      'cloud-api': ['authorization-code', 'refresh-token', 'renewal'],
    },
    open: params => new Application(params, grantsOf(params)),
  });

/** As in the package's README. */
function grantsOf({ mechanism, endpoints, credentials, options }) {
  const byCode = mechanism === 'authorization-code';
  const client = made(
    byCode ? AuthorizationCode : ClientCredentials,
    settings(endpoints, credentials, options),
  );
  const back = { redirect_uri: options.redirectUri, ...(options.scope && { scope: options.scope }) };
  const apply = () => told(() => client.getToken(scopeOf(options)));
  return {
    apply,
    begin: async () => ({ url: client.authorizeURL({ ...back, state: newState() }) }),
    complete: callbackUrl =>
      told(() => client.getToken({ ...back, code: new URL(callbackUrl).searchParams.get('code') })),
    renewed: async accessToken => {
      if (!accessToken.expired(MARGIN_SECONDS)) return accessToken;
      if (!byCode) return apply();
      return 'refresh_token' in accessToken.token ? told(() => accessToken.refresh()) : accessToken;
    },
    call: ({ token }, call) => {
      const { headers, body } = partsOf(call);
      return exchange({
        method: call.method,
        url: addressOf(endpoints.api, call, percentEncoded),
        headers: { ...headers, Authorization: `Bearer ${token.access_token}` },
        body,
        timeoutMs: options.timeoutMs,
      });
    },
  };
}

/** Acquia documents the secret in the body; where a platform takes both ways, the package's own is the header. */
function settings({ authorize, token }, { clientId, clientSecret, apiKey, apiSecret }, { timeoutMs }) {
  const { origin, pathname } = new URL(token);
  const page = authorize && new URL(authorize);
  return {
    client: { id: clientId ?? apiKey, secret: clientSecret ?? apiSecret },
    auth: {
      tokenHost: origin,
      tokenPath: pathname,
      ...(page && { authorizeHost: page.origin, authorizePath: page.pathname }),
    },
    options: { authorizationMethod: page ? 'header' : 'body' },
    ...(timeoutMs !== undefined && { http: { timeout: timeoutMs } }),
  };
}

function made(Grant, config) {
  try {
    return new Grant(config);
  } catch (error) {
    throw new Rejection('invalid-credentials', error.message);
  }
}

async function told(call) {
  try {
    return await call();
  } catch (error) {
    throw rejectionOf(error) ?? error;
  }
}

/** Errors are those of Boom: the answer, where there was one, is their `data`. */
function rejectionOf({ message, isBoom, code, output, data }) {
  if (message === 'Cannot create access token without a token to parse')
    return new Rejection('malformed-response', message);
  if (!isBoom) return code && new Rejection('network', code);
  if (output.statusCode === 408 || output.statusCode === 504) return new Rejection('timeout', message);
  const status = data?.res?.statusCode;
  if (status === undefined) return new Rejection('network', data?.code ?? message);
  if (status < 400)
    return new Rejection(message.includes('aborted') ? 'network' : 'malformed-response', message);
  const { payload } = data;
  const { error } = payload ?? {};
  const why = payload === undefined ? message : `${message}: ${JSON.stringify(payload)}`;
  return new Rejection(reasonFor(status), why, { status, ...(error && { code: String(error) }) });
}
