import type { Request, RequestHandler, Response, Router } from 'express';
import { type ConsoleSession, consoleRouter, seeOther, sessionOf } from '../../kernel/console/index.ts';
import { bodyMember, contextOf, ProviderError } from '../../kernel/index.ts';
import { apiDate } from '../answers.ts';
import { facts } from '../metadata.ts';
import { sendPage } from '../pages.ts';
import type { ApiKey, User } from '../state/model.ts';
import { stateOf } from '../state.ts';

/** The developer console: a person's way to API keys (C9), by e-mail, password and cookie. */
export function consoleRoutes(): Router {
  return consoleRouter({
    sendPage,
    home: req => ({ projects: stateOf(req).people.projectsOf(sessionOf<User>(req)!.user) }),
    own(router) {
      router.get('/keys', (req, res) => sendKeys(req, res, 200));
      router.post('/keys', postKey);
      router.post('/keys/:id/revoke', postRevoke);
    },
  });
}

/** The key is in this one answer, and in no later one (b5). */
const postKey: RequestHandler = (req, res) => {
  const state = stateOf(req);
  const name = bodyMember(req, 'name')?.trim();
  const id = bodyMember(req, 'project');
  const project = state.people.projectsOf(userOf(res)).find(p => p.id === id);
  if (!name || project === undefined)
    return sendKeys(req, res, 400, { wrong: 'Give a name, and a project that is yours.' });
  const { exchange } = contextOf(req);
  const made = state.keys.create({ project, name, issuedIn: exchange.n });
  exchange.issuedToken = made.access.id;
  sendKeys(req, res, 200, { made });
};

const postRevoke: RequestHandler = (req, res) => {
  const key = liveKeys(req, res).find(({ id }) => id === req.params.id);
  if (key === undefined) throw new ProviderError('no_such_page', `no live key ${req.params.id} of the user`);
  stateOf(req).revokeKey(key);
  seeOther(req, res, '/keys');
};

function sendKeys(
  req: Request,
  res: Response,
  status: number,
  data: { made?: ApiKey; wrong?: string } = {},
): void {
  const keys = liveKeys(req, res).map(({ id, name, project, access }) => ({
    id,
    name,
    project: project.name,
    shown: `${facts.keyPrefix.value}…${access.value.slice(-4)}`,
    created: apiDate(access.issuedAt),
  }));
  const projects = stateOf(req).people.projectsOf(userOf(res));
  sendPage(req, res, status, 'keys', { keys, projects, ...data });
}

function liveKeys(req: Request, res: Response): ApiKey[] {
  return stateOf(req)
    .keys.ofOwner(userOf(res))
    .filter(({ access }) => !access.revoked);
}

function userOf(res: Response): User {
  return (res.locals.session as ConsoleSession<User>).user;
}
