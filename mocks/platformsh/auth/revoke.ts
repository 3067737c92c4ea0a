import type { RequestHandler } from 'express';
import { clientEndpoint, contextOf, decide, ProviderError, parameter } from '../../kernel/index.ts';
import { sendJson } from '../answers.ts';
import { publicClients } from './clients.ts';

/** Log out (b2): the access token is dead from now on; one that is unknown is none anyway (RFC 7009 section 2.2). */
const revoke: RequestHandler = (req, res) => {
  const value = parameter(res.locals.parameters, 'token');
  if (value === undefined) throw new ProviderError('token_missing', 'no token');
  const token = contextOf(req).sandbox.tokens.find(value);
  const got = token === undefined ? 'unknown' : token.id;
  decide(req, { check: 'token to revoke', expected: 'a token or none', got, ok: true });
  if (token !== undefined) token.revoked = true;
  sendJson(res, 200, {});
};

export const revokeEndpoint: RequestHandler[] = [...clientEndpoint(publicClients), revoke];
