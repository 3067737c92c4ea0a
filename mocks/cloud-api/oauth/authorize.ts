import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { redirect } from '../../kernel/console/index.ts';
import { bodyMember, contextOf, cookie, decide, ProviderError, setCookie } from '../../kernel/index.ts';
import { facts } from '../metadata.ts';
import type { AuthorizationRequest, User } from '../state/model.ts';
import { stateOf } from '../state.ts';
import { authorizationRequest, Refusal, type ReturnAddress } from './authorization-request.ts';
import { pendingRequest, pendingRequestName } from './pending.ts';
import { sendAuthPage } from './send-auth-page.ts';

const COOKIE = 'auth_session';

/** `GET /oauth/authorize` (b4): what is asked for is looked at, and then the user is asked. */
export const getAuthorize: RequestHandler = (req, res) => {
  toConsent(req, res, stateOf(req).grants.ask(authorizationRequest(req)));
};

/** The page that asks who is there, and then whether they consent. */
export const getConsent: RequestHandler = (req, res) => {
  const request = requirePending(req);
  const user = signedIn(req);
  if (user === undefined) return askToSignIn(req, res, 200);
  sendAuthPage(req, res, 200, 'consent', {
    action: at(req, facts.consentPath.value),
    denyAction: at(req, facts.denyPath.value),
    request: pendingRequestName(req),
    application: request.client.name,
    scopes: request.scopes,
    user,
  });
};

export const postSignIn: RequestHandler = (req, res) => {
  requirePending(req);
  const state = stateOf(req);
  const user = state.userWith(bodyMember(req, 'email') ?? '', bodyMember(req, 'password') ?? '');
  const got = user === undefined ? 'others' : "the user's";
  decide(req, { check: 'e-mail address and password', expected: "the user's", got, ok: user !== undefined });
  if (user === undefined) return askToSignIn(req, res, 403, 'The email address or the password is wrong.');
  const session = contextOf(req).sandbox.entropy.bytes(24).toString('hex');
  state.signIns.set(session, user);
  // Not sent along when another site's form or script asks, so that nobody consents but the user.
  setCookie(res, COOKIE, session, `Path=${at(req, '') || '/'}; HttpOnly; SameSite=Lax`);
  toConsent(req, res, pendingRequestName(req));
};

/** The user consents: a code for the application (RFC 6749 section 4.1.2). */
export const postConsent: RequestHandler = (req, res) => {
  decideForUser(req, res, (request, user) => {
    const code = stateOf(req).grants.consent(request, user);
    backToApplication(res, request, { code: code.value });
  });
};

/** The user refuses (RFC 6749 section 4.1.2.1). */
export const postDeny: RequestHandler = (req, res) => {
  decideForUser(req, res, request => {
    backToApplication(res, request, { error: 'access_denied', error_description: 'The user refused' });
  });
};

/** The application is told where its address is known; otherwise the user is (RFC 6749 section 4.1.2.1). */
export const authFailure: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (error instanceof Refusal)
    return backToApplication(res, error.address, {
      error: error.error,
      error_description: error.description,
    });
  const title = error instanceof ProviderError ? pageTitles[error.code] : undefined;
  if (title === undefined) return next(error);
  sendAuthPage(req, res, 400, 'refusal', { title });
};

const pageTitles: Readonly<Record<string, string>> = {
  unknown_client: 'This application is unknown',
  redirect_uri_rejected: 'The address to go back to is not one of this application',
  no_request: 'This authorization request is not valid any more',
  malformed_body: 'The form could not be read',
};

/** One decision for each request: it is gone then. */
function decideForUser(
  req: Request,
  res: Response,
  decided: (request: AuthorizationRequest, user: User) => void,
): void {
  const request = requirePending(req);
  const user = signedIn(req);
  const got = user === undefined ? 'nobody' : user.id;
  decide(req, { check: 'somebody is signed in', expected: 'a user', got, ok: user !== undefined });
  if (user === undefined) {
    askToSignIn(req, res, 403);
    return;
  }
  stateOf(req).grants.pending.delete(pendingRequestName(req));
  decided(request, user);
}

function requirePending(req: Request): AuthorizationRequest {
  const request = pendingRequest(req);
  const got = request === undefined ? 'unknown or decided' : 'open';
  const check = 'the authorization request is open';
  decide(req, { check, expected: 'open', got, ok: request !== undefined });
  if (request === undefined) throw new ProviderError('no_request', got);
  return request;
}

/** Whoever is signed in at the authorization server; the console's session is another. */
function signedIn(req: Request): User | undefined {
  return stateOf(req).signIns.get(cookie(req, COOKIE) ?? '');
}

function askToSignIn(req: Request, res: Response, status: number, wrong?: string): void {
  const action = at(req, facts.signInPath.value);
  sendAuthPage(req, res, status, 'authSignIn', { action, request: pendingRequestName(req), wrong });
}

function toConsent(req: Request, res: Response, name: string): void {
  redirect(res, `${at(req, facts.consentPath.value)}?request=${name}`);
}

/** A path of the authorization server as its visitor sees it. */
function at(req: Request, path: string): string {
  const { target } = contextOf(req).exchange.request;
  return `${target.slice(0, target.length - req.url.length)}${path}`;
}

/** The state comes back as it was sent (RFC 6749 section 4.1.2). */
function backToApplication(
  res: Response,
  { redirectUri, state }: Pick<ReturnAddress, 'redirectUri' | 'state'>,
  members: Record<string, string>,
): void {
  const query = new URLSearchParams({ ...members, ...(state !== undefined && { state }) });
  redirect(res, `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`);
}
