import {
  contextOf,
  type Grant as GrantType,
  ProviderError,
  parameter,
  type TokenRequest,
} from '../../kernel/index.ts';
import { insist } from '../../kernel/insist.ts';
import { parseScopes } from '../scopes.ts';
import type { CloudApiSettings } from '../settings.ts';
import type { RefreshToken } from '../state/model.ts';
import type { CloudApiState } from '../state.ts';
import { answerTokens } from './token-answer.ts';

/** RFC 6749 section 6; the document shows no refresh token, so that a setting brings them (b4). */
export const refreshToken: GrantType = {
  grantType: 'refresh_token',
  handle(request, res) {
    const { refreshTokens } = settingsOf(request);
    if (refreshTokens === 'none')
      throw new ProviderError('unsupported_grant_type', 'refresh tokens are turned off');
    const token = requireKnownToken(request);
    requireOwnToken(request, token);
    requireLiveToken(request, token);
    const scopes = requireScopes(request, token);
    token.used = refreshTokens === 'rotating';
    answerTokens(request, res, token.grant, { scopes, from: token });
  },
};

const settingsOf = ({ req }: TokenRequest) => contextOf(req).sandbox.settings as CloudApiSettings;
const grantsOf = ({ sandbox }: TokenRequest) => (sandbox.state as CloudApiState).grants;

function requireKnownToken(request: TokenRequest): RefreshToken {
  const { req, parameters } = request;
  const value = parameter(parameters, 'refresh_token');
  const present = { check: 'a refresh token is sent', expected: 'a refresh token', got: value ?? 'none' };
  insist(req, { ...present, ok: value !== undefined }, 'invalid_request', {
    what: 'refresh_token is missing',
  });
  const token = grantsOf(request).findRefreshToken(value ?? '');
  const known = { check: 'the refresh token was issued here', expected: 'one of this platform' };
  insist(req, { ...known, got: value ?? '', ok: token !== undefined }, 'invalid_grant');
  return token!;
}

function requireOwnToken({ req, client }: TokenRequest, { grant }: RefreshToken): void {
  const expected = grant.client.id;
  const ok = client.id === expected;
  insist(
    req,
    { check: 'the refresh token was issued to this client', expected, got: client.id, ok },
    'invalid_grant',
  );
}

/** Of a rotated token that comes again, one holder is a thief: the whole consent ends (RFC 9700 section 4.14.2). */
function requireLiveToken(request: TokenRequest, { grant, used }: RefreshToken): void {
  if (used) grantsOf(request).revoke(grant);
  const got = used ? 'used' : grant.revoked ? 'revoked' : 'live';
  const check = 'the refresh token is live';
  insist(request.req, { check, expected: 'live', got, ok: got === 'live' }, 'invalid_grant');
}

/** Less than was granted may be asked for, and never more. */
function requireScopes({ req, parameters }: TokenRequest, { grant }: RefreshToken) {
  const asked = parameter(parameters, 'scope');
  if (asked === undefined) return grant.scopes;
  const scopes = parseScopes(asked);
  const ok = scopes?.every(scope => grant.scopes.includes(scope)) === true;
  const expected = grant.scopes.join(' ');
  insist(req, { check: 'scope was granted', expected, got: asked, ok }, 'invalid_scope');
  return scopes ?? grant.scopes;
}
