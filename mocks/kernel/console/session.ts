import type { Request, Response } from 'express';
import { contextOf } from '../context.ts';
import { cookie, setCookie } from '../cookies.ts';
import type { Sandbox } from '../sandbox.ts';

const COOKIE = 'console_session';

/** A browser that is signed in to the console. */
export interface ConsoleSession<User = unknown> {
  /** Of the cookie. */
  readonly value: string;
  /** What the forms of this session carry. */
  readonly csrf: string;
  /** Who signed in. */
  readonly user: User;
  /** When they last gave their password; virtual time, milliseconds since the epoch. */
  verifiedAt?: number;
  /** Signed out: it opens nothing, and what it held is still nobody's business. */
  ended?: boolean;
}

/** What a console needs of its platform's state. */
export interface ConsoleState<User = unknown> {
  /** Sessions that were signed in, by cookie value. */
  readonly consoleSessions: Map<string, ConsoleSession<User>>;
  /** The user whose e-mail address and password these are. */
  userWith(email: string, password: string): User | undefined;
}

/** Path of the console as browsers see it, the sandbox's prefix included; empty where it has a host of its own. */
export function consoleRoot(sandbox: Sandbox): string {
  return new URL(sandbox.endpoints.console!).pathname.replace(/\/$/, '');
}

/** The session that a request's cookie opens; API credentials open none, as the cookie opens no API. */
export function sessionOf<User>(req: Request): ConsoleSession<User> | undefined {
  const { consoleSessions } = contextOf(req).sandbox.state as ConsoleState<User>;
  const session = consoleSessions.get(cookie(req, COOKIE) ?? '');
  return session?.ended === true ? undefined : session;
}

/**
 * Sign a user in by e-mail address and password.
 * @returns whether they were right
 */
export function signIn(req: Request, res: Response, email: string, password: string): boolean {
  const { sandbox } = contextOf(req);
  const state: ConsoleState = sandbox.state;
  const user = state.userWith(email, password);
  if (user === undefined) return false;
  const [value, csrf] = [secret(sandbox), secret(sandbox)];
  state.consoleSessions.set(value, { value, csrf, user, verifiedAt: sandbox.clock.now() });
  setCookie(res, COOKIE, value, attributes(sandbox));
  return true;
}

/** End a session, at the server and in the browser. */
export function signOut(req: Request, res: Response, session: ConsoleSession): void {
  const { sandbox } = contextOf(req);
  session.ended = true;
  setCookie(res, COOKIE, '', `${attributes(sandbox)}; Max-Age=0`);
}

function attributes(sandbox: Sandbox): string {
  return `Path=${consoleRoot(sandbox) || '/'}; HttpOnly; SameSite=Strict`;
}

function secret(sandbox: Sandbox): string {
  return sandbox.entropy.bytes(24).toString('hex');
}
