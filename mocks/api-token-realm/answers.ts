import type { Request, Response } from 'express';
import { contextOf } from '../kernel/index.ts';

/** Answer JSON. */
export function sendJson(res: Response, status: number, body: unknown): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify(body));
}

/** Answer that it is done. */
export function sendNothing(res: Response): void {
  res.statusCode = 204;
  res.end();
}

/** Lead on; the token is never in the address (b5). */
export function sendRedirect(res: Response, location: string): void {
  res.statusCode = 302;
  res.setHeader('Location', location);
  res.end();
}

/** An address below the API's, as this sandbox's clients see it. */
export function apiUrl(req: Request, path: string): string {
  return `${contextOf(req).sandbox.endpoints.api}${path}`;
}
