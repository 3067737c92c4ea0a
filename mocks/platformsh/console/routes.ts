import type { ErrorRequestHandler, RequestHandler, Router } from 'express';
import { type ConsoleSession, consoleRouter, sessionOf } from '../../kernel/console/index.ts';
import { ProviderError } from '../../kernel/index.ts';
import type { User } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { getRegister, postRegister } from './accounts.ts';
import {
  getApiTokens,
  getNewApiToken,
  getView,
  postApiToken,
  postDelete,
  postVerify,
  postView,
} from './api-tokens.ts';
import { sendPage } from './pages.ts';
import { getInvitations, getProject, getUsers, postAccept, postInvitation } from './projects.ts';
import { getVariables, postVariable } from './variables.ts';

const environmentVariables = '/projects/:project/environments/:environment/variables';

/** The console: a person's way to API tokens, variables and invitations (P2-P8, P22-P24). */
export function consoleRoutes(): Router {
  return consoleRouter({
    sendPage,
    home: req => ({
      projects: stateOf(req)
        .access.ofUser(sessionOf<User>(req)!.user)
        .map(({ project }) => project),
    }),
    open(router) {
      router.get('/register', getRegister);
      router.post('/register', postRegister);
    },
    own(router) {
      router.use(actAsSignedIn);
      router.get('/user', (req, res) => sendPage(req, res, 200, 'user'));
      router.get('/user/account-settings', (req, res) => sendPage(req, res, 200, 'accountSettings'));
      router.get('/user/api-tokens', getApiTokens);
      router.post('/user/api-tokens', postApiToken);
      router.get('/user/api-tokens/new', getNewApiToken);
      router.post('/user/api-tokens/new/verify', postVerify);
      router.get('/user/api-tokens/:token/view', getView);
      router.post('/user/api-tokens/:token/view', postView);
      router.post('/user/api-tokens/:token/delete', postDelete);
      router.get('/projects/:project', getProject);
      router.get('/projects/:project/users', getUsers);
      router.post('/projects/:project/users', postInvitation);
      router.get(environmentVariables, getVariables);
      router.post(environmentVariables, postVariable);
      router.get('/invitations', getInvitations);
      router.post('/invitations/:invitation/accept', postAccept);
      router.use(refusalPage);
    },
  });
}

/** The same person, with the same rights, as by the API. */
const actAsSignedIn: RequestHandler = (_req, res, next) => {
  res.locals.user = (res.locals.session as ConsoleSession<User>).user;
  next();
};

const refusals: Readonly<Record<string, readonly [status: number, title: string]>> = {
  not_found: [404, 'There is no such page'],
  no_access: [404, 'There is no such page'],
  forbidden: [403, 'You may not do this'],
};

/** What the API refuses with JSON. */
const refusalPage: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const refusal = error instanceof ProviderError ? refusals[error.code] : undefined;
  if (refusal === undefined) return next(error);
  sendPage(req, res, refusal[0], 'refusal', { title: refusal[1] });
};
