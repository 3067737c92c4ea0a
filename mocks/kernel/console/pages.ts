import { Eta } from 'eta';
import type { Request, Response } from 'express';
import { contextOf } from '../context.ts';
import { consoleRoot, sessionOf } from './session.ts';
import { sharedTemplates } from './templates.ts';

/** What the pages of one platform look like. */
export interface PagesSpec<Name extends string, User> {
  /** Stands in the title and the header of every page. */
  readonly brand: string;
  /** Links of the user's menu; paths are below the console's address. */
  readonly menu: readonly { readonly text: string; readonly path: string }[];
  /** First and last name. */
  userName(user: User): string;
  /** Other origins that a form may lead to, redirects included; default: none. */
  formTargets?(req: Request): readonly string[];
  /** Eta templates by name; they share the layout `@layout`. */
  readonly templates: Readonly<Record<Name, string>>;
}

/** Answers a page; every interpolated value is escaped. */
export type SendPage<Name extends string> = (
  req: Request,
  res: Response,
  status: number,
  page: Name | 'signIn' | 'refusal',
  data?: object,
) => void;

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  // A page may show a secret: nobody keeps it, nobody frames it, no script runs in it.
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** @param formTargets where forms may lead beside the page's own origin */
function contentSecurityPolicy(formTargets: readonly string[] = []): string {
  const formAction = ["'self'", ...formTargets].join(' ');
  return `default-src 'none'; style-src 'unsafe-inline'; form-action ${formAction}; frame-ancestors 'none'; base-uri 'none'`;
}

/** The pages of one platform, ready to be answered. */
export function pages<Name extends string, User>(spec: PagesSpec<Name, User>): SendPage<Name> {
  const eta = new Eta({ autoEscape: true });
  for (const [name, source] of Object.entries({ ...sharedTemplates, ...spec.templates }))
    eta.loadTemplate(`@${name}`, source as string);
  return (req, res, status, page, data = {}) => {
    const session = sessionOf<User>(req);
    const html = eta.render(`@${page}`, {
      root: consoleRoot(contextOf(req).sandbox),
      brand: spec.brand,
      menu: spec.menu,
      session,
      user: session?.user,
      userName: session === undefined ? '' : spec.userName(session.user),
      ...data,
    });
    res.status(status).set(headers);
    res.setHeader('Content-Security-Policy', contentSecurityPolicy(spec.formTargets?.(req)));
    res.end(html);
  };
}

/** Lead the browser on (RFC 9110 section 15.4.4). */
export function redirect(res: Response, location: string): void {
  res.statusCode = 303;
  res.setHeader('Location', location);
  res.end();
}

/** Lead the browser on to a page below the console's address. */
export function seeOther(req: Request, res: Response, path: string): void {
  redirect(res, `${consoleRoot(contextOf(req).sandbox)}${path}` || '/');
}
