import type { Request, Response } from 'express';
import { contextOf } from '../../kernel/index.ts';
import { sendPage } from '../pages.ts';
import type { authTemplates } from './templates.ts';

/** Answer a page of the authorization server: the console is another host from there, and its session none here. */
export function sendAuthPage(
  req: Request,
  res: Response,
  status: number,
  page: keyof typeof authTemplates | 'refusal',
  data: object,
): void {
  const { endpoints } = contextOf(req).sandbox;
  sendPage(req, res, status, page, { root: endpoints.console, session: undefined, ...data });
}
