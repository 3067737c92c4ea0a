import { readFileSync } from 'node:fs';
import * as oidc from 'openid-client';
import { addressOf, callsOf, percentEncoded } from '../adapter.mjs';
import { Application, MARGIN_SECONDS, partsOf, scopeOf } from '../oauth2.mjs';
import { outcomeOf, told } from '../oauth4webapi.mjs';

/*
 * The client protocol as a module for openid-client: OAuth 2 without OpenID Connect, as its examples have it for
 * servers without discovery.
 */

const manifest = new URL('node_modules/openid-client/package.json', import.meta.url);
const { name, version, homepage } = JSON.parse(readFileSync(manifest, 'utf8'));

export default () =>
  callsOf({
    client: { name, version, language: 'javascript', homepage },
    capabilities: {
      acquia: ['client-credentials', 'organization-scope', 'renewal'],
      'cloud-api': ['api-key', 'authorization-code', 'pkce', 'refresh-token', 'renewal', 'https-only'],
    },
    open: params => new Application(params, grantsOf(params)),
  });

function grantsOf({ endpoints, credentials, options }) {
  const config = configuration(endpoints, credentials, options);
  const apply = () => told(() => oidc.clientCredentialsGrant(config, scopeOf(options)));
  return {
    apply,
    begin: async () => {
      const state = oidc.randomState();
      const verifier = oidc.randomPKCECodeVerifier();
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: options.redirectUri,
        ...(options.scope && { scope: options.scope }),
        state,
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
      return { url: url.href, state, verifier };
    },
    complete: (callbackUrl, attempt) =>
      told(() =>
        oidc.authorizationCodeGrant(config, new URL(callbackUrl), {
          expectedState: attempt?.state,
          pkceCodeVerifier: attempt?.verifier,
        }),
      ),
    renewed: async tokens => {
      if (!(tokens.expiresIn() < MARGIN_SECONDS)) return tokens;
      if (endpoints.authorize === undefined) return apply();
      const { refresh_token } = tokens;
      if (refresh_token === undefined) return tokens;
      // Where no new refresh token comes, the old one stays; the package says nothing of it.
      const next = await told(() => oidc.refreshTokenGrant(config, refresh_token));
      next.refresh_token ??= refresh_token;
      return next;
    },
    call: async (tokens, call) => {
      const { headers, body } = partsOf(call);
      const url = new URL(addressOf(endpoints.api, call, percentEncoded));
      const token = tokens.access_token ?? tokens;
      const sent = () =>
        oidc.fetchProtectedResource(config, token, url, call.method, body, new Headers(headers));
      return outcomeOf(await told(sent));
    },
  };
}

/** An API key has no authorization server behind it; the package wants the name of one all the same. */
function configuration({ authorize, token, api }, credentials, { timeoutMs, allowInsecure }) {
  const { clientId, clientSecret, apiKey, apiSecret } = credentials;
  const config = new oidc.Configuration(
    {
      issuer: new URL(token ?? api).origin,
      authorization_endpoint: authorize,
      token_endpoint: token,
    },
    clientId ?? apiKey,
    clientSecret ?? apiSecret,
  );
  if (timeoutMs !== undefined) config.timeout = timeoutMs / 1000;
  if (allowInsecure) oidc.allowInsecureRequests(config);
  return config;
}
