import type { ServerResponse } from 'node:http';
import type { Refusal } from './refusal.ts';

/** Answer with JSON. There are no CORS headers: no page of another origin has any business here. */
export function sendJson(
  res: ServerResponse,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  res.writeHead(status, {
    ...headers,
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
  });
  res.end(`${JSON.stringify(body, null, 2)}\n`);
}

export function sendRefusal(res: ServerResponse, { status, code, message, headers }: Refusal): void {
  sendJson(res, status, { error: code, message }, headers);
}
