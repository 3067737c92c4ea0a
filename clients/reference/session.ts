import type { Params, Result } from '../../src/protocol/index.ts';
import type { SettableClock } from './clock.ts';
import { ClientFailure } from './failure.ts';
import type { HttpRequest, HttpResponse, Transport } from './http.ts';

/** What an operation or half of a flow hands to the caller. */
export type Value = Extract<Result<'session/invoke'>, { outcome: 'ok' }>['value'];

/** One operation of `session/invoke`. */
export type Operation = (input: Params<'session/invoke'>['input']) => Promise<Value>;

/** The two halves of a redirect flow. */
export interface Authorization {
  /** Resolves with the address that the user's browser is to be sent to. */
  begin(): Promise<string>;
  /** @param callbackUrl where the browser came back to, with its query */
  complete(callbackUrl: string): Promise<Value>;
}

/** One configured instance of the SDK. */
export interface Session {
  readonly clock: SettableClock;
  /** Make one authenticated API call. */
  call(params: Params<'session/request'>): Promise<HttpResponse>;
  readonly authorization?: Authorization;
  readonly operations?: Readonly<Record<string, Operation>>;
  /**
   * Use other credentials from the next request on.
   * @throws ClientFailure `invalid-credentials`; the old ones then stay
   */
  rotate?(credentials: Params<'session/setCredentials'>['credentials']): void;
}

/** Sends one request; the session has bound its connections and its timeout. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

const DEFAULT_TIMEOUT_MS = 30_000;

/** A session's way to send. */
export function sender(
  { options: { timeoutMs = DEFAULT_TIMEOUT_MS } }: Params<'session/open'>,
  { http, userAgent }: { readonly http: Transport; readonly userAgent: string },
): Send {
  return request =>
    http.send({ ...request, headers: { ...request.headers, 'user-agent': userAgent } }, timeoutMs);
}

/**
 * Let a session go on only if all these endpoints are https, or its user allowed otherwise.
 * @throws ClientFailure `insecure-transport`
 */
export function requireSecureTransport(
  { endpoints, options }: Params<'session/open'>,
  used: readonly string[],
): void {
  if (options.allowInsecure === true) return;
  for (const name of used) {
    const url = new URL(endpoints[name]!);
    if (url.protocol === 'https:') continue;
    throw new ClientFailure(
      'insecure-transport',
      `Refused to send credentials to ${url.origin}: it is not https.`,
    );
  }
}
