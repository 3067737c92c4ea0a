import { UnsupportedError } from '../../src/client/adapter.ts';
import type { ClientModule, Params, RejectedOutcome, ResponseOutcome } from '../../src/protocol/index.ts';
import { type Parts, parts } from './acquia/parts.ts';
import * as acquia from './acquia/session.ts';
import { responseOutcome } from './api-call.ts';
import { CAPABILITIES as API_TOKEN_REALM } from './api-token-realm/capabilities.ts';
import type { Parts as ApiTokenRealmParts } from './api-token-realm/parts.ts';
import type { Parts as CleverCloudParts } from './clever-cloud/parts.ts';
import { CAPABILITIES as CLOUD_API } from './cloud-api/capabilities.ts';
import type { Parts as CloudApiParts } from './cloud-api/parts.ts';
import { rejected } from './failure.ts';
import { HttpClient, type Transport } from './http.ts';
import { Installation } from './installation.ts';
import { CAPABILITIES as PLATFORMSH } from './platformsh/capabilities.ts';
import type { Parts as PlatformshParts } from './platformsh/parts.ts';
import type { Session, Value } from './session.ts';

const NAME = 'countersign-reference';
const VERSION = '0.1.0';
const USER_AGENT = `${NAME}/${VERSION}`;

/** What the client is made of, where it is to be something else than usual; the parts are Acquia's. */
export interface Replacements extends Partial<Parts> {
  readonly http?: Transport;
  readonly cleverCloud?: Partial<CleverCloudParts>;
  readonly cloudApi?: Partial<CloudApiParts>;
  readonly apiTokenRealm?: Partial<ApiTokenRealmParts>;
  readonly platformsh?: Partial<PlatformshParts>;
}

/** The client that passes the whole suite: what an SDK for these platforms does, and nothing more. */
export default function createReferenceClient(replacements: Replacements = {}): ClientModule {
  const { http = new HttpClient() } = replacements;
  const open = opener(http, replacements);
  const sessions = new Map<string, Session>();

  return {
    initialize: async () => ({
      protocolVersion: 1,
      client: { name: NAME, version: VERSION, language: 'typescript' },
      capabilities: {
        acquia: [
          'client-credentials',
          'http-hmac',
          'concurrent',
          'renewal',
          'reauthenticates',
          'https-only',
          'organization-scope',
        ],
        platformsh: [...PLATFORMSH],
        'cloud-api': [...CLOUD_API],
        'api-token-realm': [...API_TOKEN_REALM],
        'clever-cloud': [
          'oauth1',
          'api-token',
          'oauth1:PLAINTEXT',
          'oauth1:HMAC-SHA1',
          'oauth1:HMAC-SHA512',
          'oauth1:dance',
          'concurrent',
          'https-only',
          'profile.get',
          'tokens.create',
          'tokens.list',
          'tokens.revoke',
        ],
      },
      clock: 'settable',
    }),
    'session/open': params =>
      reporting(async () => {
        sessions.set(params.session, await open(params));
        return {};
      }),
    'session/request': async params => {
      const session = known(sessions, params.session);
      return reporting<ResponseOutcome>(async () => responseOutcome(await session.call(params)));
    },
    'session/beginAuthorization': async params => {
      const { begin } = offered(known(sessions, params.session).authorization, 'oauth1:dance');
      return reporting(async () => ok({ authorizationUrl: await begin() }));
    },
    'session/completeAuthorization': async params => {
      const { complete } = offered(known(sessions, params.session).authorization, 'oauth1:dance');
      return reporting(async () => ok(await complete(params.callbackUrl)));
    },
    'session/invoke': async params => {
      const { operations } = known(sessions, params.session);
      const operation = offered(operations?.[params.operation], params.operation);
      return reporting(async () => ok(await operation(params.input)));
    },
    'session/setTime': async params => {
      known(sessions, params.session).clock.set(params.now);
      return {};
    },
    'session/setCredentials': async params => {
      const session = known(sessions, params.session);
      offered(session.rotate, 'rotation')(params.credentials);
      return {};
    },
    ping: async () => ({}),
    'session/close': async params => {
      sessions.get(params.session)?.clock.stop();
      sessions.delete(params.session);
      return {};
    },
    shutdown: async () => {
      for (const { clock } of sessions.values()) clock.stop();
      http.close();
      return {};
    },
  };
}

/** Opens the sessions of every platform; what only some platforms take is loaded with the first session of one. */
function opener(
  http: Transport,
  { http: _, cleverCloud, platformsh, cloudApi, apiTokenRealm, ...acquiaReplaced }: Replacements,
): (params: Params<'session/open'>) => Promise<Session> {
  const acquiaParts: Parts = { ...parts, ...acquiaReplaced };
  const common = { http, userAgent: USER_AGENT };
  const installations = new Map<string, Installation>();
  const installationOf = (
    { platform, installation: name }: Params<'session/open'>,
    { newTokenSource }: Pick<Parts, 'newTokenSource'>,
  ) => {
    const key = `${platform} ${name}`;
    const installation = installations.get(key) ?? new Installation(newTokenSource);
    installations.set(key, installation);
    return installation;
  };
  return async params => {
    switch (params.platform) {
      case 'acquia': {
        const installation = installationOf(params, acquiaParts);
        return acquia.openSession(params, { ...common, installation, parts: acquiaParts });
      }
      case 'platformsh': {
        const { openSession } = await import('./platformsh/session.ts');
        const { parts: proper } = await import('./platformsh/parts.ts');
        const replaced = { ...proper, ...platformsh };
        const installation = installationOf(params, replaced);
        return openSession(params, { ...common, installation, parts: replaced });
      }
      case 'clever-cloud': {
        const { openSession } = await import('./clever-cloud/session.ts');
        const { parts: proper } = await import('./clever-cloud/parts.ts');
        return openSession(params, { ...common, parts: { ...proper, ...cleverCloud } });
      }
      case 'cloud-api': {
        const { openSession } = await import('./cloud-api/session.ts');
        const { parts: proper } = await import('./cloud-api/parts.ts');
        return openSession(params, { ...common, parts: { ...proper, ...cloudApi } });
      }
      case 'api-token-realm': {
        const { openSession } = await import('./api-token-realm/session.ts');
        const { parts: proper } = await import('./api-token-realm/parts.ts');
        return openSession(params, { ...common, parts: { ...proper, ...apiTokenRealm } });
      }
      default:
        throw new Error(`The platform ${params.platform} was not declared.`);
    }
  };
}

/** Run an operation; a failure that the caller is to be told of becomes its outcome. */
async function reporting<T>(operation: () => Promise<T>): Promise<T | RejectedOutcome> {
  try {
    return await operation();
  } catch (error) {
    return rejected(error);
  }
}

function ok(value: Value): { outcome: 'ok'; value: Value } {
  return { outcome: 'ok', value };
}

function offered<T>(part: T | undefined, capability: string): T {
  if (part === undefined) throw new UnsupportedError(capability);
  return part;
}

function known(sessions: ReadonlyMap<string, Session>, name: string): Session {
  const session = sessions.get(name);
  if (session === undefined) throw new Error(`No session ${name} is open.`);
  return session;
}
