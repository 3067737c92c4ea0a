import type { Params } from '../../../src/protocol/index.ts';
import { SettableClock } from '../clock.ts';
import { ClientFailure } from '../failure.ts';
import { requireSecureTransport, type Send, type Session, sender } from '../session.ts';
import { AuthorizationFlow } from './authorization-flow.ts';
import { Calls, type Credential } from './calls.ts';
import { operationsOf } from './operations.ts';
import type { Parts, Surroundings } from './parts.ts';
import type { ClientCredentials } from './token-endpoint.ts';
import { UserTokens } from './user-tokens.ts';

type OpenParams = Params<'session/open'>;
type Credentials = OpenParams['credentials'];

/** What the sessions of both mechanisms are made of. */
interface Setting {
  readonly params: OpenParams;
  readonly clock: SettableClock;
  readonly send: Send;
  readonly parts: Parts;
}

/**
 * Set up a session; nothing is sent yet.
 * @throws ClientFailure `invalid-credentials` or `insecure-transport`
 */
export function openSession(params: OpenParams, surroundings: Surroundings): Session {
  const clock = new SettableClock(params.now);
  const setting = { params, clock, send: sender(params, surroundings), parts: surroundings.parts };
  return params.mechanism === 'api-key' ? keySession(setting) : userSession(setting);
}

/** Servers among themselves: the key is all there is, and one that is refused has no other behind it. */
function keySession(setting: Setting): Session {
  const { params } = setting;
  let apiKey = apiKeyOf(params.credentials);
  requireSecureTransport(params, ['api']);
  const credential: Credential = { current: async () => apiKey, discard: () => false };
  const calls = new Calls({ ...setting, credential });
  return {
    ...callsOf(setting, calls, () => [apiKey]),
    rotate: credentials => {
      apiKey = apiKeyOf(credentials);
      calls.credentialChanged();
    },
  };
}

/** For a user who has consented. */
function userSession(setting: Setting): Session {
  const { params, clock, parts } = setting;
  let credentials = clientOf(params.credentials);
  requireSecureTransport(params, ['authorize', 'token', 'api']);
  const client = () => credentials;
  const tokens = new UserTokens({ ...setting, endpoint: params.endpoints.token!, client });
  const calls = new Calls({ ...setting, credential: tokens });
  const flow = new AuthorizationFlow({ params, client, tokens, now: () => clock.now(), parts });
  return {
    ...callsOf(setting, calls, () => tokens.secrets()),
    authorization: {
      begin: async () => flow.begin(),
      complete: async callbackUrl => {
        await flow.complete(callbackUrl);
        calls.credentialChanged();
        return {};
      },
    },
    rotate: changed => {
      credentials = clientOf(changed);
    },
  };
}

function callsOf(
  { params, clock, parts }: Setting,
  calls: Calls,
  secrets: () => readonly (string | undefined)[],
): Session {
  const call = (asked: Omit<Params<'session/request'>, 'session'>) =>
    calls.make(parts.requested(params.endpoints.api!, asked, 'application/json'));
  return { clock, call, operations: operationsOf(call, parts, secrets) };
}

/** The key is opaque; it only must fit into a header. */
function apiKeyOf({ apiKey = '' }: Credentials): string {
  if (/^[\x21-\x7e]+$/.test(apiKey)) return apiKey;
  throw new ClientFailure('invalid-credentials', 'The API key is needed, without blanks and line ends.');
}

function clientOf({ clientId = '', clientSecret = '' }: Credentials): ClientCredentials {
  if (clientId !== '' && clientSecret !== '') return { clientId, clientSecret };
  throw new ClientFailure('invalid-credentials', 'Both the client id and the client secret are needed.');
}
