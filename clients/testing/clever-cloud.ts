import type { Params } from '../../src/protocol/index.ts';
import { opening } from './session.ts';
import { type Answer, type Answers, type Arrival, answering, TinyServer } from './tiny-server.ts';

/** Credentials whose encoding matters. */
export const CONSUMER = { consumerKey: 'ck demo', consumerSecret: 'cs demo+secret/&' };
export const USER = { token: 'user_tok', tokenSecret: 'tok=secret!' };
export const API_TOKEN = 'a-very+secret/token=';

/** {@link CONSUMER}'s PLAINTEXT signature without a token, and with {@link USER}'s. */
export const CONSUMER_KEY = 'cs%20demo%2Bsecret%2F%26&';
export const USER_KEY = `${CONSUMER_KEY}tok%3Dsecret%21`;

/** A success in the form that the dance has. */
export function form(fields: Record<string, string>): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  };
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
  return TinyServer.start(answering({ ...DANCE, ...answers }));
}

/** The params of `session/open` for a user's OAuth 1 session against a {@link startCleverCloud} server. */
export function oauthParams(
  { origin }: TinyServer,
  changed: Partial<Params<'session/open'>> = {},
): Params<'session/open'> {
  return opening({
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
    ...changed,
  });
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

/** The parameters of an OAuth header, decoded; undefined when it does not have the documented form. */
export function oauthHeader({ headers }: Arrival): Record<string, string> | undefined {
  const value = headers.authorization ?? '';
  if (!/^OAuth [a-z_]+="[\w.~%-]*"(, [a-z_]+="[\w.~%-]*")*$/.test(value)) return undefined;
  const pairs = [...value.matchAll(/([a-z_]+)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name, encoded]) => [name, decodeURIComponent(encoded!)]));
}
