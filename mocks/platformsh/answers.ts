import type { Request, Response } from 'express';
import { contextOf } from '../kernel/index.ts';

/** Answer JSON. */
export function sendJson(res: Response, status: number, body: unknown, type = 'application/json'): void {
  res.statusCode = status;
  res.setHeader('Content-Type', type);
  res.end(JSON.stringify(body));
}

/** Answer that it is done. */
export function sendNothing(res: Response): void {
  res.statusCode = 204;
  res.end();
}

/** Virtual time as the platform writes it; null where there is none. */
export function date(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString().replace('.000Z', 'Z');
}

/** A part of a path; environments and variables have names that need it (b7, b8). */
export const escaped = encodeURIComponent;

/** A link to a place below the API's address. */
export function link(req: Request, path: string): { href: string } {
  const { pathname } = new URL(contextOf(req).sandbox.endpoints.api!);
  // Empty where the API has a host of its own.
  return { href: `${pathname.replace(/\/$/, '')}${path}` };
}

/** Links by relation; a place that is undefined is left out, which is how the platform says no (b7). */
export function links(
  req: Request,
  places: Readonly<Record<string, string | undefined>>,
): Record<string, { href: string }> {
  const open = Object.entries(places).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries(open.map(([rel, path]) => [rel, link(req, path)]));
}
