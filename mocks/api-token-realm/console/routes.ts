import type { ErrorRequestHandler, Request, Router } from 'express';
import { consoleRouter, sessionOf } from '../../kernel/console/index.ts';
import { ProviderError } from '../../kernel/index.ts';
import { facts } from '../metadata.ts';
import type { User } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { environmentPath } from './environment.ts';
import { sendPage } from './pages.ts';
import * as tokens from './tokens.ts';

const environment = environmentPath({ id: ':environment' });
const list = `${environment}${facts.tokensPage.value}`;

/** The console: the only documented way to API tokens (R6-R19). */
export function consoleRoutes(): Router {
  return consoleRouter({
    sendPage,
    home: req => ({ environments: menusOf(req) }),
    own(router) {
      router.get(`${environment}${facts.settingsPage.value}`, tokens.getSettings);
      router.get(list, tokens.getTokens);
      router.post(list, tokens.postToken);
      router.get(`${list}/:id`, tokens.getToken);
      router.post(`${list}/:id/activate`, tokens.postActivate);
      router.post(`${list}/:id/deactivate`, tokens.postDeactivate);
      router.post(`${list}/:id/delete`, tokens.postDelete);
      router.use(refusalPage);
    },
  });
}

/** The left navigation of each environment of who is signed in (R6). */
function menusOf(req: Request): object[] {
  const { user } = sessionOf<User>(req)!;
  return stateOf(req)
    .environmentsOf(user)
    .map(own => ({ name: own.name, settings: `${environmentPath(own)}${facts.settingsPage.value}` }));
}

const refusals: Readonly<Record<string, readonly [status: number, title: string]>> = {
  foreign_token: [403, 'You may not manage the API tokens of other users'],
  admin_locked: [403, 'An administrator has deactivated this API token'],
  right_missing: [403, 'You may not do what you would have the API token do'],
  not_found: [404, 'There is no such API token'],
};

/** People get a page where programs get JSON. */
const refusalPage: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const refusal = error instanceof ProviderError ? refusals[error.code] : undefined;
  if (refusal === undefined) return next(error);
  sendPage(req, res, refusal[0], 'refusal', { title: refusal[1] });
};
