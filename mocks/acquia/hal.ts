import type { Request, Response } from 'express';
import { contextOf } from '../kernel/index.ts';

/** A hypermedia link (draft-kelly-json-hal section 5). */
export interface Link {
  readonly href: string;
  readonly templated?: true;
}

/** Answer a resource as `application/hal+json` (sheet b5, b7). */
export function sendHal(res: Response, status: number, body: object): void {
  res.statusCode = status;
  res.setHeader('Content-Type', 'application/hal+json');
  res.end(JSON.stringify(body));
}

/** A link below the API's address, as this sandbox's clients see it. */
export function link(req: Request, path: string): Link {
  return { href: `${contextOf(req).sandbox.endpoints.api}${path}` };
}

/** A moment as the API writes it nearly everywhere: `2026-01-02T03:04:05+00:00`. */
export function apiDate(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, '+00:00');
}

/** A moment as it stands in token items: the offset without a colon, which RFC 3339 does not know (b6). */
export function tokenDate(at: number): string {
  return new Date(at).toISOString().replace(/\.\d{3}Z$/, '+0000');
}
