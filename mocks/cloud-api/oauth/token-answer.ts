import type { Response } from 'express';
import { contextOf, type TokenRequest } from '../../kernel/index.ts';
import { sendJson } from '../answers.ts';
import type { Scope } from '../metadata.ts';
import type { CloudApiSettings } from '../settings.ts';
import type { Grant, RefreshToken } from '../state/model.ts';
import type { CloudApiState } from '../state.ts';

/**
 * Issue and answer an access token (RFC 6749 section 5.1), and a refresh token where the platform has them.
 * @param renewal scopes of the token, and the refresh token that it was obtained by
 */
export function answerTokens(
  { req, sandbox }: TokenRequest,
  res: Response,
  grant: Grant,
  renewal?: { readonly scopes: readonly Scope[]; readonly from: RefreshToken },
): void {
  const { grants } = sandbox.state as CloudApiState;
  const settings = sandbox.settings as CloudApiSettings;
  const { exchange } = contextOf(req);
  const access = grants.accessTokens.issue(grant, exchange.n, renewal?.scopes);
  exchange.issuedToken = access.id;
  const fresh = settings.refreshTokens === 'rotating' || renewal === undefined;
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Pragma', 'no-cache');
  sendJson(res, 200, {
    access_token: access.value,
    token_type: settings.tokenType,
    ...(settings.expiresIn === 'answered' && { expires_in: settings.accessTokenLifetimeSeconds }),
    ...(settings.refreshTokens !== 'none' && fresh && { refresh_token: grants.addRefreshToken(grant).value }),
    scope: access.scope,
  });
}
