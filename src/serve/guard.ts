import type { IncomingMessage } from 'node:http';
import { secretsMatch } from '../../mocks/kernel/index.ts';
import { Refusal } from './refusal.ts';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const HTTP_PORT = 80;

/**
 * Refuse what a page of a stranger could send through the browser of the person who serves: by a name that
 * was rebound to loopback (DNS rebinding shows in Host), or straight across origins (shows in Origin).
 * @throws Refusal 403
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-7.2
 * @see https://www.rfc-editor.org/rfc/rfc6454#section-7
 */
export function refuseStrangers(req: IncomingMessage): void {
  const hosts = ownHosts(req.socket.localPort);
  const sent = valuesOf(req, 'host').map(host => host.toLowerCase());
  if (sent.length !== 1 || !hosts.includes(sent[0]!)) {
    throw new Refusal(403, 'foreign-host', `Failed to answer: the Host header is not ours. Use ${hosts[0]}.`);
  }
  const origins = hosts.map(host => `http://${host}`);
  const foreign = valuesOf(req, 'origin').some(origin => !origins.includes(origin));
  if (foreign && !isOpaqueOwn(req)) {
    throw new Refusal(
      403,
      'foreign-origin',
      `Failed to answer: the Origin header names another origin. Pages may not call this server; programs send no Origin.`,
    );
  }
}

/**
 * The console's pages have the referrer policy `no-referrer`, under which browsers send `Origin: null` with
 * their own forms; Sec-Fetch-Site, which no script can set, tells them from a stranger's.
 */
function isOpaqueOwn(req: IncomingMessage): boolean {
  return req.headers.origin === 'null' && req.headers['sec-fetch-site'] === 'same-origin';
}

/** What the Host header may say; browsers and clients leave the default port out. */
function ownHosts(port: number | undefined): string[] {
  const withPort = LOOPBACK_NAMES.map(name => `${name}:${port}`);
  return port === HTTP_PORT ? [...withPort, ...LOOPBACK_NAMES] : withPort;
}

/** Every value that was sent for a header; Node itself would show the first `Host` only. */
function valuesOf(req: IncomingMessage, name: string): string[] {
  return req.headersDistinct[name] ?? [];
}

/**
 * Let in only who knows the secret that was printed at start.
 * @throws Refusal 401
 */
export function requireSecret(req: IncomingMessage, secret: string): void {
  const bearer = /^bearer +(\S+) *$/i.exec(req.headers.authorization ?? '')?.[1];
  const sent = [bearer, ...valuesOf(req, 'x-countersign-secret')].filter(value => value !== undefined);
  if (sent.some(value => secretsMatch(secret, value))) return;
  const why = sent.length === 0 ? 'no secret was sent' : 'the secret is wrong';
  throw new Refusal(
    401,
    'unauthorized',
    `Failed to open the control API: ${why}. Send the control secret that was printed at start, as "Authorization: Bearer <secret>" or "X-Countersign-Secret: <secret>".`,
    { 'WWW-Authenticate': 'Bearer realm="countersign"' },
  );
}
