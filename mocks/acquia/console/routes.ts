import type { Request, RequestHandler, Response, Router } from 'express';
import { consoleRouter, seeOther } from '../../kernel/console/index.ts';
import { bodyMember, ProviderError } from '../../kernel/index.ts';
import { apiDate } from '../hal.ts';
import { type ApiKey, stateOf } from '../state.ts';
import { sendPage } from './pages.ts';

/** The console: a person's way to API tokens (A9-A15), by e-mail, password and cookie. */
export function consoleRoutes(): Router {
  return consoleRouter({
    sendPage,
    own(router) {
      router.get('/profile', (req, res) => sendPage(req, res, 200, 'profile'));
      router.get('/profile/tokens', (req, res) => sendTokens(req, res, 200));
      router.post('/profile/tokens', postToken);
      router.post('/profile/tokens/:handle/remove', postRemove);
    },
  });
}

/** Key and secret are in this one answer, and in no later one (A12, A13). */
const postToken: RequestHandler = (req, res) => {
  const label = bodyMember(req, 'label')?.trim();
  if (!label) return sendTokens(req, res, 400, { wrong: 'Provide a label for the token.' });
  sendTokens(req, res, 200, { made: stateOf(req).createKey(label) });
};

const postRemove: RequestHandler = (req, res) => {
  const key = tokensOf(req).find(k => k.handle === req.params.handle);
  if (key === undefined) throw new ProviderError('no_such_page', `no token ${req.params.handle}`);
  stateOf(req).removeKey(key);
  seeOther(req, res, '/profile/tokens');
};

/** The tokens that there are to remove. */
function tokensOf(req: Request): ApiKey[] {
  return stateOf(req).keys.filter(key => key.active);
}

function sendTokens(
  req: Request,
  res: Response,
  status: number,
  data: { made?: ApiKey; wrong?: string } = {},
): void {
  const keys = tokensOf(req).map(({ label, handle, createdAt }) => ({
    label,
    handle,
    created: apiDate(createdAt),
  }));
  sendPage(req, res, status, 'tokens', { keys, ...data });
}
