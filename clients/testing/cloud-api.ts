import type { Params } from '../../src/protocol/index.ts';
import type { SettableClock } from '../reference/clock.ts';
import { opening } from './session.ts';
import { type Answers, answering, json, TinyServer } from './tiny-server.ts';

export const KEY = 'sk_live_TESTKEY0000000000001';
/** An application whose credentials must be encoded before they are joined by a colon. */
export const CLIENT = { clientId: 'app:1', clientSecret: 's+e/c ret=' };
export const REDIRECT_URI = 'https://app.example.com/callback?tenant=a';

/** A server that grants `opaque-1`, `opaque-2`, … and answers `{}` to every other request. */
export async function startCloudApi(answers: Answers = {}): Promise<TinyServer> {
  return TinyServer.start(answering({ '/oauth/token': n => granted(`opaque-${n}`), ...answers }));
}

/** A token endpoint's success, with members changed. */
export function granted(accessToken: string, changed: Record<string, unknown> = {}) {
  return json(200, { access_token: accessToken, token_type: 'Bearer', expires_in: 3600, ...changed });
}

/** The params of `session/open` for a session with a key. */
export function keyParams(
  { origin }: TinyServer,
  changed: Partial<Params<'session/open'>> = {},
): Params<'session/open'> {
  return opening({
    platform: 'cloud-api',
    mechanism: 'api-key',
    endpoints: { api: `${origin}/v1` },
    credentials: { apiKey: KEY },
    ...changed,
  });
}

/** The same for a user's session. */
export function userParams(
  server: TinyServer,
  changed: Partial<Params<'session/open'>> = {},
): Params<'session/open'> {
  const { origin } = server;
  return keyParams(server, {
    mechanism: 'authorization-code',
    endpoints: {
      authorize: `${origin}/oauth/authorize?ui=1`,
      token: `${origin}/oauth/token`,
      api: `${origin}/v1`,
    },
    credentials: CLIENT,
    options: { allowInsecure: true, redirectUri: REDIRECT_URI, scope: 'projects.read user.read' },
    ...changed,
  });
}

/** Waits that are over at once, and are written down: the session's clock is then where the wait would have ended. */
export function recordedWaits() {
  const waits: number[] = [];
  const wait = async (ms: number, clock: SettableClock): Promise<void> => {
    waits.push(ms);
    clock.set(new Date(Math.ceil(clock.now() + ms)).toISOString());
  };
  /** In seconds, as a server would have said it: the time that a test takes itself is small. */
  const seconds = () => waits.map(ms => Math.ceil(ms / 1000));
  return { waits, wait, seconds };
}
