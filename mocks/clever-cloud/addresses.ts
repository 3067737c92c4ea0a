import type { Request } from 'express';
import { contextOf } from '../kernel/index.ts';

/**
 * The URL that the client addressed, which is what it signed: scheme, its own Host header, and the target
 * with nothing changed (RFC 5849 section 3.4.1.2).
 */
export function addressedUrl(req: Request): string {
  const { target, url } = contextOf(req).exchange.request;
  const host = req.headers.host;
  return host === undefined ? url : `${req.protocol}://${host}${target}`;
}

/**
 * Path of the host that a request has reached, as its sender sees it: empty where the host has an address of
 * its own, the sandbox's prefix and more where it shares one.
 */
export function hostRoot(req: Request): string {
  const { target } = contextOf(req).exchange.request;
  return target.slice(0, target.length - req.url.length);
}

/** The host name of an absolute http or https URL. */
export function domainOf(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname } = new URL(url);
  return /^https?:$/.test(protocol) ? hostname : undefined;
}
