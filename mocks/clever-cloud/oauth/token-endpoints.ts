import type { RequestHandler } from 'express';
import { contextOf, insist, mediaType, secretsMatch } from '../../kernel/index.ts';
import { domainOf } from '../addresses.ts';
import { sendForm } from '../answers.ts';
import type { RequestToken } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { type Signed, verifySigned } from './admit.ts';

const FORM = 'application/x-www-form-urlencoded';

/** The plain endpoints take a form and nothing else (b2, d5). */
const requireForm: RequestHandler = (req, _res, next) => {
  const got = mediaType(req);
  insist(
    req,
    { check: 'content type', expected: FORM, got: got || 'none', ok: got === FORM },
    'unsupported_media_type',
  );
  next();
};

/** Step 1 (V21): a consumer asks for temporary credentials. */
const verifyConsumer: RequestHandler = (req, res, next) => {
  res.locals.signed = verifySigned(req, { required: false, find: () => undefined });
  next();
};

/** The callback is absolute, and of the domain of the consumer's base URL (b2). */
const requireCallback: RequestHandler = (req, res, next) => {
  const { protocol, consumer } = res.locals.signed as Signed<unknown>;
  const got = protocol.get('oauth_callback') ?? '';
  const domain = domainOf(consumer.baseUrl);
  const ok = domain !== undefined && domainOf(got) === domain;
  insist(
    req,
    {
      check: 'oauth_callback is of the consumer’s domain',
      expected: domain ?? 'a domain',
      got: got || 'none',
      ok,
    },
    'callback_rejected',
  );
  next();
};

const issueRequestToken: RequestHandler = (req, res) => {
  const { protocol, consumer } = res.locals.signed as Signed<unknown>;
  const callback = new URL(protocol.get('oauth_callback')!).href;
  const { value, secret } = stateOf(req).requestTokens.issue(consumer, callback);
  sendForm(res, { oauth_token: value, oauth_token_secret: secret, oauth_callback_confirmed: 'true' });
};

/** Step 3 (V25): the consumer shows what the user's consent has brought it. */
const verifyRequestToken: RequestHandler = (req, res, next) => {
  const { requestTokens } = stateOf(req);
  res.locals.signed = verifySigned(req, {
    required: true,
    find(value) {
      const kept = requestTokens.find(value);
      if (kept === undefined) return undefined;
      return {
        kept,
        secret: kept.secret,
        consumerKey: kept.consumer.key,
        problem: requestTokens.problemOf(kept),
      };
    },
  });
  next();
};

const requireVerifier: RequestHandler = (req, res, next) => {
  const { protocol, token } = res.locals.signed as Signed<{ kept: RequestToken }>;
  const got = protocol.get('oauth_verifier') ?? '';
  const expected = token!.kept.consent?.verifier;
  const ok = expected !== undefined && secretsMatch(expected, got);
  insist(
    req,
    {
      check: 'oauth_verifier is the one of the redirection',
      expected: expected ?? 'none: nobody has consented',
      got: got || 'none',
      ok,
    },
    'verifier_rejected',
  );
  next();
};

/** The request token has done its work; the user's own takes its place. */
const issueUserToken: RequestHandler = (req, res) => {
  const { exchange } = contextOf(req);
  const { kept } = (res.locals.signed as Signed<{ kept: RequestToken }>).token!;
  const { user, rights } = kept.consent!;
  kept.used = true;
  const { access, secret } = stateOf(req).userTokens.issue({
    consumer: kept.consumer,
    user,
    rights,
    issuedIn: exchange.n,
  });
  exchange.issuedToken = access.id;
  sendForm(res, {
    oauth_token: access.value,
    oauth_token_secret: secret,
    expiration_date: new Date(access.expiresAt).toISOString(),
  });
};

const requestToken = [verifyConsumer, requireCallback, issueRequestToken];
const accessToken = [verifyRequestToken, requireVerifier, issueUserToken];

/** The steps of the dance that clients ask for, as lists of checks; the `_query` variants look at no content type. */
export const tokenEndpoints = {
  requestToken: [requireForm, ...requestToken],
  requestTokenQuery: requestToken,
  accessToken: [requireForm, ...accessToken],
  accessTokenQuery: accessToken,
} as const;
