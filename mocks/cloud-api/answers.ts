import type { Response } from 'express';

/** Answer JSON. */
export function sendJson(res: Response, status: number, body: unknown): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/json');
  res.end(JSON.stringify(body));
}

/** A moment as the document writes it (C26): ISO 8601 in UTC, whole seconds. */
export function apiDate(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
}
