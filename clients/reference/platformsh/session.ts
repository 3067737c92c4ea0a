import type { Params } from '../../../src/protocol/index.ts';
import { SettableClock } from '../clock.ts';
import { ClientFailure } from '../failure.ts';
import { requireSecureTransport, type Send, type Session, sender } from '../session.ts';
import { Access } from './access.ts';
import { operationsOf } from './operations.ts';
import type { Surroundings } from './parts.ts';
import type { Platform } from './platform.ts';
import { jsonCalls } from './resources.ts';

/**
 * Set up a session; nothing is sent yet.
 * @throws ClientFailure `invalid-credentials` or `insecure-transport`
 */
export function openSession(params: Params<'session/open'>, surroundings: Surroundings): Session {
  const { parts } = surroundings;
  const settings = parts.settings(params);
  const { apiToken } = settings;
  if (apiToken === undefined) throw noApiToken();
  requireSecureTransport(params, ['auth', 'token', 'api']);
  const clock = new SettableClock(params.now);
  const send = sender(params, surroundings);
  const access = new Access(apiToken, {
    endpoints: params.endpoints,
    now: () => clock.now(),
    send,
    ...surroundings,
  });
  const base = params.endpoints.api!;
  const authenticated: Send = request => parts.callWithToken(request, access, send, parts.refusesToken);
  const platform: Platform = {
    call: jsonCalls(base, authenticated, parts),
    settings,
    parts,
    release: () => access.release(),
    revoke: accessToken => access.revoke(accessToken),
  };
  const secrets = () => access.secrets;
  return {
    clock,
    call: call => parts.withoutSecrets(secrets, () => authenticated(parts.apiRequest(base, call))),
    operations: operationsOf(platform, secrets),
  };
}

function noApiToken(): ClientFailure {
  return new ClientFailure(
    'invalid-credentials',
    'Failed to open a session: there is no API token. Give one, or set PLATFORMSH_CLI_TOKEN.',
  );
}
