import type { Request, Response } from 'express';
import { contextOf, type Sandbox, secretsMatch } from '../../kernel/index.ts';
import { type ConsoleSession, stateOf } from '../state.ts';

const COOKIE = 'console_session';

/** Path of the console as browsers see it, the sandbox's prefix included. */
export function consoleRoot(sandbox: Sandbox): string {
  return new URL(sandbox.endpoints.console!).pathname;
}

/** The session that a request's cookie opens; API credentials open none, as the cookie opens no API. */
export function sessionOf(req: Request): ConsoleSession | undefined {
  const cookies = (req.headers.cookie ?? '').split(';').map(pair => pair.trim());
  const value = cookies.find(pair => pair.startsWith(`${COOKIE}=`))?.slice(COOKIE.length + 1);
  return value === undefined ? undefined : stateOf(req).consoleSessions.get(value);
}

/** Sign a user in by e-mail address and password (A9); whether they were right. */
export function signIn(req: Request, res: Response, email: string, password: string): boolean {
  const { user, consoleSessions } = stateOf(req);
  const known = email.toLowerCase() === user.mail.toLowerCase();
  if (!secretsMatch(user.password, password) || !known) return false;
  const { sandbox } = contextOf(req);
  const value = sandbox.entropy.bytes(24).toString('hex');
  consoleSessions.set(value, { value, csrf: sandbox.entropy.bytes(24).toString('hex') });
  res.setHeader('Set-Cookie', cookie(sandbox, value));
  return true;
}

/** End a session, at the server and in the browser. */
export function signOut(req: Request, res: Response, session: ConsoleSession): void {
  stateOf(req).consoleSessions.delete(session.value);
  res.setHeader('Set-Cookie', `${cookie(contextOf(req).sandbox, '')}; Max-Age=0`);
}

function cookie(sandbox: Sandbox, value: string): string {
  return `${COOKIE}=${value}; Path=${consoleRoot(sandbox)}; HttpOnly; SameSite=Strict`;
}
