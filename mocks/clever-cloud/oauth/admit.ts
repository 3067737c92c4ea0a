import type { Request, RequestHandler } from 'express';
import {
  type AccessToken,
  bearerCredential,
  contextOf,
  decide,
  insist,
  ProviderError,
  queryOf,
  rawBody,
} from '../../kernel/index.ts';
import {
  isOAuthHeader,
  isProtocolParameter,
  type OAuth1Result,
  type OAuth1Token,
  parameterSources,
  verifyOAuth1,
} from '../../kernel/oauth1/index.ts';
import { addressedUrl } from '../addresses.ts';
import type { CleverCloudSettings } from '../settings.ts';
import type { Consumer, User, UserToken } from '../state/model.ts';
import { stateOf } from '../state.ts';

/** On whose behalf a request was let in, and by which token. */
export interface Admission {
  readonly user: User;
  /** The user token that signed it; undefined where an API token opened the bridge. */
  readonly token: UserToken | undefined;
}

/** A request whose signature was right. */
export type Signed<T> = OAuth1Result<Consumer, OAuth1Token & T> & { readonly ok: true };

/** Where the token of a signed request is looked for. */
export interface TokenLookup<T> {
  /** Whether there must be one. */
  readonly required: boolean;
  find(value: string): (OAuth1Token & T) | undefined;
}

/**
 * Verify a request's signature.
 * @throws ProviderError with the code of what is wrong, as OAuth's problem reporting extension names it
 */
export function verifySigned<T>(req: Request, tokens: TokenLookup<T>): Signed<T> {
  const { sandbox, exchange } = contextOf(req);
  const { signatures, timestampWindowSeconds } = sandbox.settings as CleverCloudSettings;
  const { consumers, nonces } = stateOf(req);
  const result = verifyOAuth1(
    {
      method: exchange.request.method,
      url: addressedUrl(req),
      authorization: req.headers.authorization,
      body: rawBody(req),
      contentType: req.headers['content-type'],
      now: exchange.at,
    },
    {
      findConsumer: key => consumers.find(key),
      findToken: value => tokens.find(value),
      nonces,
      mode: signatures,
      timestampWindowSeconds,
      tokenRequired: tokens.required,
    },
    decision => decide(req, decision),
  );
  if (!result.ok) throw new ProviderError(result.problem, result.detail);
  return result;
}

/** Verify a request that a user token signs. */
export function verifyUser(req: Request): Signed<{ readonly kept: UserToken }> {
  insist(
    req,
    {
      check: 'the call carries a credential',
      expected: 'OAuth 1 parameters',
      got: presented(req),
      ok: isSigned(req),
    },
    'not_logged_in',
  );
  const { userTokens } = stateOf(req);
  const signed = verifySigned(req, {
    required: true,
    find(value) {
      const kept = userTokens.find(value);
      if (kept === undefined) return undefined;
      carry(req, kept.access);
      return {
        kept,
        secret: kept.secret,
        consumerKey: kept.consumer.key,
        problem: userTokens.problemOf(kept),
      };
    },
  });
  signed.token!.kept.lastUsedAt = contextOf(req).exchange.at;
  return signed;
}

/** Every route of the API host that is not public is behind this (V26). */
export const authenticate: RequestHandler = (req, res, next) => {
  const bearer = bearerCredential(req.headers.authorization) !== undefined;
  const got = bearer ? 'an API token' : 'none';
  insist(
    req,
    { check: 'API tokens stay with the bridge', expected: 'none', got, ok: !bearer },
    'api_token_on_api_host',
  );
  const { kept } = verifyUser(req).token!;
  res.locals.admission = { user: kept.user, token: kept } satisfies Admission;
  next();
};

/** Note which token a request carries. */
function carry(req: Request, access: AccessToken): void {
  const { exchange } = contextOf(req);
  exchange.usedToken = access.id;
  access.usedIn.push(exchange.n);
}

/** Whether a request says that it is signed, in any of the three places (RFC 5849 section 3.5). */
function isSigned(req: Request): boolean {
  if (isOAuthHeader(req.headers.authorization)) return true;
  const { form } = parameterSources({
    authorization: [],
    query: '',
    body: rawBody(req),
    contentType: req.headers['content-type'],
  });
  return [...queryOf(req), ...form].some(isProtocolParameter);
}

function presented(req: Request): string {
  if (isSigned(req)) return 'OAuth 1 parameters';
  return req.headers.authorization?.split(' ', 1)[0] ?? 'nothing';
}
