import type { ClientModule, Params } from '../../src/protocol/index.ts';
import { NOW } from './acquia.ts';
import { type Answer, type Arrival, TinyServer } from './tiny-server.ts';

/** Credentials whose encoding matters. */
export const CONSUMER = { consumerKey: 'ck demo', consumerSecret: 'cs demo+secret/&' };
export const USER = { token: 'user_tok', tokenSecret: 'tok=secret!' };
export const API_TOKEN = 'a-very+secret/token=';

/** {@link CONSUMER}'s PLAINTEXT signature without a token, and with {@link USER}'s. */
export const CONSUMER_KEY = 'cs%20demo%2Bsecret%2F%26&';
export const USER_KEY = `${CONSUMER_KEY}tok%3Dsecret%21`;

/** What a server answers to the n-th arrival at one path, counted from 1. */
export type Answers = Readonly<Record<string, (n: number, arrival: Arrival) => Answer | Promise<Answer>>>;

/** A success in the form that the dance has. */
export function form(fields: Record<string, string>): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  };
}

export function json(status: number, body: unknown): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

const DANCE: Answers = {
  '/api/v2/oauth/request_token': n =>
    form({ oauth_token: `rt_${n}`, oauth_token_secret: `rts/${n}`, oauth_callback_confirmed: 'true' }),
  '/api/v2/oauth/access_token': n =>
    form({
      oauth_token: `ut_${n}`,
      oauth_token_secret: `uts=${n}`,
      expiration_date: '2026-06-04T12:00:00.000Z',
    }),
};

/** A server that dances with everyone, and answers `{}` to every other request below `/api` and `/bridge`. */
export async function startCleverCloud(answers: Answers = {}): Promise<TinyServer> {
  const counts = new Map<string, number>();
  return TinyServer.start(arrival => {
    const path = arrival.target.replace(/\?.*/, '');
    const n = (counts.get(path) ?? 0) + 1;
    counts.set(path, n);
    return { ...DANCE, ...answers }[path]?.(n, arrival) ?? { status: 200, body: '{}' };
  });
}

/** The params of `session/open` for a user's OAuth 1 session against a {@link startCleverCloud} server. */
export function oauthParams(
  { origin }: TinyServer,
  changed: Partial<Params<'session/open'>> = {},
): Params<'session/open'> {
  return {
    session: 's1',
    installation: 'i1',
    platform: 'clever-cloud',
    mechanism: 'oauth1',
    endpoints: {
      requestToken: `${origin}/api/v2/oauth/request_token`,
      authorize: `${origin}/api/v2/oauth/authorize`,
      accessToken: `${origin}/api/v2/oauth/access_token`,
      api: `${origin}/api`,
      bridge: `${origin}/bridge`,
    },
    credentials: { ...CONSUMER, ...USER },
    options: { allowInsecure: true },
    env: {},
    now: NOW,
    ...changed,
  };
}

/** The same for a session with an API token. */
export function apiTokenParams(
  server: TinyServer,
  changed: Partial<Params<'session/open'>> = {},
): Params<'session/open'> {
  const { endpoints } = oauthParams(server);
  return oauthParams(server, {
    mechanism: 'api-token',
    endpoints: { api: endpoints.api!, bridge: endpoints.bridge! },
    credentials: { apiToken: API_TOKEN },
    ...changed,
  });
}

/** Run one operation. */
export function invoke(
  client: ClientModule,
  operation: string,
  input: Params<'session/invoke'>['input'] = {},
) {
  return client['session/invoke']!({ session: 's1', operation, input });
}

/** The parameters of an OAuth header, decoded; undefined when it does not have the documented form. */
export function oauthHeader({ headers }: Arrival): Record<string, string> | undefined {
  const value = headers.authorization ?? '';
  if (!/^OAuth [a-z_]+="[\w.~%-]*"(, [a-z_]+="[\w.~%-]*")*$/.test(value)) return undefined;
  const pairs = [...value.matchAll(/([a-z_]+)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name, encoded]) => [name, decodeURIComponent(encoded!)]));
}
