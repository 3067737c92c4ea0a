import type { Request, RequestHandler, Response } from 'express';
import { redirect } from '../../kernel/console/index.ts';
import { bodyMember, contextOf, cookie, decide, setCookie } from '../../kernel/index.ts';
import { hostRoot } from '../addresses.ts';
import { facts } from '../metadata.ts';
import type { User } from '../state/model.ts';
import type { SignIn } from '../state/sign-ins.ts';
import { isTotp } from '../state/totp.ts';
import { stateOf } from '../state.ts';
import { sendDancePage } from './send-dance-page.ts';

const COOKIE = 'ccid';

/** The user who is signed in at the API host; a console session is none, as this is no console session. */
export function signedIn(req: Request): User | undefined {
  return stateOf(req).signIns.sessions.get(cookie(req, COOKIE) ?? '');
}

/** The form that asks who is there. */
export function askToSignIn(req: Request, res: Response, status: number, wrong?: string): void {
  sendDancePage(req, res, status, 'login', { action: `${hostRoot(req)}${facts.loginPath.value}`, wrong });
}

/** `POST /v2/sessions/login`: e-mail address and password (b2). */
export const login: RequestHandler = (req, res) => {
  const { people, signIns } = stateOf(req);
  const user = people.userWith(bodyMember(req, 'email') ?? '', bodyMember(req, 'pass') ?? '');
  const got = user === undefined ? 'others' : "the user's";
  decide(req, { check: 'e-mail address and password', expected: "the user's", got, ok: user !== undefined });
  if (user === undefined)
    return askToSignIn(
      req,
      res,
      facts.wrongPasswordStatus.value,
      'The email address or the password is wrong.',
    );
  const attempt = { user, fromAuthorize: bodyMember(req, 'from_authorize') === 'true' };
  if (user.preferredMFA === 'NONE') return enter(req, res, attempt);
  askForCode(req, res, 200, { authId: signIns.awaitCode(attempt), email: user.email });
};

/** `POST /v2/sessions/mfa_login`: the one-time password (b2). */
export const mfaLogin: RequestHandler = (req, res) => {
  const { attempts } = stateOf(req).signIns;
  const authId = bodyMember(req, 'auth_id') ?? '';
  const email = bodyMember(req, 'email') ?? '';
  const attempt = attempts.get(authId);
  const ok =
    attempt?.user.email === email && bodyMember(req, 'mfa_kind') === 'TOTP' && hasCode(req, attempt.user);
  decide(req, { check: 'one-time password', expected: "the user's", got: ok ? "the user's" : 'another', ok });
  if (!ok)
    return askForCode(req, res, facts.wrongPasswordStatus.value, {
      authId,
      email,
      wrong: 'The code is wrong.',
    });
  attempts.delete(authId);
  enter(req, res, attempt!);
};

function hasCode(req: Request, { totpKey }: User): boolean {
  return isTotp(bodyMember(req, 'mfa_attempt') ?? '', totpKey, contextOf(req).sandbox.clock.now());
}

function askForCode(req: Request, res: Response, status: number, data: object): void {
  sendDancePage(req, res, status, 'mfa', { action: `${hostRoot(req)}${facts.mfaLoginPath.value}`, ...data });
}

/** Who comes from a dance goes back to it. */
function enter(req: Request, res: Response, { user, fromAuthorize }: SignIn): void {
  setCookie(res, COOKIE, stateOf(req).signIns.open(user), cookieAttributes(req));
  const page = `${hostRoot(req)}${facts.authorizePath.value}`;
  redirect(res, fromAuthorize ? page : contextOf(req).sandbox.endpoints.console!);
}

/** For the pages of the API host; not sent along when another site's form or script asks. */
export function cookieAttributes(req: Request): string {
  return `Path=${hostRoot(req) || '/'}; HttpOnly; SameSite=Lax`;
}
