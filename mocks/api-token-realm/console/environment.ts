import type { Request, Response } from 'express';
import type { ConsoleSession } from '../../kernel/console/index.ts';
import { ProviderError } from '../../kernel/index.ts';
import type { Actor } from '../admission/authenticate.ts';
import { facts } from '../metadata.ts';
import type { Environment, User } from '../state/model.ts';
import { stateOf } from '../state.ts';

/** Where an environment's pages are, below the console's address. */
export const environmentPath = ({ id }: Pick<Environment, 'id'>) => `/environments/${id}`;

/** Where an environment's API tokens are (R6, R7), below the console's address. */
export const tokensPath = (environment: Environment) =>
  `${environmentPath(environment)}${facts.tokensPage.value}`;

/**
 * Who is signed in, acting in the environment that the address names, with the rights they have there.
 * @throws ProviderError `no_such_page` for an environment that is not theirs
 */
export function consoleActor(req: Request, res: Response): Actor {
  const { user } = res.locals.session as ConsoleSession<User>;
  const state = stateOf(req);
  const environment = state.environmentsOf(user).find(({ id }) => id === req.params.environment);
  if (environment === undefined)
    throw new ProviderError('no_such_page', `no environment ${req.params.environment} of the user`);
  const rights = state.rightsOf(user, environment);
  return { user, environment, may: permission => rights.has(permission) };
}
