import { Eta } from 'eta';
import type { Request, Response } from 'express';
import { contextOf } from '../../kernel/index.ts';
import { stateOf } from '../state.ts';
import { consoleRoot, sessionOf } from './session.ts';
import { templates } from './templates.ts';

export type PageName = Exclude<keyof typeof templates, 'layout'>;

const eta = new Eta({ autoEscape: true });
for (const [name, source] of Object.entries(templates)) eta.loadTemplate(`@${name}`, source);

const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  // A page may show a secret: nobody keeps it, nobody frames it, no script runs in it.
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/** Answer a page of the console; every interpolated value is escaped. */
export function sendPage(
  req: Request,
  res: Response,
  status: number,
  page: PageName,
  data: object = {},
): void {
  const { user } = stateOf(req);
  const common = { root: consoleRoot(contextOf(req).sandbox), user, session: sessionOf(req) };
  const html = eta.render(`@${page}`, { ...common, ...data });
  res.status(status).set(headers);
  res.end(html);
}

/** Lead the browser on to a page below the console's address (RFC 9110 section 15.4.4). */
export function seeOther(req: Request, res: Response, path: string): void {
  res.statusCode = 303;
  res.setHeader('Location', `${consoleRoot(contextOf(req).sandbox)}${path}`);
  res.end();
}
