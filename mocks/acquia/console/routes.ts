import { type ErrorRequestHandler, type Request, type RequestHandler, type Response, Router } from 'express';
import { decide, ProviderError, secretsMatch } from '../../kernel/index.ts';
import { bodyMember } from '../body.ts';
import { apiDate } from '../hal.ts';
import { type ApiKey, type ConsoleSession, stateOf } from '../state.ts';
import { seeOther, sendPage } from './pages.ts';
import { sessionOf, signIn, signOut } from './session.ts';

/** The console: a person's way to API tokens (A9-A15), by e-mail, password and cookie. */
export function consoleRoutes(): Router {
  const router = Router({ caseSensitive: true });
  router.get('/', (req, res) => sendPage(req, res, 200, sessionOf(req) === undefined ? 'signIn' : 'home'));
  router.post('/sign-in', postSignIn);
  router.use(requireSession);
  router.post(/.*/, requireCsrf);
  router.post('/sign-out', postSignOut);
  router.get('/profile', (req, res) => sendPage(req, res, 200, 'profile'));
  router.get('/profile/tokens', (req, res) => sendTokens(req, res, 200));
  router.post('/profile/tokens', postToken);
  router.post('/profile/tokens/:handle/remove', postRemove);
  router.use(noSuchPage, refusalPage);
  return router;
}

const postSignIn: RequestHandler = (req, res) => {
  const right = signIn(req, res, bodyMember(req, 'email') ?? '', bodyMember(req, 'password') ?? '');
  if (right) return seeOther(req, res, '');
  sendPage(req, res, 403, 'signIn', { wrong: 'The email address or the password is wrong.' });
};

/** Whoever is not signed in is led to the sign-in form. */
const requireSession: RequestHandler = (req, res, next) => {
  const session = sessionOf(req);
  const got = session === undefined ? 'no session' : 'a session';
  if (
    !decide(req, { check: 'signed in to the console', expected: 'a session', got, ok: session !== undefined })
  ) {
    return seeOther(req, res, '');
  }
  res.locals.session = session;
  next();
};

const requireCsrf: RequestHandler = (req, res, next) => {
  const got = bodyMember(req, 'csrf') ?? '';
  const expected = (res.locals.session as ConsoleSession).csrf;
  if (
    !decide(req, { check: 'form belongs to this session', expected, got, ok: secretsMatch(expected, got) })
  ) {
    throw new ProviderError('foreign_form', 'the csrf token is missing or wrong');
  }
  next();
};

const postSignOut: RequestHandler = (req, res) => {
  signOut(req, res, res.locals.session);
  seeOther(req, res, '');
};

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

const noSuchPage: RequestHandler = req => {
  throw new ProviderError('no_such_page', `${req.method} ${req.path}`);
};

const refusals: Readonly<Record<string, readonly [status: number, title: string]>> = {
  malformed_body: [400, 'The form could not be read'],
  foreign_form: [403, 'This form does not belong to your session'],
  no_such_page: [404, 'There is no such page'],
};

/** People get a page where programs get JSON. */
const refusalPage: ErrorRequestHandler = (error: unknown, req, res, next) => {
  const refusal = error instanceof ProviderError ? refusals[error.code] : undefined;
  if (refusal === undefined) return next(error);
  sendPage(req, res, refusal[0], 'refusal', { title: refusal[1] });
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
