import type { Response } from 'express';

/** Answer JSON. */
export function sendJson(res: Response, status: number, body: unknown): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify(body));
}

/** Answer the credentials of a step of the dance: form-encoded, and kept by nobody (RFC 5849 sections 2.1, 2.3). */
export function sendForm(res: Response, members: Readonly<Record<string, string>>): void {
  res.statusCode = 200;
  res.setHeader('Content-Type', 'application/x-www-form-urlencoded');
  res.setHeader('Cache-Control', 'no-store');
  res.end(new URLSearchParams(members).toString());
}

/** Answer that it is done. */
export function sendNothing(res: Response): void {
  res.statusCode = 204;
  res.end();
}
