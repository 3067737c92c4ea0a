import { type ErrorRequestHandler, type Request, type RequestHandler, Router } from 'express';
import { secretsMatch } from '../client-authentication.ts';
import { decide } from '../context.ts';
import { ProviderError } from '../errors.ts';
import { bodyMember } from '../parameters.ts';
import { type SendPage, seeOther } from './pages.ts';
import { type ConsoleSession, sessionOf, signIn, signOut } from './session.ts';

/** What a platform's console has beside signing in and out. */
export interface ConsoleSpec {
  readonly sendPage: SendPage<'home'>;
  /** What the page `home` shows of who is signed in; default: nothing. */
  readonly home?: (req: Request) => object;
  /** Pages for everybody. */
  readonly open?: (router: Router) => void;
  /** Pages of who is signed in; `res.locals.session` is theirs. */
  readonly own: (router: Router) => void;
}

/** A console: e-mail address and password open a session, whose cookie opens its pages and nothing else. */
export function consoleRouter({ sendPage, home, open, own }: ConsoleSpec): Router {
  const router = Router({ caseSensitive: true });
  router.get('/', (req, res) => {
    if (sessionOf(req) === undefined) return sendPage(req, res, 200, 'signIn');
    sendPage(req, res, 200, 'home', home?.(req));
  });
  router.post('/sign-in', postSignIn(sendPage));
  open?.(router);
  router.use(requireSession);
  router.post(/.*/, requireCsrf);
  router.post('/sign-out', postSignOut);
  own(router);
  router.use(noSuchPage, refusalPage(sendPage));
  return router;
}

function postSignIn(sendPage: SendPage<'home'>): RequestHandler {
  return (req, res) => {
    const next = nextPage(bodyMember(req, 'next'));
    const right = signIn(req, res, bodyMember(req, 'email') ?? '', bodyMember(req, 'password') ?? '');
    if (right) return seeOther(req, res, next);
    sendPage(req, res, 403, 'signIn', { wrong: 'The email address or the password is wrong.', next });
  };
}

/** Where to go after signing in: a page below the console's address, and none elsewhere. */
function nextPage(wanted = ''): string {
  return /^\/[\w/?&=.~%-]*$/.test(wanted) ? wanted : '';
}

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

const noSuchPage: RequestHandler = req => {
  throw new ProviderError('no_such_page', `${req.method} ${req.path}`);
};

const refusals: Readonly<Record<string, readonly [status: number, title: string]>> = {
  malformed_body: [400, 'The form could not be read'],
  foreign_form: [403, 'This form does not belong to your session'],
  no_such_page: [404, 'There is no such page'],
};

/** People get a page where programs get JSON. */
function refusalPage(sendPage: SendPage<'home'>): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const refusal = error instanceof ProviderError ? refusals[error.code] : undefined;
    if (refusal === undefined) return next(error);
    sendPage(req, res, refusal[0], 'refusal', { title: refusal[1] });
  };
}
