import type { Request } from 'express';
import { contextOf, insist } from '../../kernel/index.ts';
import type { CleverCloudSettings } from '../settings.ts';
import type { ApiToken, User } from '../state/model.ts';
import { isTotp } from '../state/totp.ts';
import { stateOf } from '../state.ts';
import { monthsAfter, parseExpiration } from './expiration.ts';

/** How much a client's clock may be ahead before a year from its now is more than a year. */
const CLOCK_SKEW_MS = 300_000;

/** What a user says to create an API token, on the bridge or in the console. */
export interface ApiTokenForm {
  readonly email: string;
  readonly password: string;
  /** Looked at only where the user has turned it on. */
  readonly mfaCode: string;
  readonly name: string;
  readonly description: string;
  /** A duration or a date; empty for the default. */
  readonly expiration: string;
}

/**
 * Create an API token (b4): the user shows who they are once more, beside the credential that let them in.
 * @throws ProviderError `invalid_credential`, `invalid_mfa_code`, `fields_invalid`
 */
export function createApiToken(req: Request, user: User, form: ApiTokenForm): ApiToken {
  const { sandbox, exchange } = contextOf(req);
  requirePassword(req, user, form);
  requireCode(req, user, form.mfaCode);
  requireName(req, form.name);
  const token = stateOf(req).apiTokens.create({
    user,
    name: form.name,
    description: form.description,
    expiresAt: requireExpiration(req, form.expiration, sandbox.clock.now()),
    ip: req.socket.remoteAddress ?? '',
    issuedIn: exchange.n,
  });
  exchange.issuedToken = token.access.id;
  return token;
}

function requirePassword(req: Request, user: User, { email, password }: ApiTokenForm): void {
  const ok = stateOf(req).people.userWith(email, password) === user;
  insist(
    req,
    { check: 'e-mail address and password', expected: "the user's", got: ok ? "the user's" : 'others', ok },
    'invalid_credential',
  );
}

function requireCode(req: Request, user: User, code: string): void {
  if (user.preferredMFA === 'NONE') return;
  const ok = isTotp(code, user.totpKey, contextOf(req).sandbox.clock.now());
  const got = code === '' ? 'none' : 'a code';
  insist(req, { check: 'one-time password', expected: "the user's", got, ok }, 'invalid_mfa_code');
}

function requireName(req: Request, name: string): void {
  insist(
    req,
    { check: 'API token has a name', expected: 'a name', got: name || 'none', ok: name.trim() !== '' },
    'fields_invalid',
    { name: 'missing' },
  );
}

/** A year at the most, and without a wish. */
function requireExpiration(req: Request, wish: string, now: number): number {
  const { apiTokenLimit } = contextOf(req).sandbox.settings as CleverCloudSettings;
  const year = monthsAfter(now, 12);
  const at = wish === '' ? year : (parseExpiration(wish, now) ?? Number.NaN);
  const last = apiTokenLimit === 'none' ? Number.POSITIVE_INFINITY : year + CLOCK_SKEW_MS;
  insist(
    req,
    {
      check: 'API token expires within a year',
      expected: 'a date to come',
      got: wish || 'none',
      ok: at > now && at <= last,
    },
    'fields_invalid',
    { expirationDate: 'invalid' },
  );
  return at;
}
