import type { Request, Response } from 'express';
import { contextOf } from '../../kernel/index.ts';
import { sendPage } from '../pages.ts';
import type { danceTemplates } from './templates.ts';

/** Answer a page of the dance: the API host's, so that the console is another host from there, and its session none here. */
export function sendDancePage(
  req: Request,
  res: Response,
  status: number,
  page: keyof typeof danceTemplates | 'refusal',
  data: object,
): void {
  const { endpoints } = contextOf(req).sandbox;
  sendPage(req, res, status, page, { root: endpoints.console, session: undefined, ...data });
}
