import type { RequestHandler } from 'express';
import { contextOf, decide, ProviderError } from '../kernel/index.ts';
import { facts } from './metadata.ts';
import type { CloudApiSettings } from './settings.ts';

/** The trail's name of the host that a client used; the report reads it there (X1). */
export const HOST_CHECK = 'documented host of the API';

/** The documented name of the host that a path stands for; undefined where it stands for none. */
export function hostOfPath(path: string): string | undefined {
  const hosts = [
    ...Object.values(facts.apiHosts.value),
    { path: facts.authPath.value, host: facts.authHost.value },
  ];
  return hosts.find(host => path === host.path || path.startsWith(`${host.path}/`))?.host;
}

/** All three names are the API's; the trail says which one was used. */
export const noteHost: RequestHandler = (req, _res, next) => {
  const got = hostOfPath(req.originalUrl) ?? 'none';
  const expected = Object.values(facts.apiHosts.value)
    .map(({ host }) => host)
    .join(' or ');
  decide(req, { check: HOST_CHECK, expected, got, ok: true });
  next();
};

/** Plain http is refused or flagged (C4), before anything in the request is looked at, and never redirected. */
export const requireTls: RequestHandler = (req, _res, next) => {
  const { plainHttp } = contextOf(req).sandbox.settings as CloudApiSettings;
  if (plainHttp === 'accepted') return next();
  const ok = req.secure;
  const got = ok ? 'https' : 'http';
  const passes = decide(req, { check: 'the request came over TLS', expected: 'https', got, ok });
  if (!passes && plainHttp === 'refused') throw new ProviderError('https_required', 'plain http');
  next();
};
