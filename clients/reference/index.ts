import type { ClientModule, RejectedOutcome, ResponseOutcome } from '../../src/protocol/index.ts';
import { type Parts, parts } from './acquia/parts.ts';
import { openSession } from './acquia/session.ts';
import { responseOutcome } from './api-call.ts';
import { rejected } from './failure.ts';
import { HttpClient, type Transport } from './http.ts';
import { Installation } from './installation.ts';
import type { Session } from './session.ts';

const NAME = 'countersign-reference';
const VERSION = '0.1.0';
const USER_AGENT = `${NAME}/${VERSION}`;

/** What the client is made of, where it is to be something else than usual. */
export interface Replacements extends Partial<Parts> {
  readonly http?: Transport;
}

/** The client that passes the whole suite: what an SDK for these platforms does, and nothing more. */
export default function createReferenceClient(replacements: Replacements = {}): ClientModule {
  const { http = new HttpClient(), ...replaced } = replacements;
  const composed: Parts = { ...parts, ...replaced };
  const installations = new Map<string, Installation>();
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
      },
      clock: 'settable',
    }),
    'session/open': async params => {
      if (params.platform !== 'acquia') throw new Error(`The platform ${params.platform} was not declared.`);
      const installation =
        installations.get(params.installation) ?? new Installation(composed.newTokenSource);
      installations.set(params.installation, installation);
      return reporting(async () => {
        sessions.set(
          params.session,
          openSession(params, { http, installation, parts: composed, userAgent: USER_AGENT }),
        );
        return {};
      });
    },
    'session/request': async params => {
      const session = known(sessions, params.session);
      return reporting<ResponseOutcome>(async () => responseOutcome(await session.call(params)));
    },
    'session/setTime': async params => {
      known(sessions, params.session).clock.set(params.now);
      return {};
    },
    ping: async () => ({}),
    'session/close': async params => {
      sessions.delete(params.session);
      return {};
    },
    shutdown: async () => {
      http.close();
      return {};
    },
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

function known(sessions: ReadonlyMap<string, Session>, name: string): Session {
  const session = sessions.get(name);
  if (session === undefined) throw new Error(`No session ${name} is open.`);
  return session;
}
