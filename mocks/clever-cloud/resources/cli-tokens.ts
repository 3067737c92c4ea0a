import type { RequestHandler } from 'express';
import { contextOf, ProviderError, parameter, queryOf } from '../../kernel/index.ts';
import { sendJson } from '../answers.ts';
import { stateOf } from '../state.ts';

/**
 * `GET /v2/self/cli_tokens?cli_token=..`: what `clever login` asks, unsigned, until the user has let it in (b7).
 * It is handed out once (assumed).
 */
export const pollCliToken: RequestHandler = (req, res) => {
  const { cliTokens } = stateOf(req);
  const cliToken = parameter(queryOf(req), 'cli_token') ?? '';
  const granted = cliTokens.get(cliToken);
  if (granted === undefined) throw new ProviderError('no_cli_token', 'nobody has let this CLI in yet');
  cliTokens.delete(cliToken);
  const { access, secret } = granted;
  contextOf(req).exchange.issuedToken = access.id;
  const expirationDate = new Date(access.expiresAt).toISOString();
  sendJson(res, 200, { token: access.value, secret, expirationDate });
};
