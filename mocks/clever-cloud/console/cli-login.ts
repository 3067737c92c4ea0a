import type { RequestHandler } from 'express';
import { sessionOf } from '../../kernel/console/index.ts';
import { bodyMember, ProviderError, parameter, queryOf } from '../../kernel/index.ts';
import { facts } from '../metadata.ts';
import { sendPage } from '../pages.ts';
import { stateOf } from '../state.ts';
import { userOf } from './session.ts';

const path = facts.cliLoginPage.value;

/** The page that `clever login` opens (b7); who is not signed in comes back to it afterwards. */
export const getCliLogin: RequestHandler = (req, res) => {
  const cliToken = requireCliToken(parameter(queryOf(req), 'cli_token'));
  if (sessionOf(req) === undefined)
    return sendPage(req, res, 200, 'signIn', {
      next: `${path}?cli_token=${encodeURIComponent(cliToken)}`,
    });
  sendPage(req, res, 200, 'cliLogin', { path, cliToken });
};

export const postCliLogin: RequestHandler = (req, res) => {
  stateOf(req).grantCliLogin(requireCliToken(bodyMember(req, 'cli_token')), userOf(res));
  sendPage(req, res, 200, 'cliLoggedIn');
};

function requireCliToken(cliToken: string | undefined): string {
  if (cliToken === undefined) throw new ProviderError('no_such_page', 'no cli_token');
  return cliToken;
}
