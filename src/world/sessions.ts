import type { Sandbox } from '../../mocks/kernel/index.ts';
import { rootCause } from '../checks/root-cause.ts';
import type { Method, Params, Platform } from '../protocol/index.ts';
import type { CaseWorld, Session } from './case-world.ts';
import type { ClientCall } from './client-call.ts';

/** What a session is opened with; what every platform's session has is added. */
export interface Opening {
  readonly mechanism: Params<'session/open'>['mechanism'];
  readonly credentials: Readonly<Record<string, string>>;
  /** Which of the platform's endpoints the client is told of; default: all. */
  readonly endpoints?: readonly string[];
  readonly options?: Readonly<Record<string, string | boolean>>;
  /** How the client is told of an endpoint; default: as it is. */
  readonly written?: (url: string) => string;
  /** What the client finds in its environment; default: nothing. */
  readonly env?: Readonly<Record<string, string>>;
  readonly sandbox?: Sandbox;
}

/** One call of a session, relative to the API's address; or by a link, which an earlier answer has named. */
export type CallOfSession = Partial<
  Pick<Params<'session/request'>, 'method' | 'query' | 'body' | 'headers'>
> &
  ({ readonly path: string } | { readonly url: string });

/** Bounds on what an SDK may do on its own; see the client protocol. */
const MAX_RETRIES = 1;
const SDK_TIMEOUT_MS = 5000;

/** A call may be sent once and repeated {@link MAX_RETRIES} times. */
export const MOST_SENDS = 1 + MAX_RETRIES;
/** Each send may be preceded by one exchange. */
export const MOST_REQUESTS = 2 * MOST_SENDS;

const asItIs = (url: string) => url;

/** Open a session. All sessions of a case belong to one installation. */
export async function openSession(world: CaseWorld, name: string, opening: Opening): Promise<void> {
  const { mechanism, credentials, options = {}, env = {}, written = asItIs } = opening;
  const { sandbox = world.sandbox } = opening;
  const names = opening.endpoints ?? Object.keys(sandbox.endpoints);
  const endpoints = Object.fromEntries(names.map(name => [name, written(sandbox.endpoints[name]!)]));
  // A user allows plain http where there is nothing else.
  const allowInsecure = Object.values(endpoints).some(url => url.startsWith('http://'));
  const params: Params<'session/open'> = {
    session: `${world.sandbox.id}-${name}`,
    installation: world.sandbox.id,
    platform: world.info.platform as Platform,
    mechanism,
    endpoints,
    credentials,
    options: { allowInsecure, maxRetries: MAX_RETRIES, timeoutMs: SDK_TIMEOUT_MS, ...options },
    env,
    now: sandbox.clock.iso(),
  };
  const session: Session = { name, params, sandbox };
  world.sessions.set(name, session);
  const opened = await world.ask(params.session, 'session/open', params, sandbox);
  if (opened.outcome.outcome === 'rejected') session.refused = opened;
}

/** Let a session make one call. */
export function callOf(world: CaseWorld, name: string, call: CallOfSession): Promise<ClientCall> {
  return askSession(world, name, 'session/request', session => requestParams(session, call));
}

/** Let a session carry out one of the operations that its client offers. */
export function invoke(
  world: CaseWorld,
  name: string,
  operation: string,
  input: Params<'session/invoke'>['input'] = {},
): Promise<ClientCall> {
  return askSession(world, name, 'session/invoke', session => ({ session, operation, input }));
}

/** The first half of a redirect flow: the client says where the user's browser is to be sent. */
export function beginAuthorization(world: CaseWorld, name: string): Promise<ClientCall> {
  return askSession(world, name, 'session/beginAuthorization', session => ({ session }));
}

/** @param callbackUrl where the browser came back to */
export function completeAuthorization(
  world: CaseWorld,
  name: string,
  callbackUrl: string,
): Promise<ClientCall> {
  return askSession(world, name, 'session/completeAuthorization', session => ({ session, callbackUrl }));
}

/** Ask a session for something. What was refused at its opening has been answered already. */
async function askSession<M extends Method>(
  world: CaseWorld,
  name: string,
  method: M,
  paramsFor: (session: string) => Params<M>,
): Promise<ClientCall> {
  const session = world.sessions.get(name);
  if (session === undefined) throw new Error(`Failed to call: no session "${name}" was opened.`);
  if (session.refused !== undefined) return session.refused;
  const id = session.params.session;
  return world.ask(id, method, paramsFor(id), session.sandbox);
}

/** Let a session make several calls at once: none is answered before all of them have been taken up. */
export function callsAtOnce(
  world: CaseWorld,
  name: string,
  call: CallOfSession,
  count: number,
): Promise<void> {
  return callsOfSessionsAtOnce(world, new Array<string>(count).fill(name), call);
}

/** Let sessions of one platform make a call each at once; a session may be named more than once. */
export async function callsOfSessionsAtOnce(
  world: CaseWorld,
  names: readonly string[],
  call: CallOfSession,
): Promise<void> {
  const { sandbox } = world.sessions.get(names[0]!)!;
  const before = sandbox.journal.exchanges.at(-1)?.n ?? 0;
  sandbox.gates.hold('token.issue');
  const calls = names.map(name => callOf(world, name, call));
  const settled = Promise.allSettled(calls);
  const given = new AbortController();
  void settled.then(() => given.abort());
  await world.run.client.call('ping', {});
  await sandbox.journal.arrival(e => e.operation === 'token.issue' && e.n > before, given.signal);
  sandbox.gates.open('token.issue');
  await settled;
  await Promise.all(calls);
}

function requestParams(session: string, call: CallOfSession): Params<'session/request'> {
  const { method = 'GET', headers = {}, body = null } = call;
  if ('url' in call) return { session, method, url: call.url, headers, body };
  return { session, method, path: call.path, query: call.query ?? [], headers, body };
}

/** Move the clock of the case, and the client's with it, to so many milliseconds after the first token was issued. */
export async function moveTime(world: CaseWorld, sinceIssueMs: number): Promise<void> {
  const token = world.sandbox.tokens.all[0];
  if (token === undefined) {
    world.judge({
      met: false,
      why: 'The client obtained no token, so there is none to grow old.',
      exchanges: world.sandbox.journal.exchanges.map(e => e.n),
      expected: 'a token exchange',
      sent: 'none',
      ...rootCause(world.evidence()),
    });
    return;
  }
  const { client } = world.run;
  if (client.timeControl === 'none') {
    world.stop(
      'not-applicable',
      'The client takes its time from a system clock that the harness cannot move.',
    );
  }
  await moveClocks(world, token.issuedAt + sinceIssueMs);
}

/**
 * Put the clock of the case, and the client's with it, to a moment.
 * @param at milliseconds since the epoch; only where the client's time can be moved
 */
export async function moveClocks(world: CaseWorld, at: number): Promise<void> {
  const { client } = world.run;
  world.sandbox.clock.set(at);
  if (client.timeControl === 'movable') await client.moveTime(world.sandbox.clock.now());
  else
    for (const { params, sandbox } of [...world.sessions.values()].filter(s => s.refused === undefined))
      await world.ask(params.session, 'session/setTime', {
        session: params.session,
        now: sandbox.clock.iso(),
      });
}
