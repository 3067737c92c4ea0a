import type { Request, Response } from 'express';
import {
  contextOf,
  decide,
  type Grant,
  insist,
  ProviderError,
  parameter,
  type TokenEndpointSpec,
  type TokenRequest,
} from '../../kernel/index.ts';
import { facts } from '../metadata.ts';
import type { ApiToken } from '../state/model.ts';
import { settingsOf, stateOf } from '../state.ts';
import { newAccessToken } from './access-token.ts';
import { publicClients } from './clients.ts';

/** An API token for an access token of who made it (P1, P11); there is no refresh token (b2). */
const apiTokenGrant: Grant = {
  grantType: 'api_token',
  handle(request, res) {
    const apiToken = presentedApiToken(request);
    const { req, sandbox } = request;
    const { exchange } = contextOf(req);
    const { tokenLifetimeSeconds } = settingsOf(req);
    const token = sandbox.tokens.issue({
      value: newAccessToken(sandbox, apiToken.user),
      clientId: apiToken.id,
      scope: undefined,
      lifetimeMs: tokenLifetimeSeconds * 1000,
      issuedIn: exchange.n,
    });
    exchange.issuedToken = token.id;
    stateOf(req).apiTokens.use(apiToken);
    answer(res, token.value, tokenLifetimeSeconds);
  },
};

/** No refresh token is ever issued, so every one is of before (b3). */
const refreshTokenGrant: Grant = {
  grantType: 'refresh_token',
  handle() {
    throw new ProviderError('invalid_refresh_token', 'no refresh token is issued here');
  },
};

/** What the shared token endpoint needs to know of Platform.sh. */
export const tokenEndpointSpec: TokenEndpointSpec = {
  ...publicClients,
  grants: [apiTokenGrant, refreshTokenGrant],
};

/** @throws ProviderError `api_token_missing`, `invalid_api_token`, `sso_session_over` */
function presentedApiToken({ req, parameters }: TokenRequest): ApiToken {
  const value = parameter(parameters, 'api_token');
  if (value === undefined) throw new ProviderError('api_token_missing', 'no api_token');
  const apiToken = stateOf(req).apiTokens.withValue(value);
  const known = { check: 'API token is known', expected: 'an API token', got: value };
  if (apiToken === undefined) {
    decide(req, { ...known, ok: false });
    throw new ProviderError('invalid_api_token', 'an API token that was never made here');
  }
  requireUndeleted(req, apiToken);
  requireSsoSession(req, apiToken);
  return apiToken;
}

/** b5: a deleted API token is exchanged no more. */
function requireUndeleted(req: Request, { deletedAt }: ApiToken): void {
  const ok = deletedAt === undefined;
  const got = ok ? 'there' : 'deleted';
  insist(req, { check: 'API token is not deleted', expected: 'there', got, ok }, 'invalid_api_token');
}

function requireSsoSession(req: Request, { user }: ApiToken): void {
  const ok = !user.ssoSessionOver;
  const got = ok ? 'open' : 'over';
  insist(req, { check: 'SSO session of the user', expected: 'open', got, ok }, 'sso_session_over');
}

/** RFC 6749 section 5.1. */
function answer(res: Response, value: string, lifetimeSeconds: number): void {
  res.setHeader('Content-Type', 'application/json');
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Pragma', 'no-cache');
  const body = { access_token: value, expires_in: lifetimeSeconds, token_type: facts.tokenType.value };
  res.end(JSON.stringify(body));
}
