import { type Grant as GrantType, parameter, type TokenRequest } from '../../kernel/index.ts';
import { insist } from '../../kernel/insist.ts';
import type { AuthorizationCode } from '../state/model.ts';
import type { CloudApiState } from '../state.ts';
import { answersChallenge, isPkceText } from './pkce.ts';
import { answerTokens } from './token-answer.ts';

/** RFC 6749 section 4.1.3: a code, once, by whom it was issued to. */
export const authorizationCode: GrantType = {
  grantType: 'authorization_code',
  handle(request, res) {
    const code = requireKnownCode(request);
    requireOwnCode(request, code);
    requireUnusedCode(request, code);
    requireLiveCode(request, code);
    requireSameRedirectUri(request, code);
    requireVerifier(request, code);
    answerTokens(request, res, grantsOf(request).redeem(code));
  },
};

const grantsOf = ({ sandbox }: TokenRequest) => (sandbox.state as CloudApiState).grants;

function requireKnownCode(request: TokenRequest): AuthorizationCode {
  const { req, parameters } = request;
  const value = parameter(parameters, 'code');
  const present = { check: 'a code is sent', expected: 'a code', got: value ?? 'none' };
  insist(req, { ...present, ok: value !== undefined }, 'invalid_request', { what: 'code is missing' });
  const code = grantsOf(request).findCode(value ?? '');
  const known = { check: 'the code was issued here', expected: 'a code of this platform', got: value ?? '' };
  insist(req, { ...known, ok: code !== undefined }, 'invalid_grant');
  return code!;
}

function requireOwnCode({ req, client }: TokenRequest, { request }: AuthorizationCode): void {
  const expected = request.client.id;
  const ok = client.id === expected;
  insist(req, { check: 'the code was issued to this client', expected, got: client.id, ok }, 'invalid_grant');
}

/** Whoever has a code that was used may be a thief: what it was exchanged for dies too (RFC 6749 section 4.1.2). */
function requireUnusedCode(request: TokenRequest, { grant }: AuthorizationCode): void {
  if (grant !== undefined) grantsOf(request).revoke(grant);
  const got = grant === undefined ? 'unused' : 'used';
  const check = 'the code was not used before';
  insist(request.req, { check, expected: 'unused', got, ok: grant === undefined }, 'invalid_grant');
}

function requireLiveCode(request: TokenRequest, code: AuthorizationCode): void {
  const expired = grantsOf(request).isExpired(code);
  const got = expired ? 'expired' : 'live';
  insist(request.req, { check: 'the code is live', expected: 'live', got, ok: !expired }, 'invalid_grant');
}

/** Compared after decoding (C14), character by character (RFC 6749 section 4.1.3). */
function requireSameRedirectUri({ req, parameters }: TokenRequest, { request }: AuthorizationCode): void {
  const got = parameter(parameters, 'redirect_uri');
  if (got === undefined && !request.redirectUriGiven) return;
  const expected = request.redirectUri;
  const present = { check: 'redirect_uri is sent', expected, got: got ?? 'none', ok: got !== undefined };
  insist(req, present, 'invalid_request', { what: 'redirect_uri is missing' });
  const same = { check: 'redirect_uri is that of the authorization request', expected, got: got ?? '' };
  insist(req, { ...same, ok: got === expected }, 'invalid_grant');
}

/** PKCE (RFC 7636 section 4.6), where it was begun; and none where it was not (RFC 9700 section 4.8.2). */
function requireVerifier({ req, parameters }: TokenRequest, { request }: AuthorizationCode): void {
  const verifier = parameter(parameters, 'code_verifier');
  const { challenge } = request;
  if (challenge === undefined) {
    const none = { check: 'no code_verifier without a code_challenge', expected: 'none' };
    insist(req, { ...none, got: verifier ?? 'none', ok: verifier === undefined }, 'invalid_grant');
    return;
  }
  const got = verifier ?? 'none';
  const form = { check: 'form of the code_verifier', expected: '43 to 128 unreserved characters', got };
  insist(req, { ...form, ok: isPkceText(verifier ?? '') }, 'invalid_grant');
  const answers = { check: 'code_verifier answers the code_challenge', expected: challenge.value, got };
  insist(req, { ...answers, ok: answersChallenge(challenge, verifier ?? '') }, 'invalid_grant');
}
