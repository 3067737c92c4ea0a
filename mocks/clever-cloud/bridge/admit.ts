import type { RequestHandler } from 'express';
import { admitBearer, bearerCredential, decide, insist, ProviderError } from '../../kernel/index.ts';
import { type Admission, verifyUser } from '../oauth/admit.ts';
import { stateOf } from '../state.ts';

/** What the bridge passes on needs an API token, and takes no signature (V5, d8). */
export const requireApiToken: RequestHandler = (req, res, next) => {
  res.locals.byApiToken = true;
  const value = bearerCredential(req.headers.authorization);
  const got = req.headers.authorization?.split(' ', 1)[0] ?? 'nothing';
  insist(
    req,
    { check: 'the call carries a credential', expected: 'Bearer', got, ok: value !== undefined },
    'bearer_missing',
  );
  const token = stateOf(req).apiTokens.withValue(value!);
  // A user token is no API token, though both are kept in one place.
  if (token === undefined) {
    decide(req, { check: 'bearer is an API token', expected: 'an API token', got: value!, ok: false });
    throw new ProviderError('invalid_token', 'a bearer token that is no API token');
  }
  admitBearer(req, value!);
  res.locals.admission = { user: token.user, token: undefined } satisfies Admission;
  next();
};

/** The bridge's own routes take a user token's PLAINTEXT signature only (b1). */
export const requirePlaintext: RequestHandler = (req, res, next) => {
  const { method, token } = verifyUser(req);
  insist(
    req,
    {
      check: 'signature method of the bridge',
      expected: 'PLAINTEXT',
      got: method,
      ok: method === 'PLAINTEXT',
    },
    'plaintext_only',
  );
  const { kept } = token!;
  res.locals.admission = { user: kept.user, token: kept } satisfies Admission;
  next();
};
